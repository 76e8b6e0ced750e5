// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitefile.h"
#include "tests/core/jobs/jobscene.h"

#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::JobScene;
using tapdesk::test::phase;
using tapdesk::test::seeJob;
using tapdesk::test::status;

namespace {

const QUrl job7(u"https://example.org/tap/async/7"_s);

Answer list(const QByteArray& entries)
{
    return {.body = "<jobs xmlns='http://www.ivoa.net/xml/UWS/v1.0' version='1.1'>" + entries
                + "</jobs>"};
}

QByteArray entry(const QByteArray& id, const QByteArray& word, const QByteArray& more = {})
{
    return "<jobref id='" + id + "'><phase>" + word + "</phase>" + more + "</jobref>";
}

Answer table()
{
    return {.body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='n' datatype='int'/>"
                    "<DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE>"
                    "</VOTABLE>"};
}

TapService service()
{
    TapService service;
    service.id = u"test"_s;
    service.baseUrl = QUrl(u"https://example.org/tap"_s);
    service.language = u"PostgreSQL"_s;
    service.archives = true;
    return service;
}

TapQuery query()
{
    TapQuery query;
    query.service = service();
    query.text = u"SELECT 1;"_s;
    query.mode = TapQuery::Mode::Async;
    query.queue = u"5m"_s;
    query.runId = u"mine"_s;
    query.maxrec = 10;
    return query;
}

JobRecord known(const QString& id, JobPhase::Kind phase)
{
    JobRecord record;
    record.serviceId = u"test"_s;
    record.jobId = id;
    record.url = QUrl(u"https://example.org/tap/async/"_s + id);
    record.query = u"SELECT 1"_s;
    record.phase = phase;
    return record;
}

} // namespace

class TestJobMonitor final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<JobScene>();
        m_scene->monitor->setPace(
            {.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms});
    }

    void cleanup() { m_scene.reset(); }

    void aRunIsInTheMirrorBeforeItStarts()
    {
        std::optional<JobRecord> atRun;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            if (asked.body == "PHASE=RUN")
                atRun = m_scene->store->job(u"test"_s, u"7"_s).value();
            return asked.verb == "POST" ? seeJob() : phase("EXECUTING");
        };

        m_scene->monitor->run(query());

        QTRY_VERIFY(atRun.has_value());
        QCOMPARE(atRun->url, job7);
        QCOMPARE(atRun->query, u"SELECT 1;"_s);
        QCOMPARE(atRun->language, u"PostgreSQL"_s);
        QCOMPARE(atRun->queue, u"5m"_s);
        QCOMPARE(atRun->runId, u"mine"_s);
        QCOMPARE(atRun->maxrec, 10);
        QCOMPARE(atRun->phase.kind(), JobPhase::Kind::Pending);
        QVERIFY(atRun->created.isValid());
        QVERIFY(atRun->sentHere);
    }

    void aRunTellsTheMirror()
    {
        m_scene->network.script = {seeJob(), seeJob(), phase("QUEUED"), phase("COMPLETED"),
                                   table()};
        QStringList phases;
        connect(m_scene->monitor.get(), &JobMonitor::jobChanged, this,
                [&](const JobRecord& record) {
                    if (phases.isEmpty() || phases.last() != record.phase.word())
                        phases.append(record.phase.word());
                });

        auto* run = m_scene->monitor->run(query());

        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QTRY_COMPARE(m_scene->monitor->jobs().first().rows, 1);
        QCOMPARE(m_scene->monitor->jobs().size(), 1);
        QCOMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Completed);
        QVERIFY(m_scene->monitor->jobs().first().bytes > 0);
        QCOMPARE(phases, (QStringList {u"PENDING"_s, u"QUEUED"_s, u"COMPLETED"_s}));
        QCOMPARE(m_scene->store->job(u"test"_s, u"7"_s)->value(), m_scene->monitor->jobs().first());
    }

    void aRerunKnowsWhereItCameFrom()
    {
        m_scene->network.route = [](const Asked& asked) -> std::optional<Answer> {
            return asked.verb == "POST" ? seeJob() : phase("EXECUTING");
        };
        m_scene->monitor->run(query(), u"3"_s);
        QTRY_COMPARE(m_scene->monitor->jobs().size(), 1);
        QTRY_COMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Executing);
        QCOMPARE(m_scene->monitor->jobs().first().rerunOf, u"3"_s);
    }

    void aDocumentTellsLimits()
    {
        m_scene->network.script = {
            phase("COMPLETED",
                  "<uws:ownerId>astro</uws:ownerId><uws:executionDuration>300"
                  "</uws:executionDuration><uws:destruction>2027-01-01T01:00:00+01:00"
                  "</uws:destruction><uws:creationTime>2026-11-22T14:56:16.449160Z"
                  "</uws:creationTime><uws:parameters><uws:parameter id='size'>8192"
                  "</uws:parameter></uws:parameters>")};
        m_scene->monitor->look(service(), job7);
        QTRY_COMPARE(m_scene->monitor->jobs().size(), 1);
        const auto record = m_scene->monitor->jobs().first();
        QCOMPARE(record.owner, u"astro"_s);
        QCOMPARE(record.executionDuration, 300);
        QCOMPARE(record.destruction, QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(record.serverBytes, 8192);
        QVERIFY(record.isDescribed);
        QVERIFY(!record.isCreatedOurs);
    }

    /// Services reformat queries, and Daiquiri tells them in parameters of its own.
    void aQueryStaysAsItWasWritten()
    {
        m_scene->network.script = {seeJob(), seeJob(),
                                   phase("ERROR",
                                         "<uws:errorSummary>no</uws:errorSummary><uws:parameters>"
                                         "<uws:parameter id='query'>select  1</uws:parameter>"
                                         "</uws:parameters>")};
        auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QCOMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Error);
        QCOMPARE(m_scene->monitor->jobs().first().query, u"SELECT 1;"_s);
    }

    void aJobThatFailsKeepsItsWords()
    {
        m_scene->network.script = {seeJob(), seeJob(),
                                   phase("ERROR", "<uws:errorSummary>no</uws:errorSummary>")};
        auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QCOMPARE(m_scene->monitor->jobs().first().errorMessage, u"no"_s);
        QCOMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Error);
    }

    void aSyncQueryIsNoJob()
    {
        m_scene->network.script = {table()};
        auto quick = query();
        quick.mode = TapQuery::Mode::Sync;
        auto* run = m_scene->monitor->run(quick);
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QVERIFY(m_scene->monitor->jobs().isEmpty());
    }

    void releasedRunsGoAway()
    {
        m_scene->network.script = {table(), Answer {.hangs = true}};
        auto quick = query();
        quick.mode = TapQuery::Mode::Sync;
        const QPointer<TapRun> ended = m_scene->monitor->run(quick);
        QTRY_COMPARE(ended->stage(), TapRun::Stage::Finished);
        const QPointer<TapRun> going = m_scene->monitor->run(quick);

        m_scene->monitor->release(ended);
        m_scene->monitor->release(going);

        QTRY_VERIFY(ended.isNull());
        QTRY_VERIFY(going.isNull());
        QTRY_COMPARE(m_scene->network.openReplies(), 0);
    }

    void aJobThatNobodyFollowsIsWatched()
    {
        int lists = 0;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            if (asked.verb == "POST")
                return seeJob();
            if (asked.url.path().endsWith(u"/7"_s))
                return phase(lists > 2 ? "COMPLETED" : "EXECUTING");
            return list(entry("7", ++lists > 2 ? "COMPLETED" : "EXECUTING"));
        };
        m_scene->monitor->watch(service());
        auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(run->summary().phase.kind(), JobPhase::Kind::Executing);

        m_scene->monitor->release(run);

        QTRY_COMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Completed);
        QVERIFY(!m_scene->network.asked.contains("GET /tap/async/7/results/result"));
        QVERIFY(!m_scene->network.bodies.contains("PHASE=ABORT"));
    }

    /// A run that is left as soon as its job was started has not looked at it.
    void theMirrorKnowsThatALeftJobWasStarted()
    {
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            return asked.verb == "POST" ? seeJob() : phase("EXECUTING");
        };
        auto* run = m_scene->monitor->run(query());
        std::optional<JobPhase::Kind> atOnce; // what a program that ends then leaves behind
        connect(run, &TapRun::stageChanged, this, [&](TapRun::Stage stage) {
            if (stage == TapRun::Stage::Finished)
                atOnce = m_scene->store->job(u"test"_s, u"7"_s).value()->phase.kind();
        });

        m_scene->monitor->release(run);

        QTRY_VERIFY(atOnce.has_value());
        QCOMPARE(*atOnce, JobPhase::Kind::Queued);
        QTRY_COMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Executing);
    }

    void fetchesTheResultOfAJobOfOthers()
    {
        m_scene->network.script = {
            phase("COMPLETED",
                  "<uws:parameters><uws:parameter id='query'>SELECT 2</uws:parameter>"
                  "</uws:parameters><uws:runId>theirs</uws:runId>"),
            table()};
        auto* run = m_scene->monitor->fetch(service(), job7);
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QTRY_COMPARE(m_scene->monitor->jobs().size(), 1);
        QCOMPARE(m_scene->monitor->jobs().first().query, u"SELECT 2"_s);
        QCOMPARE(m_scene->monitor->jobs().first().runId, u"theirs"_s);
        QVERIFY(!m_scene->monitor->jobs().first().sentHere);
    }

    void theSampleServicesPortChanges()
    {
        auto sample = service();
        sample.isSample = true;
        m_scene->network.script = {phase("COMPLETED"), table()};
        auto* run = m_scene->monitor->fetch(sample, QUrl(u"http://127.0.0.1:4711/tap/async/7"_s));
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QCOMPARE(m_scene->network.requests.first().url, job7);
        QTRY_COMPARE(m_scene->monitor->jobs().size(), 1);
        QCOMPARE(m_scene->monitor->jobs().first().url, job7);
    }

    void aRefusedRunKeepsItsWords()
    {
        m_scene->network.script = {
            seeJob(),
            Answer {.status = 400, .body = "Quota is exceeded.", .contentType = "text/plain"},
            phase("PENDING")};
        auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        QTRY_COMPARE(m_scene->monitor->jobs().first().errorMessage, u"Quota is exceeded."_s);
        QCOMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Pending);
        QVERIFY(!m_scene->monitor->jobs().first().gone);
    }

    void servicesThatIgnoreWaitAreRemembered()
    {
        auto pace = UwsJob::Pace {.first = 0ms, .longest = 0ms, .wait = 30s};
        m_scene->monitor->setPace(pace);
        m_scene->network.script = {phase("EXECUTING"), phase("EXECUTING"),
                                   phase("ERROR", "<uws:errorSummary>no</uws:errorSummary>")};
        auto* first = m_scene->monitor->fetch(service(), job7);
        QTRY_COMPARE(first->stage(), TapRun::Stage::Finished);
        QCOMPARE(waits(), 1);

        m_scene->network.script = {phase("EXECUTING"), phase("EXECUTING"),
                                   phase("ERROR", "<uws:errorSummary>no</uws:errorSummary>")};
        auto* second = m_scene->monitor->fetch(service(), job7);
        QTRY_COMPARE(second->stage(), TapRun::Stage::Finished);
        QCOMPARE(waits(), 1);
    }

    void theListIsMerged()
    {
        QVERIFY(m_scene->store->save(known(u"1"_s, JobPhase::Kind::Queued)));
        m_scene->network.script = {list(entry("1", "EXECUTING")
                                        + entry("2", "COMPLETED",
                                                "<runId>theirs</runId><creationTime>"
                                                "2026-11-22T14:56:16.449Z</creationTime>")
                                        + entry("3", "ERROR"))};
        QSignalSpy refreshed(m_scene->monitor.get(), &JobMonitor::refreshed);
        QSignalSpy changed(m_scene->monitor.get(), &JobMonitor::jobsChanged);

        m_scene->monitor->refresh(service());

        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_scene->monitor->jobs(u"test"_s).size(), 3);
        const auto first = m_scene->store->job(u"test"_s, u"1"_s)->value();
        QCOMPARE(first.phase.kind(), JobPhase::Kind::Executing);
        QCOMPARE(first.query, u"SELECT 1"_s);
        const auto second = m_scene->store->job(u"test"_s, u"2"_s)->value();
        QCOMPARE(second.runId, u"theirs"_s);
        QCOMPARE(second.url, QUrl(u"https://example.org/tap/async/2"_s));
        QVERIFY(second.created.isValid());
        QVERIFY(!m_scene->store->job(u"test"_s, u"3"_s)->value().created.isValid());
        // jobs that had ended when they were first seen are not looked at one by one
        QCOMPARE(m_scene->network.asked, QByteArrayList {"GET /tap/async"});
    }

    void whatTheListLeavesOutIsLookedAt_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<JobPhase::Kind>("phase");
        QTest::addColumn<bool>("gone");
        QTest::newRow("archived") << phase("ARCHIVED") << JobPhase::Kind::Archived << false;
        QTest::newRow("404") << status(404) << JobPhase::Kind::Completed << true;
        QTest::newRow("410") << status(410) << JobPhase::Kind::Completed << true;
        QTest::newRow("may not be seen") << status(403) << JobPhase::Kind::Completed << false;
        QTest::newRow("500") << status(500) << JobPhase::Kind::Completed << false;
    }

    void whatTheListLeavesOutIsLookedAt()
    {
        QFETCH(Answer, answer);
        QVERIFY(m_scene->store->save(known(u"7"_s, JobPhase::Kind::Completed)));
        m_scene->network.script = {list({}), answer, list({})};
        QSignalSpy refreshed(m_scene->monitor.get(), &JobMonitor::refreshed);

        m_scene->monitor->refresh(service());
        QTRY_COMPARE(refreshed.size(), 1);
        m_scene->monitor->refresh(
            service()); // waits for the look, as there is one request at a time
        QTRY_COMPARE(refreshed.size(), 2);

        QCOMPARE(m_scene->network.asked.first(3),
                 (QByteArrayList {"GET /tap/async", "GET /tap/async/7", "GET /tap/async"}));
        const auto record = m_scene->store->job(u"test"_s, u"7"_s)->value();
        QTEST(record.phase.kind(), "phase");
        QTEST(record.gone, "gone");
        QCOMPARE(record.query, u"SELECT 1"_s);
    }

    /// Daiquiri forgets rows and sizes of what it archives.
    void anArchivedJobKeepsWhatWasKnown()
    {
        auto before = known(u"7"_s, JobPhase::Kind::Completed);
        before.rows = 18;
        before.runId = u"mine"_s;
        QVERIFY(m_scene->store->save(before));
        m_scene->network.script = {
            list({}),
            phase("ARCHIVED",
                  "<uws:runId></uws:runId><uws:parameters><uws:parameter id='nrows' "
                  "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>"
                  "</uws:parameters>")};

        m_scene->monitor->refresh(service());

        QTRY_COMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Archived);
        QCOMPARE(m_scene->monitor->jobs().first().rows, 18);
        QCOMPARE(m_scene->monitor->jobs().first().runId, u"mine"_s);
        QCOMPARE(m_scene->monitor->jobs().first().query, u"SELECT 1"_s);
    }

    void onlyListsOfEverybodyAreCut_data()
    {
        QTest::addColumn<bool>("archives");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("Daiquiri, whose LAST hides what never ran") << true << "GET /tap/async"_ba;
        QTest::newRow("another") << false << "GET /tap/async?LAST=500"_ba;
    }

    void onlyListsOfEverybodyAreCut()
    {
        QFETCH(bool, archives);
        auto asked = service();
        asked.archives = archives;
        m_scene->monitor->refresh(asked);
        QTEST(m_scene->network.asked.first(), "asked");
    }

    void endedJobsThatAreNeverListedAreLookedAtOnce()
    {
        QVERIFY(m_scene->store->save(known(u"7"_s, JobPhase::Kind::Completed)));
        const auto look = "GET /tap/async/7"_ba;
        m_scene->network.script = {list({}), status(500),
                                   list({}), phase("COMPLETED"),
                                   list({}), list(entry("7", "COMPLETED")),
                                   list({}), phase("ARCHIVED")};
        const QByteArrayList asked {
            "GET /tap/async", look, "GET /tap/async", look, "GET /tap/async", "GET /tap/async",
            "GET /tap/async", look};
        QSignalSpy refreshed(m_scene->monitor.get(), &JobMonitor::refreshed);
        for (int round = 1; round <= 5; ++round) {
            m_scene->monitor->refresh(service()); // waits for a look that is under way
            QTRY_COMPARE(refreshed.size(), round);
        }
        QCOMPARE(m_scene->network.asked, asked);
        QTRY_COMPARE(m_scene->store->job(u"test"_s, u"7"_s)->value().phase.kind(),
                     JobPhase::Kind::Archived);
    }

    void aListThatFails_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("403") << status(403) << Error::Kind::Unauthorized;
        QTest::newRow("HTML") << Answer {.body = "<html><title>Down</title></html>"}
                              << Error::Kind::Protocol;
    }

    void aListThatFails()
    {
        QFETCH(Answer, answer);
        QFETCH(Error::Kind, kind);
        m_scene->network.script = {answer};
        QList<Status> outcomes;
        connect(m_scene->monitor.get(), &JobMonitor::refreshed, this,
                [&](const QString&, const Status& outcome) { outcomes.append(outcome); });
        m_scene->monitor->refresh(service());
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(!outcomes.first());
        QCOMPARE(outcomes.first().error().kind, kind);
    }

    void listsAreAskedWhileSomethingRuns()
    {
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        m_scene->monitor->setPace({.first = 1000ms, .longest = 2000ms, .growth = 1.5, .wait = 0s});
        const auto executing = list(entry("7", "EXECUTING"));
        m_scene->network.script = {executing,
                                   executing,
                                   executing,
                                   list(entry("7", "QUEUED")),
                                   list({}), // it is not active any more
                                   phase("COMPLETED", "<runId>r</runId>")};
        QSignalSpy lookedAt(m_scene->monitor.get(), &JobMonitor::jobChanged);

        m_scene->monitor->watch(service());
        for (int list = 1; list <= 4; ++list) {
            QTRY_COMPARE(m_scene->pauses.underWay(), 1);
            QCOMPARE(m_scene->network.asked.size(), list);
            m_scene->pauses.pass();
        }

        QTRY_COMPARE(lookedAt.size(), 1);
        const auto active = "GET /tap/async?PHASE=PENDING&PHASE=QUEUED&PHASE=EXECUTING&PHASE=HELD"
                            "&PHASE=SUSPENDED"_ba;
        const QByteArrayList asked {"GET /tap/async", active, active,
                                    active,           active, "GET /tap/async/7"};
        QCOMPARE(m_scene->network.asked, asked);
        QCOMPARE(m_scene->pauses.underWay(), 0);
        // longer and longer up to the longest; news make them short again
        QCOMPARE(m_scene->pauses.begun, (QList {1000ms, 1500ms, 2000ms, 1000ms}));
    }

    void pendingJobsAreNotWaitedFor()
    {
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        m_scene->network.script = {list(entry("7", "PENDING"))};
        QSignalSpy refreshed(m_scene->monitor.get(), &JobMonitor::refreshed);
        m_scene->monitor->watch(service());
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(m_scene->network.asked.size(), 1);
        QCOMPARE(m_scene->pauses.begun.size(), 0);
    }

    void unwatchedServicesAreLeftAlone()
    {
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        m_scene->network.script = {list(entry("7", "EXECUTING"))};
        m_scene->monitor->watch(service());
        QTRY_COMPARE(m_scene->pauses.underWay(), 1);

        m_scene->monitor->unwatch(u"test"_s);

        QCOMPARE(m_scene->pauses.underWay(), 0);
        QCOMPARE(m_scene->network.asked.size(), 1);
    }

    /// What comes right after RUN too.
    void manyRunsTakeTurns()
    {
        m_scene->monitor->setBudget(
            {.spacing = 1h, .burst = 12, .ahead = 0ms}); // ten of them for POST
        int posts = 0;
        int looks = 0;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            ++(asked.verb == "POST" ? posts : looks);
            return asked.verb == "POST" ? seeJob() : phase("EXECUTING");
        };

        for (int i = 0; i < 5; ++i)
            m_scene->monitor->run(query());

        QTRY_COMPARE(posts, 10);
        QTRY_COMPARE(m_scene->network.openReplies(), 0);
        QCOMPARE(looks, 2);
    }

    /// All pauses are over at once, and the network comes later.
    void aLaptopThatHasSlept()
    {
        constexpr int count = 20;
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        m_scene->monitor->setBudget({.spacing = 0ms, .ahead = 0ms});
        int made = 0;
        int looks = 0;
        bool isAway = false;
        auto word = "EXECUTING"_ba;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            const auto path = asked.url.path();
            if (path.endsWith(u"/async"_s))
                return Answer {.status = 303,
                               .location =
                                   "https://example.org/tap/async/" + QByteArray::number(++made)};
            if (asked.verb == "POST")
                return seeJob();
            if (path.endsWith(u"/result"_s))
                return table();
            ++looks;
            return isAway ? Answer {.status = 0, .error = QNetworkReply::ConnectionRefusedError}
                          : phase(word);
        };
        QList<TapRun*> runs;
        for (int i = 0; i < count; ++i)
            runs.append(m_scene->monitor->run(query()));
        QTRY_COMPARE(m_scene->pauses.underWay(), count);

        isAway = true;
        looks = 0;
        m_scene->monitor->setBudget({.spacing = 1h, .burst = 3});
        for (int i = 0; i < count; ++i)
            m_scene->pauses.pass();

        QTRY_COMPARE(m_scene->pauses.underWay(), count);
        QCOMPARE(looks, 3);
        for (const auto* run : std::as_const(runs))
            QCOMPARE(run->stage(), TapRun::Stage::Waiting);
        const auto longest =
            std::max_element(m_scene->pauses.begun.cbegin(), m_scene->pauses.begun.cend());
        QVERIFY(*longest > 16h && *longest <= 17h); // one after the other

        isAway = false;
        word = "COMPLETED";
        const auto haveEnded = [&] {
            while (m_scene->pauses.underWay() > 0)
                m_scene->pauses.pass();
            return std::all_of(runs.cbegin(), runs.cend(), [](const TapRun* run) {
                return run->outcome() && run->outcome()->has_value();
            });
        };
        QTRY_VERIFY(haveEnded());
    }

    void commandsObeyHolds()
    {
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        QVERIFY(m_scene->store->save(known(u"7"_s, JobPhase::Kind::Completed)));
        m_scene->network.script = {Answer {.status = 429, .headers = {{"Retry-After", "90"}}}};
        QSignalSpy finished(m_scene->monitor.get(), &JobMonitor::commandFinished);

        m_scene->monitor->remove(service(), job7);
        QTRY_COMPARE(finished.size(), 1);
        m_scene->monitor->abort(service(), job7);

        QCOMPARE(m_scene->network.asked.size(), 1);
        QCOMPARE(m_scene->pauses.underWay(), 2); // the look that follows, and the next command
        QVERIFY(m_scene->pauses.begun.last() > 89s);
    }

    void oneRequestAtATime()
    {
        QList<int> others; // that were under way when one went out
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            others.append(m_scene->network.openReplies());
            return asked.url.path().endsWith(u"/7"_s) ? phase("COMPLETED") : list({});
        };

        m_scene->monitor->refresh(service());
        m_scene->monitor->refresh(service());
        m_scene->monitor->look(service(), job7);
        m_scene->monitor->watch(service());

        QTRY_COMPARE(m_scene->network.asked,
                     (QByteArrayList {"GET /tap/async", "GET /tap/async", "GET /tap/async/7"}));
        QCOMPARE(others, (QList {0, 0, 0}));
    }

    void commandsEndAndAreSeen_data()
    {
        QTest::addColumn<JobPhase::Kind>("before");
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<QByteArrayList>("asked");
        const auto look = "GET /tap/async/7"_ba;
        const auto remove = "DELETE /tap/async/7"_ba;
        QTest::newRow("ended") << JobPhase::Kind::Completed << QList {seeJob(), phase("ARCHIVED")}
                               << QByteArrayList {remove, look};
        QTest::newRow("running when last seen: it may have to be aborted")
            << JobPhase::Kind::Executing << QList {phase("COMPLETED"), seeJob(), phase("ARCHIVED")}
            << QByteArrayList {look, remove, look};
    }

    void commandsEndAndAreSeen()
    {
        QFETCH(const JobPhase::Kind, before);
        QFETCH(const QList<Answer>, script);
        QVERIFY(m_scene->store->save(known(u"7"_s, before)));
        m_scene->network.script = script;
        QSignalSpy finished(m_scene->monitor.get(), &JobMonitor::commandFinished);

        m_scene->monitor->remove(service(), job7);

        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Archived);
        QTEST(QByteArrayList(m_scene->network.asked), "asked");
        QCOMPARE(m_scene->monitor->jobs().first().query, u"SELECT 1"_s);
    }

    void abortOfARunThatIsFollowed()
    {
        bool aborted = false;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            aborted = aborted || asked.body == "PHASE=ABORT";
            return asked.verb == "POST" ? seeJob() : phase(aborted ? "ABORTED" : "EXECUTING");
        };
        QList<Status> outcomes;
        connect(m_scene->monitor.get(), &JobMonitor::commandFinished, this,
                [&](const QUrl&, const Status& outcome) { outcomes.append(outcome); });
        auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(run->summary().phase.kind(), JobPhase::Kind::Executing);

        m_scene->monitor->abort(service(), job7);
        m_scene->monitor->abort(service(), job7); // no second outcome
        m_scene->monitor->release(run);

        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(outcomes.first());
        QCOMPARE(m_scene->monitor->jobs().first().phase.kind(), JobPhase::Kind::Aborted);
    }

    /// A full disk, or another program that holds the file for long.
    void whatCouldNotBeStoredIsStoredLater()
    {
        m_scene->monitor->setPauses(m_scene->pauses.maker());
        auto word = "EXECUTING"_ba;
        m_scene->network.route = [&](const Asked& asked) -> std::optional<Answer> {
            return asked.verb == "POST" ? seeJob() : phase(word);
        };
        const auto stored = [this] {
            return m_scene->store->job(u"test"_s, u"7"_s)->value_or(JobRecord()).phase.kind();
        };
        const auto* run = m_scene->monitor->run(query());
        QTRY_COMPARE(stored(), JobPhase::Kind::Executing);
        const auto file = SqliteFile::open(m_scene->folder.filePath(u"tapdesk.sqlite"_s)).value();
        QSqlQuery outside(file->database());
        QVERIFY(outside.exec(u"CREATE TRIGGER full BEFORE INSERT ON jobs BEGIN"
                             " SELECT raise(ABORT, 'disk is full'); END"_s));
        word = "ABORTED";
        QTRY_VERIFY(m_scene->pauses.underWay() > 0);
        m_scene->pauses.pass();
        QTRY_COMPARE(run->stage(), TapRun::Stage::Finished);
        m_scene->pauses.pass(); // in vain
        QCOMPARE(m_scene->pauses.begun.last(), 5s);
        QCOMPARE(stored(), JobPhase::Kind::Executing);

        QVERIFY(outside.exec(u"DROP TRIGGER full"_s));
        QCOMPARE(m_scene->pauses.underWay(), 1);
        m_scene->pauses.pass();

        QCOMPARE(stored(), JobPhase::Kind::Aborted);
        QCOMPARE(m_scene->pauses.underWay(), 0);
    }

    void theMonitorMayGoAtAnyMoment()
    {
        m_scene->network.route = [](const Asked& asked) -> std::optional<Answer> {
            return asked.verb == "POST" ? seeJob() : phase("EXECUTING");
        };
        m_scene->monitor->run(query());
        m_scene->monitor->watch(service());
        m_scene->monitor->remove(service(), job7);
        QTRY_VERIFY(m_scene->network.asked.size() > 4);

        m_scene->monitor.reset();

        QTRY_COMPARE(m_scene->network.openReplies(), 0);
    }

private:
    qsizetype waits() const
    {
        return std::count_if(m_scene->network.asked.cbegin(), m_scene->network.asked.cend(),
                             [](const QByteArray& asked) { return asked.contains("WAIT"); });
    }

    std::unique_ptr<JobScene> m_scene;
};

QTEST_GUILESS_MAIN(TestJobMonitor)

#include "tst_jobmonitor.moc"
