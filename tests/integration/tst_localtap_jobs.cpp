// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/localtaptest.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::Form;
using tapdesk::test::slowQuery;

/// The embedded service over real HTTP: jobs.
class TestLocalTapJobs final : public test::LocalTapTest
{
    Q_OBJECT

private slots:
    void jobLife();
    void jobErrors_data();
    void jobErrors();
    void parametersWhilePending();
    void abortAndQueue();
    void jobLimit();
    void waitBlocks();
    void listFilters();
    void jobsOutliveTheProgram();
    void twoPrograms();
    void killedProgram();
};

void TestLocalTapJobs::jobLife()
{
    const QString job = submit(u"SELECT hes_name FROM cars_dr1.agn_parameters"_s,
                               {{u"RUNID"_s, u"my label"_s}, {u"QUEUE"_s, u"5M"_s}});
    QVERIFY(job.startsWith(m_service->baseUrl().toString() + u"/async/"_s));
    QCOMPARE(phaseOf(job), u"PENDING"_s);
    QCOMPARE(get(job + u"/executionduration"_s).body, QByteArray("300"));
    QCOMPARE(get(job + u"/results/result"_s).status, 400);

    const Reply run = post(job + u"/phase"_s, {{u"PHASE"_s, u"RUN"_s}});
    QCOMPARE(run.status, 303);
    QCOMPARE(run.location, job);
    QTRY_COMPARE(phaseOf(job), u"COMPLETED"_s);
    QCOMPARE(read(get(job + u"/results/result"_s).body).table().rowCount(), 41);
    QCOMPARE(post(job + u"/phase"_s, {{u"PHASE"_s, u"RUN"_s}}).status, 400);
    QCOMPARE(post(job + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}}).status, 303);
    const QByteArray document = get(job).body;
    for (const char* part : {">my label<", ">5m<", ">41<", "/results/result\"", ">COMPLETED<"})
        QVERIFY2(document.contains(part), part);

    const Reply deleted = request("DELETE", job);
    QCOMPARE(deleted.status, 303);
    QCOMPARE(phaseOf(job), u"ARCHIVED"_s);
    QCOMPARE(get(job + u"/results/result"_s).status, 400);
    QVERIFY(get(job).body.contains("SELECT hes_name FROM"));
    const QString id = job.section(u'/', -1);
    QVERIFY(!QFile::exists(m_folder.filePath(u"results/%1.result"_s.arg(id))));
    QCOMPARE(get(u"/async/0123"_s).status, 404);
}

void TestLocalTapJobs::jobErrors_data()
{
    QTest::addColumn<Form>("form");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no query") << Form {{u"LANG"_s, u"ADQL"_s}} << QByteArray("QUERY: This");
    QTest::newRow("language") << Form {{u"LANG"_s, u"PQL"_s}, {u"QUERY"_s, u"SELECT 1"_s}}
                              << QByteArray("PQL");
    QTest::newRow("table") << Form {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, u"SELECT a FROM b.c"_s}}
                           << QByteArray("Table b.c not found");
}

void TestLocalTapJobs::jobErrors()
{
    QFETCH(Form, form);
    QFETCH(QByteArray, sentence);
    const Reply made = post(u"/async"_s, form + Form {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(made.location), u"ERROR"_s);
    QVERIFY2(get(made.location).body.contains(sentence), get(made.location).body.constData());
    const Reply error = get(made.location + u"/error"_s);
    QCOMPARE(error.status, 200);
    QVERIFY(error.body.contains(sentence));
}

void TestLocalTapJobs::parametersWhilePending()
{
    const QString job = submit(u"SELECT nosuch FROM nowhere"_s);
    const QString query = u"SELECT TOP 2 ra FROM cars_dr1.agn_parameters"_s;
    QCOMPARE(post(job + u"/parameters"_s, {{u"query"_s, query}}).status, 303);
    QCOMPARE(post(job + u"/executionduration"_s, {{u"EXECUTIONDURATION"_s, u"7"_s}}).status, 303);
    QCOMPARE(get(job + u"/executionduration"_s).body, QByteArray("7"));
    const QString later = u"2222-02-02T02:02:02.000Z"_s;
    QCOMPARE(post(job + u"/destruction"_s, {{u"DESTRUCTION"_s, later}}).status, 303);
    QCOMPARE(QString::fromUtf8(get(job + u"/destruction"_s).body), later);
    QCOMPARE(post(job + u"/destruction"_s, {{u"DESTRUCTION"_s, u"soon"_s}}).status, 400);
    post(job + u"/phase"_s, {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(job), u"COMPLETED"_s);
    QCOMPARE(post(job + u"/parameters"_s, {{u"QUERY"_s, query}}).status, 400);
}

void TestLocalTapJobs::abortAndQueue()
{
    const Form run {{u"PHASE"_s, u"RUN"_s}};
    const QString slow = submit(slowQuery, run);
    const QString next = submit(u"SELECT 1 FROM TAP_SCHEMA.schemas"_s, run);
    QTRY_COMPARE(phaseOf(slow), u"EXECUTING"_s);
    QCOMPARE(phaseOf(next), u"QUEUED"_s); // one at a time
    const QString other =
        submit(u"SELECT 1 FROM TAP_SCHEMA.schemas"_s, run + Form {{u"QUEUE"_s, u"5m"_s}});
    QTRY_COMPARE(phaseOf(other), u"COMPLETED"_s); // of each queue

    QCOMPARE(post(slow + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}}).status, 303);
    QCOMPARE(phaseOf(slow), u"ABORTED"_s);
    QTRY_COMPARE_WITH_TIMEOUT(phaseOf(next), u"COMPLETED"_s, 2000);
    QCOMPARE(phaseOf(slow), u"ABORTED"_s);

    const QString pending = submit(slowQuery);
    post(pending + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}});
    QCOMPARE(phaseOf(pending), u"ABORTED"_s);
}

void TestLocalTapJobs::jobLimit()
{
    start({.shortQueue = std::chrono::seconds(1)});
    const QString job = submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(job), u"ERROR"_s);
    QVERIFY(get(job).body.contains("limit of 1 s"));
}

void TestLocalTapJobs::waitBlocks()
{
    const QString job = submit(slowQuery);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(get(job + u"?WAIT=1"_s).body.contains(">PENDING<"));
    QVERIFY(timer.elapsed() >= 950); // nothing happened
    timer.start();
    QVERIFY(get(job + u"?WAIT=20&PHASE=QUEUED"_s).body.contains(">PENDING<"));
    QVERIFY(timer.elapsed() < 900); // it is in another phase already

    QNetworkRequest request(QUrl(job + u"?WAIT=20"_s));
    std::unique_ptr<QNetworkReply> waiting(m_network.get(request));
    QSignalSpy answered(waiting.get(), &QNetworkReply::finished);
    QVERIFY(!answered.wait(200));
    timer.start();
    post(job + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}});
    QVERIFY(!answered.isEmpty() || answered.wait());
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(waiting->readAll().contains(">ABORTED<"));
}

void TestLocalTapJobs::listFilters()
{
    const QString first = submit(u"SELECT 1 FROM TAP_SCHEMA.schemas"_s, {{u"RUNID"_s, u"one"_s}});
    const QString second = submit(u"SELECT 2 FROM TAP_SCHEMA.schemas"_s, {{u"RUNID"_s, u"two"_s}});
    const QString third = submit(u"SELECT 3 FROM TAP_SCHEMA.schemas"_s, {{u"RUNID"_s, u"three"_s}});
    request("DELETE", first);
    post(second, {{u"ACTION"_s, u"DELETE"_s}});
    const auto labels = [this](const QString& filter) {
        QStringList found;
        QXmlStreamReader xml(get(u"/async"_s + filter).body);
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "runId"_L1)
                found += xml.readElementText();
        }
        return xml.hasError() ? xml.errorString() : found.join(u' ');
    };

    QCOMPARE(labels({}), u"three"_s);
    QCOMPARE(labels(u"?PHASE=ARCHIVED"_s), u"one two"_s);
    QCOMPARE(labels(u"?PHASE=ARCHIVED&LAST=1"_s), u"two"_s);
    QCOMPARE(labels(u"?PHASE=ARCHIVED&PHASE=PENDING&LAST=2"_s), u"three two"_s);
    QCOMPARE(labels(u"?PHASE=EXECUTING"_s), QString());
    QCOMPARE(labels(u"?AFTER=2222-01-01T00:00:00Z"_s), QString());
    QCOMPARE(labels(u"?AFTER=2000-01-01"_s), u"three"_s);
    QCOMPARE(get(u"/async?LAST=x"_s).status, 400);
    QCOMPARE(get(u"/async?AFTER=x"_s).status, 400);
}

void TestLocalTapJobs::jobsOutliveTheProgram()
{
    const QString id = submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}}).section(u'/', -1);
    const QString done = submit(u"SELECT 1 FROM TAP_SCHEMA.schemas"_s,
                                {{u"PHASE"_s, u"RUN"_s}, {u"QUEUE"_s, u"5m"_s}})
                             .section(u'/', -1);
    QTRY_COMPARE(phaseOf(u"/async/"_s + id), u"EXECUTING"_s);
    QTRY_COMPARE(phaseOf(u"/async/"_s + done), u"COMPLETED"_s);

    start();

    QTRY_COMPARE(phaseOf(u"/async/"_s + id), u"EXECUTING"_s); // again
    QCOMPARE(read(get(u"/async/%1/results/result"_s.arg(done)).body).table().rowCount(), 2);
    post(u"/async/%1/phase"_s.arg(id), {{u"PHASE"_s, u"ABORT"_s}});
}

void TestLocalTapJobs::twoPrograms()
{
    auto other = LocalTap::start({.folder = m_folder.path()});
    QVERIFY(other.has_value());
    const QString elsewhere = (*other)->baseUrl().toString() + u"/async/"_s;
    const QString job = submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}});
    const QString id = job.section(u'/', -1);
    QTRY_COMPARE(phaseOf(elsewhere + id), u"EXECUTING"_s);
    post(elsewhere + id + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}}); // through either of them
    QCOMPARE(phaseOf(job), u"ABORTED"_s);
    const QString next = submit(u"SELECT 1 FROM TAP_SCHEMA.schemas"_s, {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(next), u"COMPLETED"_s);
}

void TestLocalTapJobs::killedProgram()
{
    QProcess server;
    server.start(qEnvironmentVariable("TAPDESK_SERVE_SAMPLE"), {m_folder.path()});
    QVERIFY(server.waitForReadyRead());
    const QString base = QString::fromUtf8(server.readLine()).trimmed();
    m_service.reset();
    const Reply made =
        request("POST", base + u"/async"_s,
                {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, slowQuery}, {u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(made.location), u"EXECUTING"_s);

    server.kill(); // no chance to tidy up
    QVERIFY(server.waitForFinished());
    start();

    const QString job = u"/async/"_s + made.location.section(u'/', -1);
    QTRY_COMPARE(phaseOf(job), u"EXECUTING"_s);
    post(job + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}});
    QCOMPARE(phaseOf(job), u"ABORTED"_s);
}

QTEST_GUILESS_MAIN(TestLocalTapJobs)
#include "tst_localtap_jobs.moc"
