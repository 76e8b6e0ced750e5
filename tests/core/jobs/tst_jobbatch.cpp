// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobbatch.h"
#include "tests/core/jobs/jobscene.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

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

using Action = JobBatch::Action;
using Kind = JobPhase::Kind;
using Obstacle = JobBatch::Obstacle;
using State = JobBatch::State;

TapService service(const QString& host = u"one.example.org"_s)
{
    return {.id = host, .baseUrl = QUrl(u"https://%1/tap"_s.arg(host)), .language = u"ADQL"_s};
}

JobRecord job(const QString& id, Kind phase, const TapService& at = service())
{
    JobRecord record;
    record.serviceId = at.id;
    record.jobId = id;
    record.url = QUrl(at.baseUrl.toString() + u"/async/"_s + id);
    record.query = u"SELECT "_s + id;
    record.phase = phase;
    return record;
}

/// A Daiquiri with jobs in it: DELETE archives, and a job that runs has to be aborted first.
class Archive
{
public:
    explicit Archive(FakeNetwork& network)
    {
        network.route = [this](const Asked& asked) { return answer(asked); };
    }

    QHash<QString, QByteArray> phases; ///< by id
    QSet<QString> broken; ///< ids whose DELETE is answered with 500
    QSet<QString> denied; ///< whose documents nobody may see
    QSet<QString> ill; ///< whose documents are answered with 503
    QHash<QString, Answer> results; ///< by id

private:
    std::optional<Answer> answer(const Asked& asked)
    {
        static const QRegularExpression address(u"/async/([^/]+)(/phase|/results/result)?$"_s);
        const auto match = address.match(asked.url.path());
        const auto id = match.captured(1);
        if (asked.verb == "POST" && !match.hasMatch()) {
            const auto made = u"new%1"_s.arg(phases.size());
            phases[made] = "PENDING";
            return Answer {.status = 303,
                           .location = asked.url.toEncoded() + "/" + made.toLatin1()};
        }
        if (!phases.contains(id))
            return status(404);
        if (match.captured(2) == "/results/result"_L1) {
            return results.value(id, status(404));
        }
        if (asked.verb == "POST") {
            phases[id] = asked.body == "PHASE=ABORT" ? "ABORTED" : "QUEUED";
        } else if (asked.verb == "DELETE") {
            if (broken.contains(id))
                return status(500);
            phases[id] = phases[id] == "EXECUTING" ? "ERROR" : "ARCHIVED";
        } else if (denied.contains(id)) {
            return status(403);
        } else if (ill.contains(id)) {
            return status(500);
        } else {
            return phase(phases[id],
                         "<uws:parameters><uws:parameter id='query'>SELECT told</uws:parameter>"
                         "</uws:parameters>");
        }
        return Answer {.status = 303, .location = asked.url.toEncoded()};
    }
};

QByteArray rows(const QByteArray& queryStatus, const QByteArray& data = "<TR><TD>1</TD></TR>")
{
    return "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE><FIELD name='n' datatype='int'/>"
           "<DATA><TABLEDATA>"
        + data + "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='" + queryStatus
        + "'/></RESOURCE></VOTABLE>";
}

/// The beginning of it, up to the middle of the second row.
QByteArray beginning()
{
    const auto whole = rows("OK", "<TR><TD>1</TD></TR><TR><TD>2</TD></TR>");
    return whole.first(whole.indexOf("2</TD>"));
}

/// A shelf with room for so many results, the oldest of which goes first.
class CountingPlace final : public ResultPlace
{
public:
    std::unique_ptr<ResultKeeper> keeper() override { return std::make_unique<Keeper>(); }

    Result<qint64> place(const KeptBytes&, const QueryResult& result) override
    {
        const auto id = result.provenance.jobUrl.fileName();
        ++placed;
        if (refused.contains(id))
            return failure({.kind = Error::Kind::TooLarge});
        if (result.truth.extent != Truth::Extent::Partial)
            held.append(id);
        while (held.size() > room)
            held.removeFirst();
        return 1;
    }

    bool holds(const QString& serviceId, const QString& jobId) const override
    {
        return serviceId == service().id && held.contains(jobId);
    }

    QStringList held; ///< oldest first
    int placed = 0; ///< results that came, whole or not
    QSet<QString> refused;
    int room = 100;

private:
    class Keeper final : public ResultKeeper
    {
        void take(QByteArrayView) override { }
        Result<KeptBytes> finish() override { return KeptBytes {.file = u"none"_s, .size = 1}; }
    };
};

QString told(const JobBatch& batch)
{
    static const QHash<State, QString> words {
        {State::Waiting, u"waiting"_s},    {State::Fetched, u"fetched"_s},
        {State::UnderWay, u"under way"_s}, {State::Done, u"done"_s},
        {State::Failed, u"failed"_s},      {State::Cancelled, u"cancelled"_s}};
    QStringList list;
    for (const auto& item : batch.items())
        list.append(item.record.jobId + u' ' + words.value(item.state));
    return list.join(u", "_s);
}

} // namespace

class TestJobBatch final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<JobScene>();
        m_archive = std::make_unique<Archive>(m_scene->network);
        m_scene->monitor->setPace({.first = 0ms, .longest = 0ms, .wait = 0s});
        m_scene->monitor->setBudget({.ahead = 0ms});
    }

    void cleanup() { m_scene.reset(); }

    void archivesAndNamesEach()
    {
        JobBatch batch(*m_scene->monitor, Action::Remove,
                       add({{u"1"_s, Kind::Completed},
                            {u"2"_s, Kind::Executing},
                            {u"3"_s, Kind::Error},
                            {u"4"_s, Kind::Archived},
                            {u"5"_s, Kind::Completed}}));
        m_archive->broken = {u"3"_s};
        QSignalSpy finished(&batch, &JobBatch::finished);

        batch.start();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(told(batch), u"1 done, 2 done, 3 failed, 4 done, 5 done"_s);
        QCOMPARE(batch.items()[2].error->httpStatus, 500);
        QCOMPARE(m_archive->phases.value(u"2"_s), "ARCHIVED"); // not ERROR: aborted first
        QTRY_COMPARE(m_scene->store->counts()->phases.value(Kind::Archived), 4);
        QVERIFY(!m_scene->network.asked.contains("GET /tap/async/4"));
        QCOMPARE(m_scene->store->job(service().id, u"1"_s)->value().query, u"SELECT 1"_s);
    }

    void learnsWhatRemovalDoes()
    {
        QCOMPARE(m_scene->monitor->removalAt(service()), Removal::Unknown);
        JobBatch batch(*m_scene->monitor, Action::Remove, add({{u"1"_s, Kind::Completed}}));
        batch.start();
        QTRY_COMPARE(m_scene->monitor->removalAt(service()), Removal::Archives);

        auto elsewhere = service(u"two.example.org"_s);
        QVERIFY(m_scene->store->save(job(u"9"_s, Kind::Completed, elsewhere)));
        m_scene->monitor->remove(elsewhere,
                                 job(u"9"_s, Kind::Completed, elsewhere).url); // is a 404
        QTRY_COMPARE(m_scene->monitor->removalAt(elsewhere), Removal::Deletes);
        elsewhere.id = u"never seen"_s;
        elsewhere.archives = true;
        QCOMPARE(m_scene->monitor->removalAt(elsewhere), Removal::Archives);
    }

    void aFewAtATimeAtEachHost()
    {
        QList<JobBatch::Item> items;
        for (const auto& host : {u"one.example.org"_s, u"two.example.org"_s}) {
            for (int i = 0; i < 4; ++i)
                items.append({.service = service(host),
                              .record = job(QString::number(i), Kind::Completed, service(host))});
        }
        m_scene->network.route = {}; // nothing is answered
        JobBatch batch(*m_scene->monitor, Action::Remove, items);
        batch.start();
        QTRY_COMPARE(m_scene->network.asked.size(), 4);
        QCOMPARE(batch.count(State::UnderWay), 4);
        QCOMPARE(batch.count(State::Waiting), 4);
    }

    void fiveHundredAndCancel()
    {
        QList<std::pair<QString, Kind>> jobs;
        for (int i = 0; i < 500; ++i)
            jobs.append({QString::number(i), Kind::Completed});
        JobBatch batch(*m_scene->monitor, Action::Remove, add(jobs));
        connect(&batch, &JobBatch::itemChanged, &batch, [&] {
            if (batch.count(State::Done) == 20)
                batch.cancel();
        });
        QSignalSpy finished(&batch, &JobBatch::finished);

        batch.start();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(batch.count(State::Done) + batch.count(State::Cancelled), 500);
        QVERIFY(batch.count(State::Done) >= 20 && batch.count(State::Done) < 25);
        QCOMPARE(m_archive->phases.values().count("ARCHIVED"), batch.count(State::Done));
    }

    void fetchesResultsFirst_data()
    {
        QTest::addColumn<QStringList>("held");
        QTest::addColumn<int>("room");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QStringList>("archived");
        QTest::addColumn<QStringList>("fetched");
        QTest::addColumn<QList<Obstacle>>("obstacles");
        const auto row = [](const char* name, const QStringList& held, int room,
                            const QString& outcome, const QStringList& archived,
                            const QStringList& fetched, const QList<Obstacle>& obstacles = {}) {
            QTest::newRow(name) << held << room << outcome << archived << fetched << obstacles;
        };
        row("good", {}, 9, u"good done, next done"_s, {u"good"_s, u"next"_s},
            {u"good"_s, u"next"_s});
        row("kept already", {u"good"_s}, 9, u"good done"_s, {u"good"_s}, {});
        row("cut by a limit: no more is to be had", {}, 9, u"cut done"_s, {u"cut"_s}, {u"cut"_s});
        row("one fails, the others go on", {}, 9, u"good done, missing failed, next done"_s,
            {u"good"_s, u"next"_s}, {u"good"_s, u"next"_s}, {Obstacle::Fetch});
        row("nobody may see it", {}, 9, u"denied failed"_s, {}, {}, {Obstacle::Fetch});
        row("the service is not well", {}, 9, u"ill failed, good done"_s, {u"good"_s}, {u"good"_s},
            {Obstacle::Fetch});
        row("connection cut between rows", {}, 9, u"broken failed"_s, {}, {},
            {Obstacle::Incomplete});
        row("has no room alone", {}, 9, u"huge failed"_s, {}, {}, {Obstacle::Place});
        row("failed jobs have no result", {}, 9, u"error done"_s, {u"error"_s}, {});
        row("active jobs are left alone", {}, 9, u"executing failed, pending failed"_s, {}, {},
            {Obstacle::Active, Obstacle::Active});
        row("archived ones need nothing", {}, 9, u"archived done, good done"_s,
            {u"archived"_s, u"good"_s}, {u"good"_s});
        row("they drive each other out", {}, 1, u"good failed, next done, cut failed"_s,
            {u"next"_s}, {u"next"_s}, {Obstacle::AgedOut, Obstacle::NoRoom});
        row("what was kept is driven out", {u"good"_s}, 1, u"good failed, next done"_s, {u"next"_s},
            {u"next"_s}, {Obstacle::AgedOut});
        row("others make room", {u"old"_s}, 1, u"next done"_s, {u"next"_s}, {u"next"_s});
    }
    void fetchesResultsFirst()
    {
        static const QHash<QString, Kind> phases {{u"error"_s, Kind::Error},
                                                  {u"executing"_s, Kind::Executing},
                                                  {u"pending"_s, Kind::Pending},
                                                  {u"archived"_s, Kind::Archived}};
        QFETCH(const QStringList, held);
        QFETCH(const int, room);
        QFETCH(const QString, outcome);
        QList<std::pair<QString, Kind>> jobs;
        for (const auto& word : outcome.split(u", "_s)) {
            const auto id = word.section(u' ', 0, 0);
            jobs.append({id, phases.value(id, Kind::Completed)});
        }
        const auto items = add(jobs);
        for (const auto& id : {u"good"_s, u"next"_s, u"huge"_s})
            m_archive->results[id] = {.body = rows("OK")};
        m_archive->results[u"cut"_s] = {.body = rows("OVERFLOW")};
        m_archive->results[u"broken"_s] = {.body = beginning(),
                                           .error = QNetworkReply::RemoteHostClosedError};
        m_archive->denied = {u"denied"_s};
        m_archive->ill = {u"ill"_s};
        CountingPlace place;
        place.held = held;
        place.room = room;
        place.refused = {u"huge"_s};
        m_scene->monitor->setPlace(&place);
        JobBatch batch(*m_scene->monitor, Action::Remove, items);
        batch.setFetchesFirst();
        // Nothing is removed while anything is still to be fetched.
        connect(&batch, &JobBatch::itemChanged, &batch, [&](int index) {
            if (batch.isFetching() && batch.items()[index].record.phase.kind() != Kind::Archived)
                QVERIFY(batch.items()[index].state != State::Done);
        });
        QSignalSpy finished(&batch, &JobBatch::finished);

        batch.start();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(told(batch), outcome);
        QTEST(idsIn("ARCHIVED"), "archived");
        QStringList fetched;
        QList<Obstacle> obstacles;
        for (const auto& item : batch.items()) {
            if (item.state == State::Done && item.cameHere)
                fetched.append(item.record.jobId);
            if (item.state == State::Failed)
                obstacles.append(item.obstacle);
        }
        QTEST(fetched, "fetched");
        QTEST(obstacles, "obstacles");
        for (const auto& id : held)
            QVERIFY(!m_scene->network.asked.contains("GET /tap/async/" + id.toLatin1()
                                                     + "/results/result"));
        m_scene->monitor->setPlace(nullptr);
    }

    void cancelWhileFetching_data()
    {
        QTest::addColumn<bool>("rowsArrive");
        QTest::newRow("before the first row") << false;
        QTest::newRow("between rows") << true;
    }
    void cancelWhileFetching()
    {
        QFETCH(const bool, rowsArrive);
        const auto items =
            add({{u"1"_s, Kind::Completed}, {u"2"_s, Kind::Completed}, {u"3"_s, Kind::Completed}});
        m_archive->results[u"1"_s] = {.body = rows("OK")};
        m_archive->results[u"2"_s] = {
            .body = beginning(), .hangs = !rowsArrive, .stalls = rowsArrive};
        CountingPlace place;
        m_scene->monitor->setPlace(&place);
        JobBatch batch(*m_scene->monitor, Action::Remove, items);
        batch.setFetchesFirst();
        QSignalSpy finished(&batch, &JobBatch::finished);
        batch.start();
        QTRY_VERIFY(m_scene->network.asked.contains("GET /tap/async/2/results/result"));
        QCoreApplication::processEvents();

        batch.cancel();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(told(batch), u"1 cancelled, 2 cancelled, 3 cancelled"_s);
        QCOMPARE(idsIn("ARCHIVED"), QStringList());
        QCOMPARE(place.held, QStringList {u"1"_s}); // need not be fetched again
        QCOMPARE(place.placed, 1); // half of 2 would pass for its result
        QVERIFY(!m_scene->network.asked.contains("GET /tap/async/3"));
        QTRY_COMPARE(m_scene->network.openReplies(), 0);
        m_scene->monitor->setPlace(nullptr);
    }

    void goesAwayWhileFetching()
    {
        const auto items = add({{u"1"_s, Kind::Completed}, {u"2"_s, Kind::Completed}});
        m_archive->results[u"1"_s] = {.hangs = true};
        CountingPlace place;
        m_scene->monitor->setPlace(&place);
        auto batch = std::make_unique<JobBatch>(*m_scene->monitor, Action::Remove, items);
        batch->setFetchesFirst();
        batch->start();
        QTRY_VERIFY(m_scene->network.asked.contains("GET /tap/async/1/results/result"));
        batch.reset();
        QTRY_COMPARE(m_scene->network.openReplies(), 0);
        QCOMPARE(idsIn("ARCHIVED"), QStringList());
        m_scene->monitor->setPlace(nullptr);
    }

    void aborts()
    {
        JobBatch batch(*m_scene->monitor, Action::Abort,
                       add({{u"1"_s, Kind::Executing}, {u"2"_s, Kind::Completed}}));
        QSignalSpy finished(&batch, &JobBatch::finished);
        batch.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(told(batch), u"1 done, 2 done"_s);
        QCOMPARE(m_archive->phases.value(u"1"_s), "ABORTED");
        QCOMPARE(m_archive->phases.value(u"2"_s), "COMPLETED");
    }

    void asksAgain()
    {
        auto items = add({{u"1"_s, Kind::Archived}});
        for (const auto& id : {u"2"_s, u"3"_s}) { // only a list has told of them
            items.append({.service = service(), .record = job(id, Kind::Error)});
            items.last().record.query.clear();
            m_archive->phases[id] = "ERROR";
        }
        m_archive->denied = {u"3"_s};
        m_scene->network.asked.clear();
        JobBatch batch(*m_scene->monitor, Action::Rerun, items);
        QSignalSpy finished(&batch, &JobBatch::finished);

        batch.start();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(told(batch), u"1 done, 2 done, 3 failed"_s);
        QCOMPARE(batch.items()[2].error->httpStatus, 403);
        const auto first = m_scene->monitor->jobs({.serviceId = service().id, .rerunOf = u"1"_s});
        QCOMPARE(first.size(), 1);
        QCOMPARE(first.first().query, u"SELECT 1"_s);
        QCOMPARE(first.first().url, batch.items()[0].rerunUrl);
        QCOMPARE(m_archive->phases.value(first.first().jobId), "QUEUED");
        QTRY_COMPARE(m_scene->monitor->job(service().id, first.first().jobId)->phase.kind(),
                     Kind::Queued); // nobody follows it, and yet it is not PENDING here
        const auto second = m_scene->monitor->jobs({.serviceId = service().id, .rerunOf = u"2"_s});
        QCOMPARE(second.first().query, u"SELECT told"_s);
    }

    /// Those of one run id could not be told apart if an answer were lost.
    void rerunsAreSentOneBehindTheOther()
    {
        JobBatch batch(*m_scene->monitor, Action::Rerun,
                       add({{u"1"_s, Kind::Archived}, {u"2"_s, Kind::Archived}}));
        QSignalSpy finished(&batch, &JobBatch::finished);
        m_scene->network.asked.clear();

        batch.start();

        QTRY_COMPARE(finished.size(), 1);
        auto posted = m_scene->network.asked;
        posted.removeIf([](const QByteArray& asked) { return !asked.startsWith("POST"); });
        QCOMPARE(posted,
                 (QByteArrayList {"POST /tap/async", "POST /tap/async/new2/phase",
                                  "POST /tap/async", "POST /tap/async/new3/phase"}));
    }

    /// The batch goes before the service has made the job: nobody waits for its rows.
    void leavesARerunToItself()
    {
        const auto answer = m_scene->network.route;
        m_scene->network.route = [&](const Asked& asked) {
            return asked.verb == "GET" ? phase("COMPLETED") : answer(asked);
        };
        auto batch = std::make_unique<JobBatch>(*m_scene->monitor, Action::Rerun,
                                                add({{u"1"_s, Kind::Archived}}));
        batch->start();

        batch.reset();

        const auto madeIsDone = [this] {
            const auto made =
                m_scene->monitor->jobs({.serviceId = service().id, .rerunOf = u"1"_s});
            return made.size() == 1 && made.first().phase.kind() == Kind::Completed;
        };
        QTRY_VERIFY(madeIsDone());
        for (const auto& asked : std::as_const(m_scene->network.asked))
            QVERIFY2(!asked.contains("results"), asked);
    }

    void mayGoFromItsOwnSignals()
    {
        auto batch =
            std::make_unique<JobBatch>(*m_scene->monitor, Action::Remove,
                                       add({{u"1"_s, Kind::Completed}, {u"2"_s, Kind::Completed}}));
        int changes = 0;
        connect(batch.get(), &JobBatch::itemChanged, this, [&] {
            ++changes;
            batch.reset();
        });
        batch->start();
        QCOMPARE(changes, 1);
    }

    void nothingToDo()
    {
        JobBatch batch(*m_scene->monitor, Action::Remove, {});
        QSignalSpy finished(&batch, &JobBatch::finished);
        batch.start();
        QCOMPARE(finished.size(), 1);
    }

private:
    QStringList idsIn(const QByteArray& phase) const
    {
        auto ids = m_archive->phases.keys(phase);
        ids.sort();
        return ids;
    }

    QList<JobBatch::Item> add(const QList<std::pair<QString, Kind>>& jobs)
    {
        QList<JobBatch::Item> items;
        QList<JobRecord> records;
        for (const auto& [id, phase] : jobs) {
            auto record = job(id, phase);
            m_archive->phases[id] = JobPhase(phase).word().toLatin1();
            items.append({.service = service(), .record = record});
            if (phase == Kind::Archived)
                m_archive->phases[id] = "ARCHIVED";
            records.append(record);
        }
        static_cast<void>(m_scene->store->save(records));
        return items;
    }

    std::unique_ptr<JobScene> m_scene;
    std::unique_ptr<Archive> m_archive;
};

QTEST_GUILESS_MAIN(TestJobBatch)

#include "tst_jobbatch.moc"
