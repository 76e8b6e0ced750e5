// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobmonitor.h"
#include "core/jobs/runidchange.h"
#include "core/net/httpclient.h"
#include "tests/core/uws/uwsanswers.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::FakeNetwork;
using tapdesk::test::status;

namespace {

using End = RunIdChange::End;
using Kind = JobPhase::Kind;

/// A service with the draft "old" on it, which does as it is told by words.
class Service
{
public:
    explicit Service(const QStringList& habits)
        : m_habits(habits)
    {
        jobs.insert(u"old"_s, {.phase = u"PENDING"_s, .runId = u"before"_s});
    }

    struct Job
    {
        QString phase;
        QString runId;
    };
    QMap<QString, Job> jobs;
    QByteArray created; ///< body of the POST that made one

    std::optional<Answer> answer(const Asked& asked)
    {
        const auto path = asked.url.path();
        const auto id = path.section(u'/', 3, 3);
        if (asked.verb == "POST" && id.isEmpty())
            return create(asked);
        if (!jobs.contains(id))
            return status(404);
        if (path.endsWith("/parameters"_L1))
            return change(asked, id);
        if (asked.verb == "DELETE") {
            if (has(u"undeletable"_s) && id == u"old"_s)
                return status(500);
            jobs[id].phase = u"ARCHIVED"_s;
            return Answer {.status = 303, .location = asked.url.toEncoded()};
        }
        return document(id);
    }

private:
    bool has(const QString& habit) const { return m_habits.contains(habit); }

    Answer create(const Asked& asked)
    {
        if (has(u"full"_s))
            return status(400);
        created = asked.body;
        jobs.insert(u"new"_s,
                    {.phase = u"PENDING"_s, .runId = has(u"labelless"_s) ? QString() : u"after"_s});
        if (has(u"started late"_s))
            jobs[u"old"_s].phase = u"EXECUTING"_s;
        return {.status = 303, .location = asked.url.toEncoded() + "/new"};
    }

    Answer change(const Asked& asked, const QString& id)
    {
        if (has(u"started early"_s))
            jobs[id].phase = u"QUEUED"_s;
        for (const int code : {400, 403, 404, 405, 500, 501}) {
            if (has(QString::number(code)))
                return status(code);
        }
        if (has(u"mute"_s)) {
            jobs[id].runId = u"after"_s;
            return status(500);
        }
        if (has(u"loses"_s))
            return {.status = 0, .error = QNetworkReply::RemoteHostClosedError};
        if (!has(u"ignores"_s) && asked.body == "RUNID=after")
            jobs[id].runId = u"after"_s;
        return {.status = 303, .location = "/tap/async/" + id.toLatin1()};
    }

    Answer document(const QString& id)
    {
        const auto& job = jobs[id];
        const auto parameter = [](const QString& name, const QString& value) {
            return u"<uws:parameter id='%1'>%2</uws:parameter>"_s.arg(name, value);
        };
        auto parameters =
            parameter(u"query_language"_s, u"postgresql-16.2"_s) + parameter(u"queue"_s, u"5m"_s);
        if (!has(u"queryless"_s))
            parameters += parameter(u"query"_s, u"SELECT told"_s);
        if (has(u"upload"_s))
            parameters += parameter(u"UPLOAD"_s, u"mine,param:upload0"_s);
        return {.body = u"<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0' version='1.1'>"
                        "<uws:jobId>%1</uws:jobId><uws:runId>%2</uws:runId>"
                        "<uws:phase>%3</uws:phase><uws:parameters>%4</uws:parameters>"
                        "</uws:job>"_s.arg(id, job.runId, job.phase, parameters)
                            .toUtf8()};
    }

    QStringList m_habits;
};

} // namespace

class TestRunIdChange final : public QObject
{
    Q_OBJECT

private slots:
    void endsOneWay_data()
    {
        QTest::addColumn<QStringList>("habits");
        QTest::addColumn<End>("end");
        QTest::addColumn<QString>("old");
        QTest::addColumn<QString>("made");
        const auto row = [](const char* name, const QStringList& habits, End end,
                            const QString& old, const QString& made = {}) {
            QTest::newRow(name) << habits << end << old << made;
        };
        const auto stays = u"PENDING before"_s;
        const auto archived = u"ARCHIVED before"_s;
        const auto pending = u"PENDING after"_s;
        row("takes it, as UWS says", {}, End::Changed, pending);
        row("does it and fails to say so", {u"mute"_s}, End::Changed, pending);
        row("takes it without doing it", {u"ignores"_s}, End::Replaced, archived, pending);
        row("405, as Daiquiri", {u"405"_s}, End::Replaced, archived, pending);
        row("403", {u"403"_s}, End::Replaced, archived, pending);
        row("404: no such resource", {u"404"_s}, End::Replaced, archived, pending);
        row("400", {u"400"_s}, End::Replaced, archived, pending);
        row("not well: another time", {u"500"_s}, End::Failed, stays);
        row("no answer", {u"loses"_s}, End::Failed, stays);
        row("started meanwhile", {u"405"_s, u"started early"_s}, End::Started, u"QUEUED before"_s);
        row("started while the new one was made", {u"405"_s, u"started late"_s}, End::Started,
            u"EXECUTING before"_s, u"ARCHIVED after"_s);
        row("refuses a new one", {u"405"_s, u"full"_s}, End::Failed, stays);
        row("the old one cannot be removed", {u"405"_s, u"undeletable"_s}, End::LeftBoth, stays,
            pending);
        row("keeps no run ids", {u"ignores"_s, u"labelless"_s}, End::Ignored, stays,
            u"ARCHIVED "_s);
        row("upload", {u"405"_s, u"upload"_s}, End::Unrepeatable, stays);
        row("query unknown", {u"405"_s, u"queryless"_s}, End::Unrepeatable, stays);
    }
    void endsOneWay()
    {
        QFETCH(const QStringList, habits);
        Service service(habits);
        const auto end = run(service);

        QTEST(end, "end");
        const auto told = [&](const QString& id) {
            return service.jobs.contains(id)
                ? service.jobs[id].phase + u' ' + service.jobs[id].runId
                : QString();
        };
        QTEST(told(u"old"_s), "old");
        QTEST(told(u"new"_s), "made");
        const auto hasNew = end == End::Replaced || end == End::LeftBoth;
        QCOMPARE(m_jobUrl.fileName(), hasNew ? u"new"_s : u"old"_s);
        QCOMPARE(m_error.has_value(), end == End::Failed || end == End::LeftBoth);
        // What was made is known here, and the mirror tells both as they are.
        QTRY_VERIFY(m_looks >= (told(u"new"_s).isEmpty() ? 1 : 2));
        for (const auto& id : service.jobs.keys()) {
            const auto record = m_store->job(u"test"_s, id)->value();
            QCOMPARE(record.phase.word(), service.jobs[id].phase);
        }
    }

    void theNewOneAsksTheSame()
    {
        Service service({u"405"_s});
        QCOMPARE(run(service, u"SELECT ours"_s), End::Replaced);
        QCOMPARE(QString::fromUtf8(service.created),
                 u"REQUEST=doQuery&LANG=PostgreSQL&QUERY=SELECT%20ours&FORMAT=votable&MAXREC=7"
                 "&RUNID=after&QUEUE=5m"_s);
        const auto made = m_store->job(u"test"_s, u"new"_s)->value();
        QCOMPARE(made.query, u"SELECT ours"_s);
        QCOMPARE(made.runId, u"after"_s);
        QVERIFY(made.sentHere);
        // The old one goes last.
        QVERIFY(m_asked.lastIndexOf("DELETE /tap/async/old")
                > m_asked.lastIndexOf("POST /tap/async"));
    }

    void hasItAlready()
    {
        Service service({});
        service.jobs[u"old"_s].runId = u"after"_s;
        QCOMPARE(run(service), End::Changed);
        QVERIFY(!m_asked.contains("POST /tap/async/old/parameters"));
    }

private:
    /// @param known  what is known here of the job's query
    End run(Service& service, const QString& known = {})
    {
        QTemporaryDir folder;
        m_store = std::move(*JobStore::open(u":memory:"_s));
        FakeNetwork network;
        network.route = [&](const Asked& asked) { return service.answer(asked); };
        HttpClient http(network);
        http.setRetryDelay(0ms);
        JobMonitor monitor(http, *m_store);
        const TapService where {.id = u"test"_s,
                                .baseUrl = QUrl(u"https://example.org/tap"_s),
                                .language = u"ADQL"_s,
                                .languages = {u"PostgreSQL"_s, u"ADQL"_s},
                                .queues = {{.name = u"5m"_s, .limit = 300s}}};
        JobRecord record;
        record.serviceId = where.id;
        record.jobId = u"old"_s;
        record.url = QUrl(u"https://example.org/tap/async/old"_s);
        record.phase = Kind::Pending;
        record.maxrec = 7;
        record.query = known;
        static_cast<void>(m_store->save(record));
        QSignalSpy looked(&monitor, &JobMonitor::looked);
        std::optional<End> end;
        auto* change = monitor.changeRunId(where, record.url, u"after"_s);
        connect(change, &RunIdChange::finished, this, [&] {
            end = change->end();
            m_jobUrl = change->jobUrl();
            m_error = change->error();
        });
        const auto expected = [&] { return service.jobs.size(); };
        static_cast<void>(QTest::qWaitFor([&] { return end && looked.size() >= expected(); }));
        m_looks = static_cast<int>(looked.size());
        m_asked = network.asked;
        return end.value_or(End::Failed);
    }

    std::unique_ptr<JobStore> m_store;
    QUrl m_jobUrl;
    std::optional<Error> m_error;
    QList<QByteArray> m_asked;
    int m_looks = 0;
};

QTEST_GUILESS_MAIN(TestRunIdChange)
#include "tst_runidchange.moc"
