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

private:
    std::optional<Answer> answer(const Asked& asked)
    {
        static const QRegularExpression address(u"/async/([^/]+)(/phase)?$"_s);
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
        if (asked.verb == "POST") {
            phases[id] = asked.body == "PHASE=ABORT" ? "ABORTED" : "QUEUED";
        } else if (asked.verb == "DELETE") {
            if (broken.contains(id))
                return status(500);
            phases[id] = phases[id] == "EXECUTING" ? "ERROR" : "ARCHIVED";
        } else if (denied.contains(id)) {
            return status(403);
        } else {
            return phase(phases[id],
                         "<uws:parameters><uws:parameter id='query'>SELECT told</uws:parameter>"
                         "</uws:parameters>");
        }
        return Answer {.status = 303, .location = asked.url.toEncoded()};
    }
};

QString told(const JobBatch& batch)
{
    static const QHash<State, QString> words {{State::Waiting, u"waiting"_s},
                                              {State::UnderWay, u"under way"_s},
                                              {State::Done, u"done"_s},
                                              {State::Failed, u"failed"_s},
                                              {State::Cancelled, u"cancelled"_s}};
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
