// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/workbenchscene.h"
#include "ui/jobs/jobnotifier.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using Kind = JobPhase::Kind;

namespace {

JobRecord job(const QString& id, Kind phase, int seconds = 0)
{
    JobRecord made;
    made.serviceId = u"test"_s;
    made.jobId = id;
    made.url = QUrl(u"https://example.org/tap/async/"_s + id);
    made.runId = u"run "_s + id;
    made.phase = phase;
    made.started = QDateTime({2026, 11, 22}, {14, 0}, Qt::UTC);
    if (made.phase.isTerminal())
        made.ended = made.started.addSecs(seconds);
    return made;
}

} // namespace

class TestJobNotifier final : public QObject
{
    Q_OBJECT

private slots:
    void tells_data()
    {
        QTest::addColumn<QList<JobRecord>>("news");
        QTest::addColumn<bool>("isLookedAt");
        QTest::addColumn<QStringList>("told");

        auto counted = job(u"1"_s, Kind::Completed, 125);
        counted.rows = 1234;
        auto failed = job(u"1"_s, Kind::Error, 30);
        failed.errorMessage = u"canceling statement\ndue to user request"_s;
        auto gone = job(u"1"_s, Kind::Executing);
        gone.gone = true;
        auto nameless = job(u"1"_s, Kind::Aborted, 10);
        nameless.runId.clear();
        const auto running = job(u"1"_s, Kind::Executing);

        QTest::newRow("completed")
            << QList {running, counted} << false
            << QStringList {u"run 1: COMPLETED"_s, u"1,234 rows after 2 min 05 s"_s};
        QTest::newRow("failed: the service's first line")
            << QList {job(u"1"_s, Kind::Queued), running, failed} << false
            << QStringList {u"run 1: ERROR"_s, u"canceling statement"_s};
        QTest::newRow("no run id") << QList {running, nameless} << false
                                   << QStringList {u"1: ABORTED"_s, u"after 10.0 s"_s};
        QTest::newRow("several") << QList {running, job(u"2"_s, Kind::Queued), counted,
                                           job(u"2"_s, Kind::Error, 60)}
                                 << false
                                 << QStringList {u"2 jobs have ended"_s, u"1 completed, 1 not"_s};
        QTest::newRow("the user looks") << QList {running, counted} << true << QStringList();
        QTest::newRow("short") << QList {running, job(u"1"_s, Kind::Completed, 9)} << false
                               << QStringList();
        QTest::newRow("ended long ago") << QList {counted} << false << QStringList();
        QTest::newRow("told once")
            << QList {running, counted, counted} << false
            << QStringList {u"run 1: COMPLETED"_s, u"1,234 rows after 2 min 05 s"_s};
        QTest::newRow("vanished") << QList {running, gone} << false << QStringList();
    }

    void tells()
    {
        QFETCH(QList<JobRecord>, news);
        QFETCH(bool, isLookedAt);
        QFETCH(QStringList, told);
        test::WorkbenchScene scene;
        bool wasAsked = false;
        JobNotifier notifier(scene.jobs, [&] {
            wasAsked = true;
            return isLookedAt;
        });
        QSignalSpy notices(&notifier, &JobNotifier::notice);

        for (const auto& record : news)
            emit scene.jobs.jobChanged(record);

        if (isLookedAt) {
            QTRY_VERIFY(wasAsked);
            QCOMPARE(notices.size(), 0);
            return;
        }
        if (told.isEmpty()) { // what follows is told alone
            emit scene.jobs.jobChanged(job(u"last"_s, Kind::Executing));
            emit scene.jobs.jobChanged(job(u"last"_s, Kind::Completed, 10));
            told = QStringList {u"run last: COMPLETED"_s, u"after 10.0 s"_s};
        }
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(), told.first());
        QCOMPARE(notices.first().last().toString(), told.last());
    }

    void learnsFromListsToo()
    {
        test::WorkbenchScene scene;
        JobNotifier notifier(scene.jobs, [] { return false; });
        QSignalSpy notices(&notifier, &JobNotifier::notice);
        QVERIFY(scene.store->save(job(u"1"_s, Kind::Executing)));
        emit scene.jobs.jobsChanged(u"test"_s);
        QVERIFY(scene.store->save(job(u"1"_s, Kind::Completed, 60)));
        emit scene.jobs.jobsChanged(u"other"_s);
        emit scene.jobs.jobsChanged(u"test"_s);
        QTRY_COMPARE(notices.size(), 1);
    }
};

QTEST_MAIN(TestJobNotifier)
#include "tst_jobnotifier.moc"
