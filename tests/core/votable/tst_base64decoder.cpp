// SPDX-License-Identifier: GPL-3.0-or-later

// Base64 decoded in blocks of many characters, against QByteArray and against itself fed with one
// character at a time, which never is a block.

#include "core/votable/base64decoder.h"

#include <QTest>

#include <string>

using namespace tapdesk::votable;

namespace {

struct Decoded
{
    QByteArray bytes;
    qint64 lines = 0;
    bool strangers = false;

    bool operator==(const Decoded&) const = default;
};

/// @param piece  characters that are fed at once
Decoded decode(std::string_view text, std::size_t piece)
{
    Base64Decoder decoder;
    Decoded decoded;
    while (!text.empty()) {
        const std::string_view next = text.substr(0, piece);
        // no byte more than what the contract asks for: sanitizers see what goes beyond
        std::vector<char> out(Base64Decoder::roomFor(next.size()));
        decoded.bytes.append(out.data(), static_cast<qsizetype>(decoder.decode(next, out.data())));
        text.remove_prefix(next.size());
    }
    char rest[2];
    decoded.bytes.append(rest, static_cast<qsizetype>(decoder.finish(rest)));
    decoded.lines = decoder.lines();
    decoded.strangers = decoder.hasStrangers();
    return decoded;
}

QByteArray someBytes(int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<char>(i * 37 + i / 256));
    return bytes;
}

} // namespace

class Base64DecoderTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyLength()
    {
        for (int count = 0; count < 200; ++count) {
            const QByteArray bytes = someBytes(count);
            for (const auto option : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
                const std::string text = bytes.toBase64(option).toStdString();
                for (const std::size_t piece : {text.size() + 1, std::size_t(33), std::size_t(7)})
                    QCOMPARE(decode(text, piece).bytes, bytes);
            }
        }
    }

    void everyCharacterEverywhere()
    {
        const std::string text = someBytes(75).toBase64().toStdString();
        for (int c = 0; c < 256; ++c) {
            for (std::size_t at = 0; at < 70; ++at) {
                std::string changed = text;
                changed[at] = static_cast<char>(c);
                QVERIFY2(decode(changed, changed.size()) == decode(changed, 1),
                         qPrintable(QString::number(c)));
            }
        }
    }

    void tellsStrangers_data()
    {
        QTest::addColumn<QByteArray>("character");
        QTest::addColumn<bool>("strange");

        QTest::newRow("line end") << QByteArray("\n") << false;
        QTest::newRow("blank") << QByteArray(" ") << false;
        QTest::newRow("tab") << QByteArray("\t") << false;
        QTest::newRow("entity") << QByteArray("&#13;") << false;
        QTest::newRow("NUL") << QByteArray(1, '\0') << true;
        QTest::newRow("star") << QByteArray("*") << true;
        QTest::newRow("comma") << QByteArray(",") << true;
        QTest::newRow("point") << QByteArray(".") << true;
        QTest::newRow("colon") << QByteArray(":") << true;
        QTest::newRow("at") << QByteArray("@") << true;
        QTest::newRow("bracket") << QByteArray("[") << true;
        QTest::newRow("backtick") << QByteArray("`") << true;
        QTest::newRow("brace") << QByteArray("{") << true;
        QTest::newRow("not ASCII") << QByteArray("\xc1") << true;
    }

    void tellsStrangers()
    {
        QFETCH(QByteArray, character);
        QFETCH(bool, strange);

        const QByteArray bytes = someBytes(99);
        for (qsizetype at = 0; at <= 132; ++at) {
            const std::string text = bytes.toBase64().insert(at, character).toStdString();
            const Decoded decoded = decode(text, text.size());

            QCOMPARE(decoded.bytes, bytes);
            QCOMPARE(decoded.strangers, strange);
            QCOMPARE(decoded.lines, character == "\n" ? 1 : 0);
        }
    }
};

QTEST_APPLESS_MAIN(Base64DecoderTest)
#include "tst_base64decoder.moc"
