// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"
#include "tests/support/gzip.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::deflated;
using tapdesk::test::gzipped;

class TestContentDecoder final : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("encoded");
        QTest::addColumn<QByteArray>("decoded");
        QTest::addColumn<bool>("isComplete");

        const auto text = QByteArray("<TR><TD>1</TD></TR>\n").repeated(5000);
        const auto packed = gzipped(text);
        const auto row = [](const char* name, const QByteArray& encoding, const QByteArray& encoded,
                            const QByteArray& decoded, bool isComplete = true) {
            QTest::newRow(name) << encoding << encoded << decoded << isComplete;
        };
        row("none", "", text, text);
        row("identity", "identity", text, text);
        row("a word that is no encoding", "UTF-8", text, text);
        row("gzip", "gzip", packed, text);
        row("x-gzip", " X-GZIP ", packed, text);
        row("two members", "gzip", packed + packed, text + text);
        row("padding after the end", "gzip", packed + QByteArray(512, '\0'), text);
        row("cut", "gzip", packed.chopped(9), text, false);
        row("said, not done", "gzip", text, text);
        row("deflate", "deflate", deflated(text, true), text);
        row("deflate without a header", "deflate", deflated(text, false), text);
        row("nothing", "gzip", "", "");
    }

    void decodes()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, encoded);
        QFETCH(QByteArray, decoded);
        QFETCH(bool, isComplete);
        for (const qsizetype step : {1, 7, 1'000'000}) {
            for (const qint64 most : {5, 1'000'000}) {
                ContentDecoder decoder(encoding);
                QByteArray input;
                QByteArray output;
                for (qsizetype i = 0; i < encoded.size(); i += step) {
                    input += encoded.mid(i, step);
                    auto before = output.size();
                    do {
                        before = output.size();
                        QVERIFY(decoder.decode(input, most, output));
                        QVERIFY(output.size() - before <= most);
                    } while (output.size() > before);
                }
                QCOMPARE(output, decoded);
                QCOMPARE(decoder.isComplete(), isComplete);
                QVERIFY(!decoder.hasPending());
            }
        }
    }

    void brokenData()
    {
        ContentDecoder decoder("gzip");
        auto input = gzipped("some text");
        input[12] = '\x7f';
        input[13] = '\x7f';
        QByteArray output;
        const auto status = decoder.decode(input, 1000, output);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, Error::Kind::Protocol);
    }

    void supports()
    {
        QVERIFY(ContentDecoder("gzip").isSupported());
        QVERIFY(ContentDecoder("").isSupported());
        QVERIFY(!ContentDecoder("br").isSupported());
        QVERIFY(!ContentDecoder("zstd").isSupported());
        QVERIFY(!ContentDecoder("gzip, br").isSupported());
    }

    void gzipFiles()
    {
        const QByteArray text(100'000, ' ');
        QCOMPARE(gunzip(gzipped(text), 0).value(), text);
        QCOMPARE(gunzip(gzipped(text), text.size()).value(), text);
        QCOMPARE(gunzip(gzipped(text), text.size() - 1).error().kind, Error::Kind::TooLarge);
        QCOMPARE(gunzip(gzipped(text).chopped(1), 0).error().kind, Error::Kind::Protocol);
    }
};

QTEST_APPLESS_MAIN(TestContentDecoder)

#include "tst_contentdecoder.moc"
