// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hostbudget.h"
#include "core/jobs/pace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;

using std::chrono::milliseconds;

namespace {

const auto host = u"example.org"_s;

QList<milliseconds> turns(HostBudget& budget, int count, milliseconds now)
{
    QList<milliseconds> waits;
    for (int i = 0; i < count; ++i)
        waits.append(budget.takeTurn(host, now));
    return waits;
}

QList<milliseconds> turnsAhead(HostBudget& budget, int count, milliseconds now)
{
    QList<milliseconds> waits;
    for (int i = 0; i < count; ++i)
        waits.append(budget.takeTurnAhead(host, now));
    return waits;
}

} // namespace

class TestHostBudget final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_budget = HostBudget({.spacing = 100ms, .burst = 3, .ahead = 40ms, .waits = 2});
    }

    void someAtOnceThenOneAfterTheOther()
    {
        QCOMPARE(turns(m_budget, 6, 1000ms),
                 (QList<milliseconds> {0ms, 0ms, 0ms, 100ms, 200ms, 300ms}));
    }

    void aRestSavesUpABurstAndNoMore()
    {
        turns(m_budget, 6, 0ms);
        QCOMPARE(turns(m_budget, 5, 3'600'000ms),
                 (QList<milliseconds> {0ms, 0ms, 0ms, 100ms, 200ms}));
    }

    void twoHundredAfterASleepAreSpread()
    {
        const auto waits = turns(m_budget, 200, 1000ms);
        QCOMPARE(waits.last(), 19'700ms);
        for (qsizetype i = 3; i < waits.size(); ++i)
            QCOMPARE(waits[i] - waits[i - 1], 100ms);
    }

    void hostsDoNotCountForEachOther()
    {
        turns(m_budget, 10, 0ms);
        turnsAhead(m_budget, 10, 0ms);
        QCOMPARE(m_budget.takeTurn(u"other.org"_s, 0ms), 0ms);
        QCOMPARE(m_budget.takeTurnAhead(u"other.org"_s, 0ms), 0ms);
    }

    void aUserNeverWaitsForLooks()
    {
        turns(m_budget, 200, 1000ms);
        QCOMPARE(turnsAhead(m_budget, 5, 1000ms),
                 (QList<milliseconds> {0ms, 0ms, 0ms, 40ms, 80ms}));
        QCOMPARE(turnsAhead(m_budget, 4, 3'600'000ms), (QList<milliseconds> {0ms, 0ms, 0ms, 40ms}));
    }

    void looksStepBack_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<QList<milliseconds>>("looks");
        QTest::newRow("none") << 0 << QList<milliseconds> {0ms, 0ms, 0ms, 100ms};
        QTest::newRow("one") << 1 << QList<milliseconds> {0ms, 0ms, 100ms, 200ms};
        QTest::newRow("a burst") << 3 << QList<milliseconds> {100ms, 200ms, 300ms, 400ms};
        // They go on all the same: nobody is left unseen while five hundred are archived.
        QTest::newRow("many") << 500 << QList<milliseconds> {100ms, 200ms, 300ms, 400ms};
    }

    void looksStepBack()
    {
        QFETCH(const int, ahead);
        turnsAhead(m_budget, ahead, 1000ms);
        QTEST(turns(m_budget, 4, 1000ms), "looks");
    }

    void looksThatWaitAreNotPutOffAgain()
    {
        turns(m_budget, 10, 0ms);
        turnsAhead(m_budget, 5, 0ms);
        QCOMPARE(m_budget.takeTurn(host, 0ms), 800ms);
    }

    /// The host answers a user for itself.
    void aHoldIsNoTurn()
    {
        m_budget.hold(host, 0ms, 5000ms);
        QCOMPARE(m_budget.takeTurnAhead(host, 0ms), 0ms);
        QCOMPARE(m_budget.held(host, 0ms), 5000ms);
    }

    void aHold()
    {
        m_budget.hold(host, 1000ms, 5000ms);
        QCOMPARE(m_budget.held(host, 2000ms), 4000ms);
        QCOMPARE(m_budget.held(u"other.org"_s, 2000ms), 0ms);
        // After it, one after the other: no burst for a host that found us too fast.
        QCOMPARE(turns(m_budget, 3, 2000ms), (QList<milliseconds> {4000ms, 4100ms, 4200ms}));
        QCOMPARE(m_budget.held(host, 6000ms), 0ms);
    }

    void aShorterHoldDoesNotEndALongerOne()
    {
        m_budget.hold(host, 0ms, 5000ms);
        m_budget.hold(host, 0ms, 1000ms);
        QCOMPARE(m_budget.held(host, 0ms), 5000ms);
    }

    void withoutRetryAfter()
    {
        m_budget.hold(host, 0ms, 0ms);
        QCOMPARE(m_budget.held(host, 0ms), HostBudget::Limits().refused);
    }

    void onlySoManyBlock()
    {
        QVERIFY(m_budget.beginWait(host));
        QVERIFY(m_budget.beginWait(host));
        QVERIFY(!m_budget.beginWait(host));
        QVERIFY(m_budget.beginWait(u"other.org"_s));
        m_budget.endWait(host);
        QVERIFY(m_budget.beginWait(host));
    }

    void newLimitsForgetNoHold()
    {
        m_budget.hold(host, 0ms, 90s);
        QVERIFY(m_budget.beginWait(host));
        m_budget.setLimits({.waits = 1});
        QCOMPARE(m_budget.held(host, 0ms), milliseconds(90s));
        QVERIFY(!m_budget.beginWait(host));
    }

    void paces_data()
    {
        QTest::addColumn<std::chrono::seconds>("limit");
        QTest::addColumn<milliseconds>("longest");
        QTest::newRow("30s") << 30s << milliseconds(12s);
        QTest::newRow("5m") << 300s << milliseconds(120s);
        QTest::newRow("hours") << std::chrono::seconds(2h) << milliseconds(120s);
        QTest::newRow("moments") << 1s << milliseconds(5s);
        QTest::newRow("unknown") << 0s << milliseconds(30s);
    }

    void paces()
    {
        QFETCH(const std::chrono::seconds, limit);
        const UwsJob::Pace pace; // longest: 30 s
        QTEST(paceFor(pace, limit).longest, "longest");
        QCOMPARE(paceFor(pace, limit).first, pace.first);
        // Never shorter than the first pause.
        QCOMPARE(paceFor({.first = 10s, .longest = 10s}, 1s).longest, milliseconds(10s));
    }

    void limits_data()
    {
        QTest::addColumn<std::optional<qint64>>("told");
        QTest::addColumn<QString>("queue");
        QTest::addColumn<std::chrono::seconds>("limit");
        using Told = std::optional<qint64>;
        QTest::newRow("the document first") << Told(60) << u"5m"_s << 60s;
        QTest::newRow("the queue") << Told() << u"5m"_s << 300s;
        QTest::newRow("in any case") << Told() << u"5M"_s << 300s;
        QTest::newRow("0 = no limit: the queue") << Told(0) << u"5m"_s << 300s;
        QTest::newRow("unknown") << Told() << u"long"_s << 0s;
    }

    void limits()
    {
        QFETCH(const std::optional<qint64>, told);
        QFETCH(const QString, queue);
        const TapService service {
            .queues = {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 300s}}};
        JobRecord record;
        record.executionDuration = told;
        record.queue = queue;
        QTEST(timeLimit(record, service), "limit");
    }

private:
    HostBudget m_budget;
};

QTEST_GUILESS_MAIN(TestHostBudget)

#include "tst_hostbudget.moc"
