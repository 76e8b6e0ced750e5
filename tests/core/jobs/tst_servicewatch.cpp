// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/jobs/jobscene.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::FakeNetwork;
using tapdesk::test::JobScene;
using tapdesk::test::phase;
using tapdesk::test::status;

namespace {

using Kind = JobPhase::Kind;

TapService service()
{
    return {.id = u"test"_s,
            .baseUrl = QUrl(u"https://example.org/tap"_s),
            .queues = {{.name = u"5m"_s, .limit = 300s}},
            .archives = true};
}

/// A service's jobs and how it lists them; what happens to its answers is the test's.
class Jobs
{
public:
    struct Job
    {
        QByteArray phase;
        QString created;
        QByteArray owner = {};
    };

    explicit Jobs(FakeNetwork& network)
    {
        network.route = [this](const Asked& asked) { return answer(asked); };
    }

    QMap<QString, Job> jobs; ///< by id
    std::optional<Answer> trouble; ///< is what everything is answered with
    bool filters = true; ///< UWS 1.1
    int lists = 0;
    int looks = 0;

private:
    std::optional<Answer> answer(const Asked& asked)
    {
        const auto path = asked.url.path();
        const auto isList = path.endsWith(u"/async"_s);
        ++(isList ? lists : looks);
        if (trouble)
            return trouble;
        if (isList)
            return list(QUrlQuery(asked.url));
        const auto found = jobs.constFind(path.section(u'/', -1));
        return found == jobs.cend() ? status(404) : phase(found->phase);
    }

    Answer list(const QUrlQuery& query) const
    {
        const auto phases = filters ? query.allQueryItemValues(u"PHASE"_s) : QStringList();
        const auto after = filters ? query.queryItemValue(u"AFTER"_s) : QString();
        QByteArray entries;
        for (auto job = jobs.cbegin(); job != jobs.cend(); ++job) {
            const auto word = QString::fromLatin1(job->phase);
            const auto isWanted = phases.isEmpty() ? word != u"ARCHIVED"_s : phases.contains(word);
            if (isWanted && job->created > after)
                entries += "<jobref id='" + job.key().toLatin1() + "'><phase>" + job->phase
                    + "</phase><ownerId>" + job->owner + "</ownerId><creationTime>"
                    + job->created.toLatin1() + "</creationTime></jobref>";
        }
        return {.body = "<jobs version='1.1'>" + entries + "</jobs>"};
    }
};

} // namespace

class TestServiceWatch final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<JobScene>();
        m_scene->takeTime();
        m_scene->monitor->setBudget({.spacing = 0ms, .refused = 40s});
        m_jobs = std::make_unique<Jobs>(m_scene->network);
        m_jobs->jobs = {{u"1"_s, {"EXECUTING", u"2026-11-22T10:00:00.000Z"_s}},
                        {u"2"_s, {"COMPLETED", u"2026-11-22T11:00:00.000Z"_s}}};
    }

    void cleanup() { m_scene.reset(); }

    void trouble_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<bool>("isHold"); // the pause is the server's wish
        QTest::newRow("server gone")
            << Answer {.status = 0, .error = QNetworkReply::ConnectionRefusedError} << false;
        QTest::newRow("connection cut")
            << Answer {.status = 0, .error = QNetworkReply::RemoteHostClosedError} << false;
        QTest::newRow("500") << status(500) << false;
        QTest::newRow("503") << status(503) << true;
        QTest::newRow("429") << status(429) << true;
        QTest::newRow("HTML") << Answer {.body = "<html><title>Down</title></html>"} << false;
        QTest::newRow("login") << status(403) << false;
        QTest::newRow("list of another world") << Answer {.body = "<jobLists/>"} << false;
    }

    /// Nothing fails, nothing is lost, and the service is asked less and less.
    void trouble()
    {
        QFETCH(const Answer, answer);
        QFETCH(const bool, isHold);
        watch();
        const auto before = *m_scene->store->jobs(service().id);
        m_jobs->trouble = answer;
        const auto lists = m_jobs->lists;

        for (int round = 1; round <= 6; ++round) {
            passAll();
            QTRY_COMPARE(m_scene->pauses.underWay(), 1);
            if (isHold)
                break; // see tooMuch()
        }
        // Each time the active ones, once those of others.
        QCOMPARE(m_jobs->lists, lists + (isHold ? 1 : 7));

        QCOMPARE(m_jobs->looks, 0);
        QCOMPARE(*m_scene->store->jobs(service().id), before); // "last seen" is what it was
        QVERIFY(std::is_sorted(m_scene->pauses.begun.cbegin(), m_scene->pauses.begun.cend()));
        if (!isHold) { // and when it is over, all is true again
            m_jobs->trouble.reset();
            m_jobs->jobs[u"1"_s].phase = "COMPLETED";
            passAll();
            QTRY_COMPARE(phaseOf(u"1"_s), Kind::Completed);
        }
    }

    void tooMuch_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<std::chrono::milliseconds>("least");
        using std::chrono::milliseconds;
        QTest::newRow("429, ninety seconds")
            << Answer {.status = 429, .headers = {{"Retry-After", "90"}}} << milliseconds(89s);
        QTest::newRow("503, ninety seconds")
            << Answer {.status = 503, .headers = {{"Retry-After", "90"}}} << milliseconds(89s);
        QTest::newRow("429 without a word") << status(429) << milliseconds(39s);
    }

    void tooMuch()
    {
        QFETCH(const Answer, answer);
        QFETCH(const std::chrono::milliseconds, least);
        watch();
        m_jobs->trouble = answer;
        const auto lists = m_jobs->lists;
        passAll();
        QTRY_COMPARE(m_jobs->lists, lists + 1);
        QTRY_COMPARE(m_scene->pauses.underWay(), 1);

        m_scene->pauses.pass(); // the back-off is over, the hold is not
        QTRY_COMPARE(m_scene->pauses.underWay(), 1);
        m_scene->monitor->look(service(), QUrl(u"https://example.org/tap/async/2"_s));
        m_scene->monitor->refresh(service());

        QVERIFY(m_scene->pauses.begun.last() > least);
        QCOMPARE(m_jobs->lists, lists + 1);
        QCOMPARE(m_jobs->looks, 0);
    }

    void aBusyJobThatVanishedIsLookedAtOnce()
    {
        watch();
        m_jobs->jobs.remove(u"1"_s);
        passAll();
        QTRY_VERIFY(m_scene->store->job(u"test"_s, u"1"_s)->value().gone);
        QCOMPARE(m_jobs->looks, 1);
        QCOMPARE(m_scene->pauses.underWay(), 0); // nothing is left to wait for
        QCOMPARE(m_scene->store->jobs(u"test"_s)->size(), 2);
    }

    void whatOnlyItsOwnerSeesIsNotGone_data()
    {
        QTest::addColumn<QByteArray>("owner");
        QTest::addColumn<bool>("isLoggedIn");
        QTest::addColumn<bool>("isGone");
        QTest::newRow("logged out") << "astro"_ba << false << false;
        QTest::newRow("logged in") << "astro"_ba << true << true;
        QTest::newRow("anybody's") << ""_ba << false << true;
    }

    /// After a log-out the list is the anonymous one, and 404 is all that a job's owner would not
    /// be told.
    void whatOnlyItsOwnerSeesIsNotGone()
    {
        QFETCH(const QByteArray, owner);
        QFETCH(const bool, isLoggedIn);
        m_jobs->jobs[u"1"_s].owner = owner;
        if (isLoggedIn)
            m_scene->client.credentials().set(Origin(service().baseUrl), {.secret = u"token"_s});
        watch();
        m_jobs->jobs.remove(u"1"_s);
        passAll();
        QTRY_COMPARE(m_jobs->looks, 1);
        if (isLoggedIn || owner.isEmpty())
            QTRY_VERIFY(m_scene->store->job(u"test"_s, u"1"_s)->value().gone);
        else
            QTRY_COMPARE(m_scene->pauses.underWay(), 1); // what it told is told, and nothing gone
        QTEST(m_scene->store->job(u"test"_s, u"1"_s)->value().gone, "isGone");
    }

    /// Our clock is years ahead of the service's, and the newest job is told by its own.
    void aClockThatIsWrongHidesNoJob()
    {
        for (auto& job : m_jobs->jobs)
            job.created.replace(u"2026"_s, u"2019"_s);
        watch();
        m_jobs->jobs.insert(u"3"_s, {"COMPLETED", u"2019-11-22T11:00:01.000Z"_s});
        for (int round = 0; round < 4; ++round) {
            passAll();
            QTRY_COMPARE(m_scene->pauses.underWay(), 1);
        }
        QCOMPARE(m_scene->store->jobs(u"test"_s)->size(), 3);
        const auto recent = "GET /tap/async?AFTER=2019-11-22T11:00:00.000Z"_ba;
        QCOMPARE(m_scene->network.asked.count(recent), 1);
        QCOMPARE(m_scene->network.asked.count("GET /tap/async"), 1);
    }

    void aServiceThatIgnoresFilters()
    {
        m_jobs->filters = false;
        watch();
        m_jobs->jobs[u"1"_s].phase = "COMPLETED";
        passAll();
        QTRY_COMPARE(phaseOf(u"1"_s), Kind::Completed);
        QTRY_COMPARE(m_jobs->looks, 1); // of the one that has ended
        QCOMPARE(phaseOf(u"2"_s), Kind::Completed);
        QCOMPARE(m_scene->store->jobs(u"test"_s)->size(), 2);
    }

    /// By a script, while Tapdesk was looking elsewhere.
    void manyArchivedBehindOurBack()
    {
        for (int i = 0; i < 500; ++i)
            m_jobs->jobs.insert(u"old%1"_s.arg(i), {"COMPLETED", u"2026-01-01T00:00:00.000Z"_s});
        watch();
        QCOMPARE(m_scene->store->counts()->phases.value(Kind::Completed), 501);
        for (auto job = m_jobs->jobs.begin(); job != m_jobs->jobs.end(); ++job) {
            if (job.key().startsWith(u"old"_s))
                job->phase = "ARCHIVED";
        }
        m_jobs->jobs.remove(u"old7"_s); // and one has gone

        m_scene->monitor->refresh(service());

        QTRY_COMPARE(m_scene->store->counts()->phases.value(Kind::Archived), 499);
        QTRY_COMPARE(m_scene->store->counts()->gone, 1);
        QCOMPARE(m_jobs->lists, 3);
        QCOMPARE(m_jobs->looks, 1);
    }

    void archivedJobsAreLearntOfOnce()
    {
        m_jobs->jobs.insert(u"old"_s, {"ARCHIVED", u"2026-01-01T00:00:00.000Z"_s});
        watch();
        QCOMPARE(m_scene->store->jobs(u"test"_s)->size(), 2);
        m_scene->monitor->listArchived(service());
        QTRY_COMPARE(phaseOf(u"old"_s), Kind::Archived);
        m_scene->monitor->listArchived(service());
        m_scene->monitor->refresh(service());
        QTRY_COMPARE(m_scene->network.asked.count("GET /tap/async"), 2);
        QCOMPARE(m_scene->network.asked.count("GET /tap/async?PHASE=ARCHIVED"), 1);
    }

    void aQueueOfFiveMinutesIsAskedRarely()
    {
        auto record = JobRecord();
        record.serviceId = u"test"_s;
        record.jobId = u"1"_s;
        record.url = QUrl(u"https://example.org/tap/async/1"_s);
        record.phase = Kind::Executing;
        record.queue = u"5m"_s;
        QVERIFY(m_scene->store->save(record));
        watch();
        for (int round = 0; round < 20; ++round) {
            passAll();
            QTRY_COMPARE(m_scene->pauses.underWay(), 1);
        }
        QCOMPARE(m_scene->pauses.begun.last(), 120s);
        QVERIFY(m_jobs->lists < 30);
    }

    void twoHundredJobsAreOneRequest()
    {
        for (int i = 0; i < 200; ++i)
            m_jobs->jobs.insert(u"run%1"_s.arg(i), {"EXECUTING", u"2026-11-22T10:30:00.000Z"_s});
        watch();
        const auto lists = m_jobs->lists;
        passAll();
        QTRY_COMPARE(m_scene->pauses.underWay(), 1);
        QCOMPARE(m_jobs->lists, lists + 1);
        QCOMPARE(m_jobs->looks, 0);
    }

private:
    void watch()
    {
        m_scene->monitor->watch(service());
        QTRY_COMPARE(m_scene->pauses.underWay(), 1);
    }

    void passAll()
    {
        while (m_scene->pauses.underWay() > 0)
            m_scene->pauses.pass();
    }

    JobPhase::Kind phaseOf(const QString& id) const
    {
        return m_scene->store->job(u"test"_s, id)->value_or(JobRecord()).phase.kind();
    }

    std::unique_ptr<JobScene> m_scene;
    std::unique_ptr<Jobs> m_jobs;
};

QTEST_GUILESS_MAIN(TestServiceWatch)

#include "tst_servicewatch.moc"
