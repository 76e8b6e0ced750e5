// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/textwidth.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::formats;

class TestTextWidth final : public QObject
{
    Q_OBJECT

private slots:
    void widths_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("ASCII") << u"Hα 6563 Å"_s << 9;
        QTest::newRow("Han") << u"星表"_s << 4;
        QTest::newRow("emoji outside the basic plane") << u"a😀"_s << 3;
        QTest::newRow("combining accent") << u"e\u0301"_s << 1;
        QTest::newRow("half of a pair") << QString(QChar(0xd83d)) << 1;
    }

    void widths()
    {
        QFETCH(QString, text);
        QTEST(textWidth(text), "width");
    }

    void elides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("elided");
        QTest::newRow("fits") << u"abcde"_s << 5 << u"abcde"_s;
        QTest::newRow("too long") << u"abcdef"_s << 5 << u"abcd…"_s;
        QTest::newRow("wide character at the edge") << u"abc星表"_s << 5 << u"abc…"_s;
        QTest::newRow("few but wide") << u"星表星"_s << 5 << u"星表…"_s;
        QTest::newRow("pairs stay whole") << u"😀😀😀"_s << 5 << u"😀😀…"_s;
        QTest::newRow("accents stay") << u"e\u0301e\u0301e\u0301"_s << 2 << u"e\u0301…"_s;
    }

    void elides()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QTEST(elided(text, width), "elided");
    }

    void makesVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visible");
        QTest::newRow("plain") << u"a b…"_s << u"a b…"_s;
        QTest::newRow("white space") << u"a\r\n\tb"_s << u"a\\r\\n\\tb"_s;
        QTest::newRow("escape sequence") << u"\u001b[31mred"_s << u"\\u001b[31mred"_s;
        QTest::newRow("C1 control") << u"\u009b31m"_s << u"\\u009b31m"_s;
        QTest::newRow("right-to-left override") << u"txt\u202egpj"_s << u"txt\\u202egpj"_s;
        QTest::newRow("isolate") << u"\u2066a\u2069"_s << u"\\u2066a\\u2069"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
    }

    void makesVisible()
    {
        QFETCH(QString, text);
        QTEST(visibleText(text), "visible");
    }
};

QTEST_APPLESS_MAIN(TestTextWidth)

#include "tst_textwidth.moc"
