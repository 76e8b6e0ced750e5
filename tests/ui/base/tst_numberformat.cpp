// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/numberformat.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

class TestNumberFormat final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void counts()
    {
        QCOMPARE(countText(1'234'567), u"1,234,567"_s);
        QCOMPARE(rowsText(0), u"0 rows"_s);
        QCOMPARE(rowsText(1), u"1 row"_s);
        QCOMPARE(rowsText(40'000), u"40,000 rows"_s);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(rowsText(40'000), u"40.000 rows"_s);
    }

    void bytes()
    {
        QCOMPARE(bytesText(0), u"0 bytes"_s);
        QCOMPARE(bytesText(12'345), u"12.3 kB"_s);
        QCOMPARE(bytesText(10'000'000'000), u"10.0 GB"_s);
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("negative") << qint64(-5) << u"0 ms"_s;
        QTest::newRow("40 ms") << qint64(40) << u"40 ms"_s;
        QTest::newRow("below 10 s") << qint64(1250) << u"1.25 s"_s;
        QTest::newRow("never 60.0 s") << qint64(59'990) << u"59.9 s"_s;
        QTest::newRow("minutes") << qint64(185'000) << u"3 min 05 s"_s;
        QTest::newRow("hours") << qint64(8'049'000) << u"2 h 14 min"_s;
        QTest::newRow("days") << qint64(3 * 86'400'000 + 4 * 3'600'000) << u"3 d 4 h"_s;
    }

    void durations()
    {
        QFETCH(qint64, ms);
        QTEST(durationText(std::chrono::milliseconds(ms)), "text");
    }

    void moments_data()
    {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("text");
        QTest::newRow("today") << u"2026-11-22T14:03:22Z"_s << u"14:03:22"_s;
        QTest::newRow("this year") << u"2026-03-01T09:05:00Z"_s << u"1 Mar 09:05"_s;
        QTest::newRow("earlier") << u"2025-11-22T14:03:22Z"_s << u"2025-11-22 14:03"_s;
        QTest::newRow("unknown") << QString() << QString();
    }

    void moments()
    {
        QFETCH(QString, moment);
        const auto now = QDateTime::fromString(u"2026-11-22T18:00:00Z"_s, Qt::ISODate);
        QTEST(momentText(QDateTime::fromString(moment, Qt::ISODate), now), "text");
    }
};

QTEST_APPLESS_MAIN(TestNumberFormat)

#include "tst_numberformat.moc"
