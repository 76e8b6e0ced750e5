// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/uws/uwsscene.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;

using Kind = Error::Kind;

namespace {

const auto search = "GET /tap/async?"_ba;

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

QByteArray query(const QByteArray& text)
{
    return "<parameters><parameter id='query'>" + text + "</parameter></parameters>";
}

QByteArray now(int seconds = 0)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace

class TestUwsJobCreation final : public QObject
{
    Q_OBJECT

private slots:
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
        QTest::newRow("400 with a VOTable labelled */* (Daiquiri before 1.1.0)")
            << Answer {.status = 400, .body = votable, .contentType = "*/*; charset=utf-8"}
            << Kind::Service << u"no such table"_s;
        QTest::newRow("500 with a page (Daiquiri, run id too long)")
            << Answer {.status = 500,
                       .body = "<!doctype html><html><head><title>Server Error (500)</title></head>"
                               "<body><h1>Server Error (500)</h1><p></p></body></html>",
                       .contentType = "text/html"}
            << Kind::Http << u"Server Error (500)"_s;
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

    void abortWhileTheUrlIsStored_data()
    {
        QTest::addColumn<Status>("stored");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QByteArrayList>("asked");
        const Status no = failure({.kind = Kind::FileSystem});
        QTest::newRow("it never runs")
            << Status() << Failure(Kind::Cancelled) << QByteArrayList {create, setPhase, look};
        QTest::newRow("and not stored")
            << no << Failure(Kind::FileSystem) << QByteArrayList {create};
    }

    void abortWhileTheUrlIsStored()
    {
        QFETCH(const Status, stored);
        Scene scene({seeJob(), seeJob(), phase("PENDING")});
        scene.journal.answer = stored;
        scene.journal.whileStoring = [&] { scene.job->abort(); };

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QTEST(scene.failureKind(), "failure");
        QTEST(QByteArrayList(scene.network.asked), "asked");
        QCOMPARE(scene.journal.askedBefore, QByteArrayList {create});
        QVERIFY(!scene.network.bodies.contains("PHASE=RUN"));
    }

    void aJobThatGoesAwayWhileItsUrlIsStored()
    {
        Scene scene({seeJob()});
        scene.journal.whileStoring = [&] { scene.job.reset(); };
        scene.job->start(parameters);
        QTRY_COMPARE(scene.journal.askedBefore, QByteArrayList {create}); // by then it is stored
        QCOMPARE(scene.network.asked, QByteArrayList {create});
    }

    void anAnswerLostIsSearchedFor_data()
    {
        QTest::addColumn<QList<Answer>>("lists"); // and documents of jobs they name
        QTest::addColumn<bool>("found");
        const auto mine = list(entry("7", "mine"));
        const auto both = list(entry("1", "mine") + entry("7", "mine"));
        const auto ours = phase("PENDING", query("SELECT a+b"));
        const auto others = phase("PENDING", query("SELECT 2"));
        const QList<Answer> noMore {list({}), list({})};
        QTest::newRow("by run id")
            << QList {list(entry("1", "other") + entry("7", "mine") + entry("8", "mine", "QUEUED")),
                      ours}
            << true;
        QTest::newRow("its document tells no query") << QList {mine, phase("PENDING")} << true;
        QTest::newRow("its query in other lines")
            << QList {mine, phase("PENDING", query("SELECT\n  a+b\n"))} << true;
        QTest::newRow("a little later") << noMore + QList {mine, ours} << true;
        QTest::newRow("asked again when the list is lost")
            << QList {cut(), status(503), mine, ours} << true;
        QTest::newRow("of two the one with the query") << QList {both, others, ours} << true;
        QTest::newRow("of two the one that is there") << QList {both, status(404), ours} << true;
        QTest::newRow("not an old one")
            << QList {list(entry("7", "mine", "PENDING", now(-7200)))} + noMore << false;
        QTest::newRow("not another's query") << QList {mine, others} + noMore << false;
        QTest::newRow("not one that was started since")
            << QList {mine, phase("QUEUED", query("SELECT a+b"))} + noMore << false;
        QTest::newRow("two that could be it") << QList {both, ours, ours} + noMore << false;
        QTest::newRow("not the newest of two that could be it")
            << QList {list(entry("1", "mine", "PENDING", now(-60))
                           + entry("7", "mine", "PENDING", now())),
                      ours, ours}
                + noMore
            << false;
        QTest::newRow("no run ids, as in UWS 1.0")
            << QList {list(entry("7", ""))} + noMore << false;
        QTest::newRow("list forbidden") << QList {status(403)} << false;
        QTest::newRow("network away") << QList {cut(), cut(), cut()} << false;
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

    /// A job of the same query that was refused when it was to run, a while ago.
    void aJobThatIsKnownIsNotTaken()
    {
        const auto both = list(entry("1", "mine") + entry("7", "mine"));
        Scene scene({cut(), both, phase("PENDING"), seeJob(), phase("COMPLETED")});
        scene.journal.known = {QUrl(u"https://example.org/tap/async/1"_s)};

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.journal.urls, QList {job7});
        QVERIFY(!scene.network.asked.contains("GET /tap/async/1"));
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
};

QTEST_GUILESS_MAIN(TestUwsJobCreation)

#include "tst_uwsjobcreation.moc"
