// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/richtext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

class TestRichText final : public QObject
{
    Q_OBJECT

private slots:
    void factRows_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown"); // empty: no row at all
        QTest::newRow("plain") << u"5m"_s << u"5m"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("a server's words are no markup")
            << u"<b>a</b> & c"_s << u"&lt;b&gt;a&lt;/b&gt; &amp; c"_s;
    }

    void factRows()
    {
        QFETCH(QString, value);
        QFETCH(QString, shown);
        const auto row = factRow(u"Queue"_s, value);
        QCOMPARE(row.isEmpty(), shown.isEmpty());
        QVERIFY2(row.contains(shown), qPrintable(row));
    }

    void toolTips()
    {
        QVERIFY(plainToolTip({}).isEmpty());
        QVERIFY(!plainToolTip(u"<img src='x'>"_s).contains(u"<img"_s));
        QVERIFY(plainToolTip(QString(1'000'000, u'x')).size() < 20'000);
    }

    void times()
    {
        QCOMPARE(utcText({}), QString());
        QCOMPARE(
            utcText(QDateTime(QDate(2026, 11, 22), QTime(19, 47, 45), Qt::OffsetFromUTC, 3600)),
            u"2026-11-22 18:47:45 UTC"_s);
    }
};

QTEST_APPLESS_MAIN(TestRichText)

#include "tst_richtext.moc"
