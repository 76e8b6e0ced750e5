// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/uws/uwsjob.h"
#include "tests/core/uws/uwsanswers.h"

#include <QSignalSpy>
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
using Kind = Error::Kind;

namespace {

const QUrl jobList(u"https://example.org/tap/async"_s);
const QUrl job7(u"https://example.org/tap/async/7"_s);
const FormFields parameters {{u"QUERY"_s, u"SELECT a+b"_s}, {u"RUNID"_s, u"mine"_s}};

const auto create = "POST /tap/async"_ba;
const auto setPhase = "POST /tap/async/7/phase"_ba;
const auto look = "GET /tap/async/7"_ba;
const auto search = "GET /tap/async?"_ba;

/// No pause anywhere; WAIT is never asked unless a test says so.
UwsJob::Pace noPause()
{
    return {.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms};
}

/// Three times, as the client itself asks twice more.
QList<Answer> lostLook(const Answer& answer)
{
    return {answer, answer, answer};
}

Answer list(const QByteArray& entries)
{
    return {.body = "<jobs xmlns='http://www.ivoa.net/xml/UWS/v1.0' "
                    "xmlns:xlink='http://www.w3.org/1999/xlink' version='1.1'>"
                + entries + "</jobs>"};
}

QByteArray entry(const QByteArray& id, const QByteArray& runId, const QByteArray& word = "PENDING",
                 const QByteArray& created = {})
{
    return "<jobref id='" + id + "'><phase>" + word + "</phase><runId>" + runId + "</runId>"
        + (created.isEmpty() ? "" : "<creationTime>" + created + "</creationTime>") + "</jobref>";
}

QByteArray now(int seconds = 0)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODateWithMs).toLatin1();
}

class Journal final : public JobJournal
{
public:
    explicit Journal(const FakeNetwork& network)
        : m_network(network)
    {
    }

    Status jobCreated(const QUrl& jobUrl) override
    {
        urls.append(jobUrl);
        askedBefore = m_network.asked;
        return answer;
    }

    QList<QUrl> urls;
    QList<QByteArray> askedBefore; ///< requests that were out when the URL was stored
    Status answer;

private:
    const FakeNetwork& m_network;
};

/// A job on a scripted network, and what it told.
class Scene
{
public:
    explicit Scene(const QList<Answer>& script)
        : journal(network)
        , client(network)
        , job(std::make_unique<UwsJob>(client, jobList, &journal))
    {
        network.script = script;
        client.setRetryDelay(0ms);
        job->setPace(noPause());
        QObject::connect(job.get(), &UwsJob::finished, job.get(), [this](const auto& outcome) {
            outcomes.append(outcome);
            told.append(u"finished"_s);
        });
        QObject::connect(job.get(), &UwsJob::stateChanged, job.get(), [this](auto state) {
            told.append(QVariant::fromValue(state).toString());
        });
        QObject::connect(job.get(), &UwsJob::created, job.get(),
                         [this] { told.append(u"created"_s); });
        QObject::connect(job.get(), &UwsJob::summaryChanged, job.get(),
                         [this](const auto& summary) { told.append(summary.phase.word()); });
        QObject::connect(job.get(), &UwsJob::lostSight, job.get(),
                         [this] { told.append(u"lost"_s); });
    }

    Failure failureKind() const
    {
        return outcomes.first() ? Failure() : Failure(outcomes.first().error().kind);
    }

    FakeNetwork network;
    Journal journal;
    HttpClient client;
    std::unique_ptr<UwsJob> job;
    QList<Result<JobSummary>> outcomes;
    QStringList told;
};

} // namespace

class TestUwsJob final : public QObject
{
    Q_OBJECT

private slots:
    void endsOnce_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QByteArrayList>("asked"); // after creation and RUN

        const auto begin = QList {seeJob(), seeJob()};
        const QByteArrayList looks2 {look, look};

        QTest::newRow("skips phases")
            << begin + QList {phase("COMPLETED")} << Failure() << QByteArrayList {look};
        QTest::newRow("all of them")
            << begin + QList {phase("QUEUED"),    phase("EXECUTING"), phase("SUSPENDED"),
                              phase("EXECUTING"), phase("UNKNOWN"),   phase("COMPLETED")}
            << Failure() << QByteArrayList(6, look);
        QTest::newRow("HELD runs again")
            << begin + QList {phase("HELD"), seeJob(), phase("COMPLETED")} << Failure()
            << QByteArrayList {look, setPhase, look};
        QTest::newRow("PENDING after RUN: one more RUN, and no third")
            << begin + QList {phase("PENDING"), phase("PENDING"), seeJob(),
                              phase("PENDING"), phase("PENDING"), phase("COMPLETED")}
            << Failure() << QByteArrayList {look, look, setPhase, look, look, look};
        QTest::newRow("a word never heard of keeps polling")
            << begin + QList {phase("BAFFLED"), phase("BAFFLED"), phase("COMPLETED")} << Failure()
            << QByteArrayList(3, look);
        QTest::newRow("lower case")
            << begin + QList {phase("running"), phase(" completed\r\n")} << Failure() << looks2;
        QTest::newRow("service error")
            << begin + QList {phase("ERROR", "<errorSummary><message>no</message></errorSummary>")}
            << Failure(Kind::Service) << QByteArrayList {look};
        QTest::newRow("aborted by others")
            << begin + QList {phase("ABORTED")} << Failure(Kind::Service) << QByteArrayList {look};
        QTest::newRow("archived") << begin + QList {phase("ARCHIVED")} << Failure(Kind::Service)
                                  << QByteArrayList {look};
        QTest::newRow("404: gone")
            << begin + QList {status(404)} << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("410: gone")
            << begin + QList {status(410)} << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("401") << begin + QList {status(401)} << Failure(Kind::Unauthorized)
                             << QByteArrayList {look};
        QTest::newRow("403") << begin + QList {status(403)} << Failure(Kind::Unauthorized)
                             << QByteArrayList {look};
        QTest::newRow("lost connection") << begin + lostLook(cut()) + QList {phase("COMPLETED")}
                                         << Failure() << QByteArrayList(4, look);
        QTest::newRow("503") << begin + lostLook(status(503)) + QList {phase("COMPLETED")}
                             << Failure() << QByteArrayList(4, look);
        QTest::newRow("500") << begin + QList {status(500), phase("COMPLETED")} << Failure()
                             << looks2;
        QTest::newRow("a page of HTML for a while") << begin
                + QList {Answer {.body = "<html><title>Maintenance</title></html>",
                                 .contentType = "text/html"},
                         phase("COMPLETED")} << Failure()
                                                    << looks2;
        QTest::newRow("garbage for a while")
            << begin + QList {Answer {.body = "oops"}, phase("COMPLETED")} << Failure() << looks2;
        QTest::newRow("RUN refused") << QList {seeJob(), status(400), phase("PENDING")}
                                     << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("RUN refused since it runs")
            << QList {seeJob(), status(400), phase("EXECUTING"), phase("COMPLETED")} << Failure()
            << looks2;
        QTest::newRow("RUN finds no job")
            << QList {seeJob(), status(404)} << Failure(Kind::Http) << QByteArrayList {};
        QTest::newRow("answer to RUN lost, RUN came through")
            << QList {seeJob(), cut(), phase("EXECUTING"), phase("COMPLETED")} << Failure()
            << looks2;
        QTest::newRow("answer to RUN lost, RUN too")
            << QList {seeJob(), cut(), phase("PENDING"), seeJob(), phase("COMPLETED")} << Failure()
            << QByteArrayList {look, setPhase, look};
        QTest::newRow("RUN is answered with the job itself")
            << QList {seeJob(), phase("QUEUED"), phase("COMPLETED")} << Failure()
            << QByteArrayList {look};
    }

    void endsOnce()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        QFETCH(QByteArrayList, asked);
        Scene scene(script);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.job->state(), UwsJob::State::Finished);
        QCOMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked, QByteArrayList({create, setPhase}) + asked);
        QCOMPARE(scene.told.count(u"finished"_s), 1);
        QCOMPARE(scene.told.last(), u"finished"_s);
        QVERIFY(scene.network.script.isEmpty());
    }

    void creationAndStartAreTwoRequests()
    {
        Scene scene({seeJob(), seeJob(), phase("COMPLETED")});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.bodies.at(0), "QUERY=SELECT%20a%2Bb&RUNID=mine"_ba);
        QCOMPARE(scene.network.bodies.at(1), "PHASE=RUN"_ba);
        QCOMPARE(scene.told,
                 (QStringList {u"Submitting"_s, u"created"_s, u"Starting"_s, u"Monitoring"_s,
                               u"COMPLETED"_s, u"Finished"_s, u"finished"_s}));
    }

    void aJobThatWasNotStartedIsNotMonitored_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // after the creation
        QTest::addColumn<QStringList>("told");
        const QStringList begin {u"Submitting"_s, u"created"_s, u"Starting"_s};
        const QStringList end {u"COMPLETED"_s, u"Finished"_s, u"finished"_s};
        QTest::newRow("RUN refused")
            << QList {status(400), phase("PENDING")}
            << begin + QStringList {u"PENDING"_s, u"Finished"_s, u"finished"_s};
        QTest::newRow("RUN lost, and again")
            << QList {cut(), phase("PENDING"), seeJob(), phase("COMPLETED")}
            << begin + QStringList {u"lost"_s, u"PENDING"_s, u"Monitoring"_s} + end;
        QTest::newRow("answer to RUN lost")
            << QList {cut(), phase("QUEUED"), phase("COMPLETED")}
            << begin + QStringList {u"lost"_s, u"QUEUED"_s, u"Monitoring"_s} + end;
    }

    void aJobThatWasNotStartedIsNotMonitored()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(QStringList, told);
        Scene scene(QList {seeJob()} + script);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.told, told);
    }

    void theJobIsWhereTheServiceSays_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QUrl>("jobUrl");
        QTest::newRow("absolute") << seeJob() << job7;
        QTest::newRow("relative path")
            << Answer {.status = 303, .location = "/tap/async/7"} << job7;
        QTest::newRow("http behind a TLS proxy")
            << Answer {.status = 303, .location = "http://example.org/tap/async/7"} << job7;
        QTest::newRow("201") << Answer {.status = 201,
                                        .location = "https://example.org/tap/async/7"}
                             << job7;
        QTest::newRow("302") << Answer {.status = 302,
                                        .location = "https://example.org/tap/async/7"}
                             << job7;
        QTest::newRow("another path, as DaCHS has it")
            << Answer {.status = 303, .location = "https://example.org/__system__/tap/run/async/x"}
            << QUrl(u"https://example.org/__system__/tap/run/async/x"_s);
        QTest::newRow("a job document") << phase("PENDING") << job7;
    }

    void theJobIsWhereTheServiceSays()
    {
        QFETCH(Answer, answer);
        QFETCH(QUrl, jobUrl);
        Scene scene({answer, seeJob(), phase("COMPLETED")});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.job->jobUrl(), jobUrl);
        QCOMPARE(scene.journal.urls, QList {jobUrl});
        QCOMPARE(scene.network.requests.at(1).url.path(), jobUrl.path() + u"/phase"_s);
        QCOMPARE(scene.network.requests.at(1).url.scheme(), u"https"_s);
    }

    void creationRefused_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("detail");
        const auto votable = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                             "value='ERROR'>no such table</INFO></RESOURCE></VOTABLE>"_ba;
        QTest::newRow("400 with a VOTable")
            << Answer {.status = 400, .body = votable} << Kind::Service << u"no such table"_s;
        QTest::newRow("404 with a VOTable")
            << Answer {.status = 404, .body = votable} << Kind::Http << u"no such table"_s;
        QTest::newRow("200 with a VOTable")
            << Answer {.body = votable} << Kind::Service << u"no such table"_s;
        QTest::newRow("200 with HTML")
            << Answer {.body = "<html><head><title>Down</title></head></html>",
                       .contentType = "text/html"}
            << Kind::Protocol << u"Down"_s;
        QTest::newRow("302 to a page to log in at")
            << Answer {.status = 302, .location = "https://example.org/login?next=/tap/async"}
            << Kind::Protocol << u"Location: https://example.org/login?next=/tap/async"_s;
        QTest::newRow("308 to another list")
            << Answer {.status = 308, .location = "https://example.org/new/async"} << Kind::Protocol
            << u"Location: https://example.org/new/async"_s;
        QTest::newRow("403") << Answer {.status = 403, .body = votable} << Kind::Unauthorized
                             << u"no such table"_s;
        QTest::newRow("the job is the list")
            << Answer {.status = 303, .location = "https://example.org/tap/async"} << Kind::Protocol
            << u"Location: https://example.org/tap/async"_s;
        QTest::newRow("503 is not repeated")
            << Answer {.status = 503, .body = "busy", .contentType = "text/plain"} << Kind::Http
            << u"busy"_s;
    }

    void creationRefused()
    {
        QFETCH(Answer, answer);
        QFETCH(Error::Kind, kind);
        QFETCH(QString, detail);
        Scene scene({answer});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), kind);
        QCOMPARE(scene.outcomes.first().error().detail, detail);
        QCOMPARE(scene.network.asked, QByteArrayList {create});
        QVERIFY(scene.journal.urls.isEmpty());
    }

    void aJobListThatMovedToHttps()
    {
        Scene scene({{.status = 301, .location = "https://example.org/tap/async"},
                     seeJob(),
                     seeJob(),
                     phase("COMPLETED")});
        scene.job = nullptr;
        UwsJob job(scene.client, QUrl(u"http://example.org/tap/async"_s), nullptr);
        job.setPace(noPause());
        QSignalSpy finished(&job, &UwsJob::finished);

        job.start(parameters);

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job.jobUrl(), job7);
        QCOMPARE(scene.network.asked.count(create), 2);
    }

    void theUrlIsStoredBeforeTheJobRuns()
    {
        Scene scene({seeJob(), seeJob(), phase("COMPLETED")});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.journal.urls, QList {job7});
        QCOMPARE(scene.journal.askedBefore, QByteArrayList {create});
    }

    void whatCannotBeStoredDoesNotRun()
    {
        Scene scene({seeJob()});
        scene.journal.answer = failure({.kind = Kind::FileSystem, .detail = u"disk full"_s});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::FileSystem);
        QCOMPARE(scene.network.asked, QByteArrayList {create});
    }

    void anAnswerLostIsSearchedFor_data()
    {
        QTest::addColumn<QList<Answer>>("lists");
        QTest::addColumn<bool>("found");
        QTest::newRow("by run id")
            << QList {list(entry("1", "other") + entry("7", "mine") + entry("8", "mine", "QUEUED"))}
            << true;
        QTest::newRow("a little later")
            << QList {list({}), list({}), list(entry("7", "mine"))} << true;
        QTest::newRow("the newest") << QList {list(entry("1", "mine", "PENDING", now(-60))
                                                   + entry("7", "mine", "PENDING", now()))}
                                    << true;
        QTest::newRow("not an old one")
            << QList {list(entry("1", "mine", "PENDING", now(-7200))), list({}), list({})} << false;
        QTest::newRow("two that could be it")
            << QList {list(entry("1", "mine") + entry("7", "mine")), list({}), list({})} << false;
        QTest::newRow("no run ids, as in UWS 1.0")
            << QList {list(entry("7", "")), list({}), list({})} << false;
        QTest::newRow("list forbidden") << QList {status(403)} << false;
        QTest::newRow("network away") << lostLook(cut()) << false;
    }

    void anAnswerLostIsSearchedFor()
    {
        QFETCH(QList<Answer>, lists);
        QFETCH(bool, found);
        auto script = QList {cut()} + lists;
        if (found)
            script += {seeJob(), phase("COMPLETED")};
        Scene scene(script);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), found ? Failure() : Failure(Kind::Network));
        QCOMPARE(scene.network.asked.count(create), 1);
        QVERIFY(scene.network.asked.at(1).startsWith(search));
        QVERIFY(scene.network.asked.at(1).contains("PHASE=PENDING"));
        QCOMPARE(scene.journal.urls, found ? QList {job7} : QList<QUrl>());
        QVERIFY(scene.network.script.isEmpty());
    }

    void withoutARunIdNothingIsSearchedFor()
    {
        Scene scene({cut()});
        scene.job->start({{u"QUERY"_s, u"SELECT 1"_s}});
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::Network);
        QCOMPARE(scene.network.asked, QByteArrayList {create});
    }

    void createLeavesTheJobPending()
    {
        Scene scene({seeJob(), phase("PENDING")});

        scene.job->create(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.outcomes.first()->phase.kind(), JobPhase::Kind::Pending);
        QCOMPARE(scene.network.asked, (QByteArrayList {create, look}));
    }

    void attachOnlyLooks()
    {
        Scene scene({phase("PENDING"), phase("PENDING"), phase("PENDING"), phase("QUEUED"),
                     phase("COMPLETED")});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.network.asked, QByteArrayList(5, look));
        QVERIFY(scene.journal.urls.isEmpty());
    }

    void attachToWhatIsNoJob_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("a web page")
            << Answer {.body = "<html><body>hi</body></html>"} << Kind::Protocol;
        QTest::newRow("words") << Answer {.body = "no job here"} << Kind::Service;
        QTest::newRow("nothing") << Answer {} << Kind::Protocol;
        QTest::newRow("405") << status(405) << Kind::Http;
        QTest::newRow("404") << status(404) << Kind::Http;
    }

    void attachToWhatIsNoJob()
    {
        QFETCH(Answer, answer);
        QFETCH(Error::Kind, kind);
        Scene scene({answer});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), kind);
    }

    void theErrorHasWords_data()
    {
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<QList<Answer>>("document");
        QTest::addColumn<QString>("words");
        const auto votable = "<VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='ERROR'>division "
                             "by zero</INFO></RESOURCE></VOTABLE>"_ba;
        QTest::newRow("message")
            << "<errorSummary type='fatal'><message>m</message></errorSummary>"_ba
            << QList<Answer> {} << u"m"_s;
        QTest::newRow("bare text, as Daiquiri has it")
            << "<errorSummary>division by zero\n</errorSummary>"_ba << QList<Answer> {}
            << u"division by zero"_s;
        QTest::newRow("error document")
            << ""_ba << QList {Answer {.body = votable}} << u"division by zero"_s;
        QTest::newRow("empty error document")
            << "<errorSummary/>"_ba << QList {Answer {}} << QString();
        QTest::newRow("no error document") << ""_ba << QList {status(404)} << QString();
    }

    void theErrorHasWords()
    {
        QFETCH(QByteArray, summary);
        QFETCH(QList<Answer>, document);
        QFETCH(QString, words);
        Scene scene(QList {seeJob(), seeJob(), phase("ERROR", summary)} + document);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::Service);
        QCOMPARE(scene.outcomes.first().error().detail, words);
        QCOMPARE(scene.job->summary().errorMessage, words);
        QCOMPARE(scene.job->summary().phase.kind(), JobPhase::Kind::Error);
        QVERIFY(scene.network.script.isEmpty());
    }

    void waitsWhereTheServiceBlocks()
    {
        Scene scene({phase("QUEUED"), phase("QUEUED"), phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        pace.quick = 0ms; // no answer is too quick
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(
            scene.network.asked,
            (QByteArrayList {look, look + "?WAIT=30&PHASE=QUEUED", look + "?WAIT=30&PHASE=QUEUED",
                             look + "?WAIT=30&PHASE=EXECUTING"}));
        QVERIFY(scene.job->serviceBlocks());
    }

    void aServiceThatIgnoresWaitIsPolled()
    {
        Scene scene(
            {phase("EXECUTING"), phase("EXECUTING"), phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.asked,
                 (QByteArrayList {look, look + "?WAIT=30&PHASE=EXECUTING", look, look}));
        QVERIFY(!scene.job->serviceBlocks());
    }

    void waitIsNotAskedInVain_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("UWS 1.0") << "EXECUTING"_ba
                                 << "1.0"_ba;
        QTest::newRow("SUSPENDED") << "SUSPENDED"_ba
                                   << "1.1"_ba;
        QTest::newRow("UNKNOWN") << "UNKNOWN"_ba
                                 << "1.1"_ba;
        QTest::newRow("BAFFLED") << "BAFFLED"_ba
                                 << "1.1"_ba;
    }

    void waitIsNotAskedInVain()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, version);
        Scene scene({phase(word, {}, version), phase(word, {}, version), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.asked, QByteArrayList(3, look));
    }

    void looksGrowRareAndStopAtTheCap()
    {
        Scene scene(QList<Answer>(6, phase("EXECUTING")) + QList {phase("COMPLETED")});
        auto pace = noPause();
        pace.first = 20ms;
        pace.growth = 2;
        pace.longest = 80ms;
        scene.job->setPace(pace);
        QElapsedTimer clock;
        clock.start();

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        // 20 + 40 + 80 + 80 + 80 + 80; timers may be a twentieth early
        QVERIFY2(clock.elapsed() >= 360, qPrintable(QString::number(clock.elapsed())));
    }

    void retryAfterIsObeyed()
    {
        auto busy = phase("EXECUTING");
        busy.headers = {{"Retry-After", "1"}};
        Scene scene({busy, phase("COMPLETED")});
        QElapsedTimer clock;
        clock.start();

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(clock.elapsed() >= 950);
    }

    void losingSightIsTold()
    {
        Scene scene(lostLook(status(503)) + lostLook(cut()) + QList {phase("COMPLETED")});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.told,
                 (QStringList {u"Monitoring"_s, u"lost"_s, u"lost"_s, u"COMPLETED"_s, u"Finished"_s,
                               u"finished"_s}));
    }

    void lookNowDoesNotWaitForTheBackOff()
    {
        Scene scene({phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.first = 1h;
        pace.longest = 1h;
        scene.job->setPace(pace);
        QObject::connect(scene.job.get(), &UwsJob::summaryChanged, scene.job.get(),
                         &UwsJob::lookNow);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
    }

    void aborts_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // after EXECUTING was seen
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<int>("aborts");
        QTest::newRow("ABORTED") << QList {seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled)
                                 << 1;
        QTest::newRow("takes its time")
            << QList {seeJob(), phase("EXECUTING"), phase("EXECUTING"), phase("ABORTED")}
            << Failure(Kind::Cancelled) << 1;
        QTest::newRow("was faster") << QList {seeJob(), phase("COMPLETED")} << Failure() << 1;
        QTest::newRow("ends as ERROR")
            << QList {seeJob(), phase("ERROR")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("ends as ARCHIVED")
            << QList {seeJob(), phase("ARCHIVED")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("PENDING, which Daiquiri does not abort")
            << QList {seeJob(), phase("PENDING")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("answer lost")
            << QList {cut(), seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled) << 2;
        QTest::newRow("refused, as it is over")
            << QList {status(403), phase("COMPLETED")} << Failure() << 1;
        QTest::newRow("not allowed")
            << QList {status(403), phase("EXECUTING")} << Failure(Kind::Unauthorized) << 1;
        QTest::newRow("gone") << QList {status(404)} << Failure(Kind::Http) << 1;
        QTest::newRow("gone after it") << QList {seeJob(), status(404)} << Failure(Kind::Http) << 1;
    }

    void aborts()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        QFETCH(int, aborts);
        Scene scene(QList {phase("EXECUTING")} + script);
        QObject::connect(scene.job.get(), &UwsJob::summaryChanged, scene.job.get(), &UwsJob::abort);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked.at(1), setPhase);
        QCOMPARE(scene.network.bodies.count("PHASE=ABORT"), aborts);
        QCOMPARE(scene.told.last(), u"finished"_s);
        QVERIFY(scene.network.script.isEmpty());
    }

    void abortBeforeThereIsAJob()
    {
        Scene scene({Answer {.hangs = true}});
        scene.job->start(parameters);

        scene.job->abort();

        QCOMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::Cancelled);
        QTRY_COMPARE(scene.network.openReplies(), 0);
        scene.job->abort();
        QCOMPARE(scene.outcomes.size(), 1);
    }

    void abortBeforeStartDoesNothing()
    {
        Scene scene({});
        scene.job->abort();
        QVERIFY(scene.told.isEmpty());
    }

    /// A slot of any signal may abort or delete the job; nothing may come after finished().
    void slotsMayDoAnything_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<bool>("deletes");
        for (const auto& when : {u"Submitting"_s, u"Starting"_s, u"created"_s, u"Monitoring"_s,
                                 u"QUEUED"_s, u"lost"_s, u"Finished"_s}) {
            QTest::addRow("abort at %s", qPrintable(when)) << when << false;
            QTest::addRow("delete at %s", qPrintable(when)) << when << true;
        }
        QTest::newRow("delete at finished") << u"finished"_s << true;
    }

    void slotsMayDoAnything()
    {
        QFETCH(QString, when);
        QFETCH(bool, deletes);
        Scene scene({});
        int created = 0;
        bool aborted = false;
        scene.network.route = [&](const test::Asked& asked) -> std::optional<Answer> {
            if (asked.body == "PHASE=ABORT")
                aborted = true;
            if (asked.verb == "POST")
                return seeJob();
            return ++created == 1 ? phase("QUEUED") : aborted ? phase("ABORTED") : status(500);
        };
        bool acted = false;
        const auto act = [&](const QString& what) {
            if (what != when || std::exchange(acted, true))
                return;
            if (deletes)
                scene.job.reset();
            else
                scene.job->abort();
        };
        auto* job = scene.job.get();
        connect(job, &UwsJob::stateChanged, this,
                [&](auto state) { act(QVariant::fromValue(state).toString()); });
        connect(job, &UwsJob::created, this, [&] { act(u"created"_s); });
        connect(job, &UwsJob::summaryChanged, this,
                [&](const auto& summary) { act(summary.phase.word()); });
        connect(job, &UwsJob::lostSight, this, [&] { act(u"lost"_s); });
        connect(job, &UwsJob::finished, this, [&] { act(u"finished"_s); });
        // The rows for the end need one.
        if (when.startsWith(u'F') || when.startsWith(u'f'))
            connect(job, &UwsJob::lostSight, job, &UwsJob::abort);

        job->start(parameters);

        QTRY_VERIFY(acted);
        if (!deletes) {
            QTRY_COMPARE(scene.outcomes.size(), 1);
            QCOMPARE(scene.told.last(), u"finished"_s);
        } else {
            QTRY_COMPARE(scene.network.openReplies(), 0);
        }
    }

    void deletingLeavesTheJobOnTheService()
    {
        Scene scene({seeJob(), seeJob(), Answer {.hangs = true}});
        scene.job->start(parameters);
        QTRY_COMPARE(scene.network.asked.size(), 3);

        scene.job.reset();

        QTRY_COMPARE(scene.network.openReplies(), 0);
        QVERIFY(!scene.network.bodies.contains("PHASE=ABORT"));
        QVERIFY(scene.outcomes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUwsJob)

#include "tst_uwsjob.moc"
