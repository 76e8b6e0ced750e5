// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/quantities.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::app;

class TestQuantities final : public QObject
{
    Q_OBJECT

private slots:
    void ages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds"); // -1: refused
        QTest::newRow("seconds") << u"90s"_s << 90LL;
        QTest::newRow("minutes") << u"30m"_s << 1800LL;
        QTest::newRow("hours") << u" 12 h "_s << 43'200LL;
        QTest::newRow("days") << u"7d"_s << 604'800LL;
        QTest::newRow("weeks") << u"2w"_s << 1'209'600LL;
        QTest::newRow("nothing") << QString() << -1LL;
        QTest::newRow("no unit") << u"7"_s << -1LL;
        QTest::newRow("other unit") << u"7y"_s << -1LL;
        QTest::newRow("negative") << u"-7d"_s << -1LL;
        QTest::newRow("fraction") << u"1.5d"_s << -1LL;
    }

    void ages()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, seconds);
        const auto age = readAge(text);
        QCOMPARE(age ? qint64(age->count()) : -1, seconds);
    }

    void sizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes"); // -1: refused
        QTest::newRow("bytes") << u"500"_s << 500LL;
        QTest::newRow("bytes, said") << u"500B"_s << 500LL;
        QTest::newRow("kilobytes") << u"100kB"_s << 100'000LL;
        QTest::newRow("any case, a blank") << u"100 mb"_s << 100'000'000LL;
        QTest::newRow("no B") << u"2G"_s << 2'000'000'000LL;
        QTest::newRow("fraction") << u"1.5MB"_s << 1'500'000LL;
        QTest::newRow("powers of 1024") << u"4GiB"_s << 4'294'967'296LL;
        QTest::newRow("nothing") << QString() << -1LL;
        QTest::newRow("words") << u"big"_s << -1LL;
        QTest::newRow("negative") << u"-1MB"_s << -1LL;
        QTest::newRow("i of nothing") << u"5iB"_s << -1LL;
        QTest::newRow("more than there is") << u"999999999999TB"_s << -1LL;
    }

    void sizes()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, bytes);
        QCOMPARE(readSize(text).value_or(-1), bytes);
    }

    void moments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc"); // empty: refused
        QTest::newRow("UTC") << u"2026-01-31T12:00:00Z"_s << u"2026-01-31T12:00:00Z"_s;
        QTest::newRow("no zone") << u"2026-01-31T12:00:00"_s << u"2026-01-31T12:00:00Z"_s;
        QTest::newRow("day") << u"2026-01-31"_s << u"2026-01-31T00:00:00Z"_s;
        QTest::newRow("zone") << u"2026-01-31T12:00:00+01:00"_s << u"2026-01-31T11:00:00Z"_s;
        QTest::newRow("words") << u"yesterday"_s << QString();
        QTest::newRow("no such day") << u"2026-02-31"_s << QString();
    }

    void moments()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, utc);
        const auto moment = readMoment(text);
        QCOMPARE(moment ? moment->toUTC().toString(Qt::ISODate) : QString(), utc);
    }
};

QTEST_APPLESS_MAIN(TestQuantities)

#include "tst_quantities.moc"
