// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/jobs/jobmaker.h"
#include "ui/jobs/joborder.h"
#include "ui/jobs/jobrules.h"
#include "ui/jobs/jobwords.h"
#include "ui/jobs/listfilter.h"
#include "ui/jobs/removalwords.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::makeJob;
using Kind = JobPhase::Kind;

Q_DECLARE_METATYPE(JobAbilities)

namespace {

const QDateTime now(QDate(2025, 11, 21), QTime(15, 0), Qt::UTC);

JobRecord executing(int seconds)
{
    auto job = makeJob(u"1"_s, Kind::Executing);
    job.started = now.addSecs(-seconds);
    return job;
}

} // namespace

/// The pure functions behind the list of jobs.
class TestJobWords final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void elapsedAgainstTheLimit_data()
    {
        QTest::addColumn<JobRecord>("job");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("words");
        QTest::addColumn<double>("share"); // -1 for none
        auto ended = executing(90);
        ended.phase = Kind::Completed;
        ended.ended = ended.started.addMSecs(12'500);
        auto gone = executing(12);
        gone.gone = true;
        auto queued = makeJob(u"1"_s, Kind::Queued);
        queued.created = now.addSecs(-75);
        QTest::newRow("executing") << executing(12) << 30 << "0:12 of 30 s" << 0.4;
        QTest::newRow("minutes") << executing(100) << 300 << "1:40 of 5 min" << 1.0 / 3;
        QTest::newRow("hours") << executing(3725) << 7200 << "1:02:05 of 2 h" << 3725.0 / 7200;
        QTest::newRow("odd limit") << executing(5) << 90 << "0:05 of 90 s" << 5.0 / 90;
        QTest::newRow("past the limit") << executing(40) << 30 << "0:40 of 30 s" << 1.0;
        QTest::newRow("clock of the service ahead") << executing(-5) << 30 << "0:00 of 30 s" << 0.0;
        QTest::newRow("no limit") << executing(12) << 0 << "0:12" << -1.0;
        QTest::newRow("queued: the limit does not count") << queued << 30 << "1:15" << -1.0;
        QTest::newRow("ended") << ended << 30 << "12.5 s" << -1.0;
        QTest::newRow("gone") << gone << 30 << "" << -1.0;
        QTest::newRow("draft") << makeJob(u"1"_s, Kind::Pending) << 30 << "" << -1.0;
    }
    void elapsedAgainstTheLimit()
    {
        QFETCH(const JobRecord, job);
        QFETCH(const int, limit);
        QFETCH(const double, share);
        const std::chrono::seconds most(limit);
        QTEST(elapsedText(job, most, now), "words");
        QCOMPARE(usedShare(job, most, now).value_or(-1), share);
    }

    void limitOfJobOrQueue_data()
    {
        QTest::addColumn<qint64>("told"); // -1 for nothing
        QTest::addColumn<QString>("queue");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("the job tells") << qint64(60) << "30s" << qint64(60);
        QTest::newRow("the queue tells") << qint64(-1) << "30S" << qint64(30);
        QTest::newRow("no limit is told") << qint64(0) << "30s" << qint64(0);
        QTest::newRow("unknown queue") << qint64(-1) << "1h" << qint64(0);
    }
    void limitOfJobOrQueue()
    {
        QFETCH(const qint64, told);
        QFETCH(const QString, queue);
        TapService service;
        service.queues = {{.name = u"30s"_s, .limit = std::chrono::seconds(30)}};
        auto job = makeJob(u"1"_s);
        job.queue = queue;
        if (told >= 0)
            job.executionDuration = told;
        QTEST(qint64(timeLimit(job, service).count()), "seconds");
    }

    void sight_data()
    {
        QTest::addColumn<JobPhase>("phase");
        QTest::addColumn<bool>("gone");
        QTest::addColumn<int>("secondsAgo");
        QTest::addColumn<bool>("unseen");
        QTest::newRow("just now") << JobPhase(Kind::Executing) << false << 10 << false;
        QTest::newRow("between two looks") << JobPhase(Kind::Executing) << false << 200 << false;
        QTest::newRow("long ago") << JobPhase(Kind::Executing) << false << 3000 << true;
        QTest::newRow("queued, long ago") << JobPhase(Kind::Queued) << false << 3000 << true;
        QTest::newRow("done, long ago") << JobPhase(Kind::Completed) << false << 3000 << false;
        QTest::newRow("draft, long ago") << JobPhase(Kind::Pending) << false << 3000 << false;
        QTest::newRow("gone") << JobPhase(Kind::Executing) << true << 3000 << false;
    }
    void sight()
    {
        QFETCH(const JobPhase, phase);
        QFETCH(const bool, gone);
        QFETCH(const int, secondsAgo);
        QFETCH(const bool, unseen);
        auto job = makeJob(u"1"_s, phase);
        job.gone = gone;
        job.lastSeen = now.addSecs(-secondsAgo);
        QCOMPARE(isOutOfSight(job, now), unseen);
        const auto clock = job.lastSeen.toLocalTime().toString(u"HH:mm"_s);
        QCOMPARE(outOfSightText(job, now), unseen ? u"not seen since "_s + clock : QString());
        QCOMPARE(outOfSightText(job, now, Room::Narrow), unseen ? u"since "_s + clock : QString());
    }

    void groups_data()
    {
        QTest::addColumn<JobPhase>("phase");
        QTest::addColumn<bool>("gone");
        QTest::addColumn<int>("group");
        const auto row = [](const char* name, JobPhase phase, bool gone, PhaseGroup group) {
            QTest::newRow(name) << phase << gone << int(group);
        };
        row("pending", Kind::Pending, false, PhaseGroup::Pending);
        row("queued", Kind::Queued, false, PhaseGroup::Running);
        row("executing", Kind::Executing, false, PhaseGroup::Running);
        row("held", Kind::Held, false, PhaseGroup::Running);
        row("suspended", Kind::Suspended, false, PhaseGroup::Running);
        row("own word", JobPhase::fromWord(u"BAKING"_s), false, PhaseGroup::Running);
        row("completed", Kind::Completed, false, PhaseGroup::Completed);
        row("error", Kind::Error, false, PhaseGroup::Error);
        row("aborted", Kind::Aborted, false, PhaseGroup::Aborted);
        row("archived", Kind::Archived, false, PhaseGroup::Archived);
        row("gone", Kind::Completed, true, PhaseGroup::Gone);
    }
    void groups()
    {
        QFETCH(const JobPhase, phase);
        QFETCH(const bool, gone);
        auto job = makeJob(u"1"_s, phase);
        job.gone = gone;
        QTEST(int(groupOf(job)), "group");
    }

    void facts_data()
    {
        QTest::addColumn<QString>("runId"); // of the filter; "-" for none
        QTest::addColumn<QDateTime>("since");
        QTest::addColumn<bool>("passes");
        const auto day = [](int number) { return QDate(2025, 11, number).startOfDay(Qt::UTC); };
        QTest::newRow("no filter") << "-" << QDateTime() << true;
        QTest::newRow("whole run id") << "sed-7" << QDateTime() << true;
        QTest::newRow("part of it") << "sed" << QDateTime() << false;
        QTest::newRow("other case") << "SED-7" << QDateTime() << false;
        QTest::newRow("same day") << "-" << day(21) << true;
        QTest::newRow("next day") << "-" << day(22) << false;
        QTest::newRow("both") << "sed-7" << day(22) << false;
    }
    void facts()
    {
        QFETCH(const QString, runId);
        QFETCH(const QDateTime, since);
        auto job = makeJob(u"1"_s);
        job.runId = u"sed-7"_s;
        ListFilter filter {.since = since};
        if (runId != u"-"_s)
            filter.runId = runId;
        QTEST(passesFacts(filter, job), "passes");
        job.created = {};
        QCOMPARE(passesFacts(ListFilter {.since = now}, job), false); // nobody knows
    }

    void naturalOrder_data()
    {
        QTest::addColumn<QString>("less");
        QTest::addColumn<QString>("more");
        QTest::newRow("numbers by value") << "run-2"
                                          << "run-10";
        QTest::newRow("any case") << "Alpha"
                                  << "beta";
        QTest::newRow("leading zeros") << "run-007"
                                       << "run-8";
        QTest::newRow("prefix first") << "run"
                                      << "run-1";
        QTest::newRow("number in the middle") << "a9-z"
                                              << "a10-a";
        QTest::newRow("zero") << "run-0"
                              << "run-1";
        QTest::newRow("empty first") << ""
                                     << "a";
    }
    void naturalOrder()
    {
        QFETCH(const QString, less);
        QFETCH(const QString, more);
        QVERIFY(naturalKey(less) < naturalKey(more));
    }

    void abilities_data()
    {
        QTest::addColumn<QList<JobRecord>>("jobs");
        QTest::addColumn<JobAbilities>("can");
        auto completed = makeJob(u"1"_s);
        completed.query = u"SELECT 1"_s;
        auto gone = completed;
        gone.gone = true;
        const auto running = makeJob(u"2"_s, Kind::Executing);
        auto lost = running;
        lost.gone = true;
        QTest::newRow("none") << QList<JobRecord>() << JobAbilities();
        QTest::newRow("completed") << QList {completed}
                                   << JobAbilities {.openResult = true,
                                                    .openQuery = true,
                                                    .rerun = true,
                                                    .change = true,
                                                    .remove = true,
                                                    .copyUrl = true,
                                                    .copyAs = true};
        QTest::newRow("running, query unknown: it can be asked for")
            << QList {running}
            << JobAbilities {.rerun = true, .abort = true, .remove = true, .copyUrl = true};
        QTest::newRow("gone, query known") << QList {gone}
                                           << JobAbilities {.openQuery = true,
                                                            .rerun = true,
                                                            .change = true,
                                                            .copyUrl = true,
                                                            .copyAs = true};
        QTest::newRow("gone, query unknown") << QList {lost} << JobAbilities {.copyUrl = true};
        QTest::newRow("archived") << QList {makeJob(u"3"_s, Kind::Archived)}
                                  << JobAbilities {.rerun = true, .copyUrl = true};
        QTest::newRow("several, each for its part") << QList {completed, running}
                                                    << JobAbilities {.openQuery = true,
                                                                     .rerun = true,
                                                                     .abort = true,
                                                                     .remove = true,
                                                                     .copyUrl = true};
        const auto draft = makeJob(u"4"_s, Kind::Pending);
        QTest::newRow("never started") << QList {draft}
                                       << JobAbilities {.rerun = true,
                                                        .changeRunId = true,
                                                        .abort = true,
                                                        .remove = true,
                                                        .copyUrl = true};
        auto restarted = draft;
        restarted.started = restarted.created;
        auto forgotten = draft;
        forgotten.gone = true;
        QTest::newRow("PENDING, but was started")
            << QList {restarted}
            << JobAbilities {.rerun = true, .abort = true, .remove = true, .copyUrl = true};
        QTest::newRow("draft that is gone") << QList {forgotten} << JobAbilities {.copyUrl = true};
        QTest::newRow("two drafts")
            << QList {draft, draft}
            << JobAbilities {.rerun = true, .abort = true, .remove = true, .copyUrl = true};
        QTest::newRow("too many to open")
            << QList<JobRecord>(mostOpenedQueries + 1, completed)
            << JobAbilities {.rerun = true, .remove = true, .copyUrl = true};
    }
    void abilities()
    {
        QFETCH(const QList<JobRecord>, jobs);
        QFETCH(const JobAbilities, can);
        QVERIFY(abilitiesOf(jobs, false) == can);
        // What is on the shelf opens, whatever has become of the job.
        auto withShelf = can;
        withShelf.openResult = jobs.size() == 1;
        QVERIFY(abilitiesOf(jobs, true) == withShelf);
    }

    /// Daiquiri keeps the query, others delete, and of some nobody knows: never the wrong promise.
    void removalSaysWhatIsKept_data()
    {
        QTest::addColumn<Removal>("removal");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("kept");
        QTest::newRow("archives") << Removal::Archives << "Archive"
                                  << "kept there and here";
        QTest::newRow("deletes") << Removal::Deletes << "Delete"
                                 << "jobs and their rows are removed";
        QTest::newRow("unknown") << Removal::Unknown << "Remove"
                                 << "has not told yet";
    }
    void removalSaysWhatIsKept()
    {
        QFETCH(const Removal, removal);
        QFETCH(const QString, verb);
        QFETCH(const QString, kept);
        QCOMPARE(removalVerb(removal), verb);
        QVERIFY(removalEntry(removal).remove(u'&').startsWith(verb));
        QCOMPARE(removalQuestion(removal, u"sed-7"_s), verb + u" the job sed-7?"_s);
        QCOMPARE(removalQuestion(removal, 312), verb + u" 312 jobs?"_s);
        QVERIFY(keptText(removal).contains(kept));
    }
};

QTEST_MAIN(TestJobWords)
#include "tst_jobwords.moc"
