// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/tap/taprun.h"
#include "tests/core/uws/uwsanswers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::cut;
using tapdesk::test::FakeNetwork;
using tapdesk::test::phase;
using tapdesk::test::seeJob;
using tapdesk::test::status;

using Failure = std::optional<Error::Kind>;
using Extent = Truth::Extent;

namespace {

const QUrl job7(u"https://example.org/tap/async/7"_s);

const auto create = "POST /tap/async"_ba;
const auto setPhase = "POST /tap/async/7/phase"_ba;
const auto look = "GET /tap/async/7"_ba;
const auto fetchResult = "GET /tap/async/7/results/result"_ba;

Answer table(int rows, const QByteArray& status = "OK")
{
    QByteArray body = "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE>"
                      "<FIELD name='n' datatype='int'/><DATA><TABLEDATA>";
    for (int i = 0; i < rows; ++i)
        body += "<TR><TD>" + QByteArray::number(i) + "</TD></TR>";
    body += "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='" + status
        + "'>words</INFO></RESOURCE></VOTABLE>";
    return {.body = body};
}

QByteArray results(const QByteArray& href)
{
    return "<uws:results><uws:result id='result' xmlns:xlink='http://www.w3.org/1999/xlink' "
           "xlink:href='"
        + href + "'/></uws:results>";
}

TapQuery query(TapQuery::Mode mode)
{
    TapQuery query;
    query.service.id = u"test"_s;
    query.service.title = u"Test"_s;
    query.service.baseUrl = QUrl(u"https://example.org/tap"_s);
    query.service.language = u"PostgreSQL"_s;
    query.text = u"SELECT 1;"_s;
    query.mode = mode;
    query.runId = u"mine"_s;
    return query;
}

/// A run on a scripted network, and what it told.
class Scene
{
public:
    Scene(TapQuery::Mode mode, const QList<Answer>& script)
        : client(network)
        , run(std::make_unique<TapRun>(client, query(mode), nullptr))
    {
        network.script = script;
        client.setRetryDelay(0ms);
        run->setPace({.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms});
        QObject::connect(run.get(), &TapRun::stageChanged, run.get(), [this](auto stage) {
            told.append(QVariant::fromValue(stage).toString());
        });
        QObject::connect(run.get(), &TapRun::jobCreated, run.get(),
                         [this] { told.append(u"created"_s); });
        QObject::connect(run.get(), &TapRun::lostSight, run.get(),
                         [this] { told.append(u"lost"_s); });
        QObject::connect(run.get(), &TapRun::finished, run.get(), [this](const auto& outcome) {
            outcomes.append(outcome);
            told.append(u"finished"_s);
        });
    }

    Failure failureKind() const
    {
        return outcomes.first() ? Failure() : Failure(outcomes.first().error().kind);
    }

    FakeNetwork network;
    HttpClient client;
    std::unique_ptr<TapRun> run;
    QList<Result<QueryResult>> outcomes;
    QStringList told;
};

} // namespace

class TestTapRun final : public QObject
{
    Q_OBJECT

private slots:
    void sync()
    {
        Scene scene(TapQuery::Mode::Sync, {table(3)});

        scene.run->start();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        const auto& result = *scene.outcomes.first();
        QCOMPARE(result.table.rowCount(), 3);
        QCOMPARE(result.truth.extent, Extent::Complete);
        QCOMPARE(result.provenance.serviceId, u"test"_s);
        QCOMPARE(result.provenance.serviceTitle, u"Test"_s);
        QCOMPARE(result.provenance.query, u"SELECT 1"_s);
        QCOMPARE(result.provenance.language, u"PostgreSQL"_s);
        QCOMPARE(result.provenance.runId, u"mine"_s);
        QCOMPARE(result.provenance.resultUrl, QUrl(u"https://example.org/tap/sync"_s));
        QVERIFY(result.provenance.jobUrl.isEmpty());
        QVERIFY(result.provenance.bytes > 0);
        QCOMPARE(result.provenance.infos.size(), 1);
        QVERIFY(result.provenance.started.isValid());
        QVERIFY(result.provenance.finished >= result.provenance.started);
        QCOMPARE(scene.network.asked, QByteArrayList {"POST /tap/sync"});
        QVERIFY(scene.network.bodies.first().contains("QUERY=SELECT%201&"));
        QCOMPARE(scene.told,
                 (QStringList {u"Sending"_s, u"Receiving"_s, u"Finished"_s, u"finished"_s}));
        QVERIFY(scene.run->outcome().has_value());
        QCOMPARE(scene.run->table().rowCount(), 3);
    }

    void syncEndsOnce_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<Failure>("failure");
        QTest::newRow("303 is followed")
            << QList {Answer {.status = 303, .location = "https://example.org/tap/r/1"}, table(1)}
            << Failure();
        QTest::newRow("400 without a word") << QList {status(400)} << Failure(Error::Kind::Http);
        QTest::newRow("400 with the service's sentence")
            << QList {Answer {.status = 400, .body = table(0, "ERROR").body}}
            << Failure(Error::Kind::Service);
        QTest::newRow("400 labelled */* (Daiquiri before 1.1.0)") << QList {Answer {
            .status = 400, .body = table(0, "ERROR").body, .contentType = "*/*; charset=utf-8"}}
                                                                  << Failure(Error::Kind::Service);
        QTest::newRow("a VOTable labelled text/csv (Daiquiri 0.5.1)")
            << QList {Answer {.body = table(1).body, .contentType = "text/csv"}} << Failure();
        QTest::newRow("500 without a reason (Daiquiri before 1.3.4)") << QList {Answer {
            .status = 500, .body = "<h1>Server Error (500)</h1>", .contentType = "text/html"}}
                                                                      << Failure(Error::Kind::Http);
        QTest::newRow("400 with a page of HTML")
            << QList {Answer {.status = 400,
                              .body = "<html><head><title>400 Bad Request</title></head></html>",
                              .contentType = "text/html"}}
            << Failure(Error::Kind::Http);
        QTest::newRow("403") << QList {status(403)} << Failure(Error::Kind::Unauthorized);
        QTest::newRow("503 is not repeated") << QList {status(503)} << Failure(Error::Kind::Http);
        QTest::newRow("no answer") << QList {cut()} << Failure(Error::Kind::Network);
        QTest::newRow("status 200, ERROR")
            << QList {table(0, "ERROR")} << Failure(Error::Kind::Service);
        QTest::newRow("HTML") << QList {Answer {.body = "<html></html>",
                                                .contentType = "text/html"}}
                              << Failure(Error::Kind::Protocol);
    }

    void syncEndsOnce()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        Scene scene(TapQuery::Mode::Sync, script);

        scene.run->start();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked.size(), script.size());
        QCOMPARE(scene.told.last(), u"finished"_s);
    }

    void async()
    {
        Scene scene(TapQuery::Mode::Async,
                    {seeJob(), seeJob(), phase("EXECUTING"),
                     phase("COMPLETED", results("https://example.org/tap/async/7/results/result")),
                     table(3)});

        scene.run->start();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.outcomes.first()->table.rowCount(), 3);
        QCOMPARE(scene.outcomes.first()->provenance.jobUrl, job7);
        QCOMPARE(scene.network.asked, (QByteArrayList {create, setPhase, look, look, fetchResult}));
        QCOMPARE(scene.told,
                 (QStringList {u"Sending"_s, u"created"_s, u"Waiting"_s, u"Receiving"_s,
                               u"Finished"_s, u"finished"_s}));
        QCOMPARE(scene.run->summary().phase.kind(), JobPhase::Kind::Completed);
        QCOMPARE(scene.run->jobUrl(), job7);
    }

    void fetching_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // after PHASE=RUN
        QTest::addColumn<QByteArrayList>("asked");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<Extent>("extent");

        const auto done =
            phase("COMPLETED", results("https://example.org/tap/async/7/results/result"));
        const auto elsewhere = phase("COMPLETED", results("https://example.org/x/y"));
        const auto nrows = phase("COMPLETED",
                                 "<uws:parameters><uws:parameter id='nrows'>18"
                                 "</uws:parameter></uws:parameters>");
        const Failure none;
        QTest::newRow("no result listed")
            << QList {phase("COMPLETED"), table(1)} << QByteArrayList {look, fetchResult} << none
            << Extent::Complete;
        QTest::newRow("listed elsewhere")
            << QList {elsewhere, table(1)} << QByteArrayList {look, "GET /x/y"} << none
            << Extent::Complete;
        QTest::newRow("not there, but at the usual place")
            << QList {elsewhere, status(404), table(1)}
            << QByteArrayList {look, "GET /x/y", fetchResult} << none << Extent::Complete;
        QTest::newRow("nowhere") << QList {elsewhere, status(404), status(404)}
                                 << QByteArrayList {look, "GET /x/y", fetchResult}
                                 << Failure(Error::Kind::Http) << Extent::Complete;
        QTest::newRow("lost before the first row")
            << QList {done, cut(), cut(), cut(), table(1)}
            << QByteArrayList {look, fetchResult, fetchResult, fetchResult, fetchResult} << none
            << Extent::Complete;
        QTest::newRow("lost after rows")
            << QList {done,
                      Answer {.body = table(3).body.chopped(60),
                              .error = QNetworkReply::RemoteHostClosedError}}
            << QByteArrayList {look, fetchResult} << none << Extent::Partial;
        QTest::newRow("fewer rows than Daiquiri counted")
            << QList {nrows, table(17)} << QByteArrayList {look, fetchResult} << none
            << Extent::Partial;
        QTest::newRow("as many as Daiquiri counted")
            << QList {nrows, table(18)} << QByteArrayList {look, fetchResult} << none
            << Extent::Complete;
        QTest::newRow("not COMPLETED, says Daiquiri")
            << QList {done, status(400)} << QByteArrayList {look, fetchResult}
            << Failure(Error::Kind::Http) << Extent::Complete;
    }

    void fetching()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(QByteArrayList, asked);
        QFETCH(Failure, failure);
        QFETCH(Extent, extent);
        Scene scene(TapQuery::Mode::Async, QList {seeJob(), seeJob()} + script);

        scene.run->start();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked.sliced(2), asked);
        if (!failure)
            QCOMPARE(scene.outcomes.first()->truth.extent, extent);
        QCOMPARE(scene.told.last(), u"finished"_s);
        QVERIFY(scene.network.script.isEmpty());
    }

    void fetchingIsNotTriedForEver()
    {
        Scene scene(TapQuery::Mode::Async, {});
        scene.network.route = [](const test::Asked& asked) -> std::optional<Answer> {
            return asked.url.path().contains(u"results"_s) ? cut() : phase("COMPLETED");
        };
        scene.run->attach(job7);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Network));
        QVERIFY(scene.told.contains(u"lost"_s));
    }

    void attachKnowsWhatTheJobWas()
    {
        const auto parameters =
            "<uws:parameters><uws:parameter id='query'>SELECT 2</uws:parameter><uws:parameter "
            "id='query_language'>postgresql-16.2</uws:parameter></uws:parameters>"
            "<uws:runId>theirs</uws:runId>"_ba;
        Scene scene(TapQuery::Mode::Async, {phase("COMPLETED", parameters), table(1)});

        scene.run->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        const auto& provenance = scene.outcomes.first()->provenance;
        QCOMPARE(provenance.query, u"SELECT 2"_s);
        QCOMPARE(provenance.language, u"postgresql-16.2"_s);
        QCOMPARE(provenance.runId, u"theirs"_s);
        QCOMPARE(scene.told,
                 (QStringList {u"Waiting"_s, u"Receiving"_s, u"Finished"_s, u"finished"_s}));
    }

    void resultsOfOtherPhasesAreNotFetched_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<QString>("detail");
        QTest::newRow("ERROR") << "ERROR"_ba
                               << "<uws:errorSummary>division by zero</uws:errorSummary>"_ba
                               << u"division by zero"_s;
        QTest::newRow("time limit of the queue")
            << "ERROR"_ba
            << "<uws:errorSummary>canceling statement due to statement timeout</uws:errorSummary>"_ba
            << u"canceling statement due to statement timeout"_s;
        QTest::newRow("ARCHIVED") << "ARCHIVED"_ba
                                  << ""_ba << u"ARCHIVED"_s;
        QTest::newRow("ABORTED") << "ABORTED"_ba
                                 << ""_ba << u"ABORTED"_s;
    }

    /// Daiquiri lists results in every phase.
    void resultsOfOtherPhasesAreNotFetched()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, summary);
        QFETCH(QString, detail);
        const auto listed = results("https://example.org/tap/async/7/results/result");
        Scene scene(TapQuery::Mode::Async, {seeJob(), seeJob(), phase(word, summary + listed)});

        scene.run->start();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Service));
        QCOMPARE(scene.outcomes.first().error().detail, detail);
        QCOMPARE(scene.network.asked, (QByteArrayList {create, setPhase, look}));
    }

    void cancelAbortsTheJob()
    {
        Scene scene(TapQuery::Mode::Async,
                    {seeJob(), seeJob(), phase("EXECUTING"), seeJob(), phase("ABORTED")});
        connect(scene.run.get(), &TapRun::summaryChanged, scene.run.get(), &TapRun::cancel);
        scene.run->start();
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Cancelled));
        QCOMPARE(scene.network.bodies.count("PHASE=ABORT"), 1);
    }

    void cancelFetchesNothing()
    {
        Scene scene(TapQuery::Mode::Async,
                    {seeJob(), seeJob(), phase("EXECUTING"), seeJob(), phase("COMPLETED")});
        connect(scene.run.get(), &TapRun::summaryChanged, scene.run.get(), &TapRun::cancel);
        scene.run->start();
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Cancelled));
        QVERIFY(!scene.network.asked.contains(fetchResult));
    }

    void cancelWhileRowsArrive_data()
    {
        QTest::addColumn<TapQuery::Mode>("mode");
        QTest::newRow("sync") << TapQuery::Mode::Sync;
        QTest::newRow("async") << TapQuery::Mode::Async;
    }

    void cancelWhileRowsArrive()
    {
        QFETCH(TapQuery::Mode, mode);
        auto slow = table(3);
        slow.body.chop(60);
        slow.stalls = true;
        Scene scene(mode, {});
        scene.network.route = [&](const test::Asked& asked) -> std::optional<Answer> {
            return asked.url.path().contains(u"async"_s) && !asked.url.path().contains(u"results"_s)
                ? phase("COMPLETED")
                : slow;
        };
        scene.run->start();
        QTRY_COMPARE(scene.run->table().rowCount(), 3);

        scene.run->cancel();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.outcomes.first()->truth.extent, Extent::Partial);
        QVERIFY(!scene.network.bodies.contains("PHASE=ABORT"));
        QTRY_COMPARE(scene.network.openReplies(), 0);
    }

    void detachLeavesTheJob()
    {
        Scene scene(TapQuery::Mode::Async, {seeJob(), seeJob(), Answer {.hangs = true}});
        scene.run->start();
        QTRY_COMPARE(scene.network.asked.size(), 3);

        scene.run->detach();

        QCOMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Cancelled));
        QTRY_COMPARE(scene.network.openReplies(), 0);
        QCOMPARE(scene.run->jobUrl(), job7);
        QVERIFY(!scene.network.bodies.contains("PHASE=ABORT"));
    }

    void detachWaitsUntilTheJobRuns()
    {
        Scene scene(TapQuery::Mode::Async, {seeJob(), seeJob(), Answer {.hangs = true}});
        scene.run->start();

        scene.run->detach();

        QVERIFY(scene.outcomes.isEmpty());
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.bodies.last(), QByteArray());
        QCOMPARE(scene.network.bodies.at(1), "PHASE=RUN"_ba);
    }

    /// A slot of any signal may cancel, detach or delete the run.
    void slotsMayDoAnything_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("what");
        for (const auto& when : {u"Sending"_s, u"created"_s, u"Waiting"_s, u"EXECUTING"_s,
                                 u"rows"_s, u"Receiving"_s, u"Finished"_s, u"finished"_s}) {
            for (const auto& what : {u"cancel"_s, u"detach"_s, u"delete"_s})
                QTest::addRow("%s at %s", qPrintable(what), qPrintable(when)) << when << what;
        }
    }

    void slotsMayDoAnything()
    {
        QFETCH(QString, when);
        QFETCH(QString, what);
        Scene scene(TapQuery::Mode::Async, {});
        int looks = 0;
        bool aborted = false;
        scene.network.route = [&](const test::Asked& asked) -> std::optional<Answer> {
            aborted = aborted || asked.body == "PHASE=ABORT";
            if (asked.verb == "POST")
                return seeJob();
            if (asked.url.path().contains(u"results"_s))
                return table(1000);
            return phase(aborted ? "ABORTED" : ++looks == 1 ? "EXECUTING" : "COMPLETED");
        };
        bool acted = false;
        const auto act = [&](const QString& now) {
            if (now != when || std::exchange(acted, true))
                return;
            if (what == u"cancel"_s)
                scene.run->cancel();
            else if (what == u"detach"_s)
                scene.run->detach();
            else
                scene.run.reset();
        };
        auto* run = scene.run.get();
        connect(run, &TapRun::stageChanged, this,
                [&](auto stage) { act(QVariant::fromValue(stage).toString()); });
        connect(run, &TapRun::jobCreated, this, [&] { act(u"created"_s); });
        connect(run, &TapRun::summaryChanged, this,
                [&](const auto& summary) { act(summary.phase.word()); });
        connect(run, &TapRun::tableChanged, this, [&] { act(u"rows"_s); });
        connect(run, &TapRun::finished, this, [&] { act(u"finished"_s); });

        run->start();

        QTRY_VERIFY(acted);
        if (what != u"delete"_s) {
            QTRY_COMPARE(scene.outcomes.size(), 1);
            QCOMPARE(scene.told.last(), u"finished"_s);
        }
        QTRY_COMPARE(scene.network.openReplies(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTapRun)

#include "tst_taprun.moc"
