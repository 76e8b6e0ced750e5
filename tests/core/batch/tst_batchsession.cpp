// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchsession.h"
#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "tests/core/batch/jobservice.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Asked;
using tapdesk::test::FakeNetwork;
using tapdesk::test::JobService;
using tapdesk::test::jobServiceAddress;

class TestBatchSession final : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QByteArray content(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }

    QTemporaryDir m_folder;

private slots:
    void initTestCase()
    {
        // Work for the pool is done in the order in which it was given.
        QThreadPool::globalInstance()->setMaxThreadCount(1);
    }

    /// What somebody does while the edits are being written.
    void whileEditsAreWritten_data()
    {
        QTest::addColumn<QString>("act");
        QTest::newRow("nothing") << u"nothing"_s;
        QTest::newRow("run") << u"run"_s;
        QTest::newRow("another edit") << u"edit"_s;
        QTest::newRow("write again") << u"write"_s;
    }

    void whileEditsAreWritten()
    {
        QFETCH(const QString, act);
        QFile file(path(u"a.sql"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("SELECT 1");
        file.close();
        FakeNetwork network;
        JobService service;
        network.route = [&](const Asked& asked) { return service(asked); };
        HttpClient client(network);
        auto store = std::move(*JobStore::open(path(act + u".sqlite"_s)));
        JobMonitor monitor(client, *store);
        monitor.setPace({.first = 0ms, .longest = 0ms, .wait = 0s});
        ServiceCatalog services(path(u"services.json"_s));
        auto address = jobServiceAddress();
        address.title = u"Test"_s;
        QVERIFY(services.add(address));
        BatchSession session(client, monitor, services, nullptr);
        QSignalSpy opened(&session, &BatchSession::opened);
        QSignalSpy written(&session, &BatchSession::written);
        QSignalSpy finished(&session, &BatchSession::runFinished);
        session.open(
            {.paths = {path(u"a.sql"_s)}, .serviceId = u"test"_s, .rowsTo = RowsTo::Memory});
        QTRY_COMPARE(opened.size(), 1);
        session.edit(0, &sql::Directives::runId, u"first"_s);

        session.writeEdits();
        if (act == u"run"_s)
            session.run(BatchSession::Which::All);
        else if (act == u"edit"_s)
            session.edit(0, &sql::Directives::runId, u"second"_s);
        else if (act == u"write"_s)
            session.writeEdits();

        QTRY_COMPARE(written.size(), 1);
        QVERIFY(content(u"a.sql"_s).contains("first"));
        QTRY_COMPARE(opened.size(), 2);
        QCOMPARE(session.plan().edits.size(), act == u"edit"_s ? 1 : 0);
        QTRY_COMPARE(finished.size(), act == u"run"_s ? 1 : 0);
        QVERIFY(!session.isRunning());
        QCOMPARE(session.report().count(BatchOutcome::State::Done), act == u"run"_s ? 1 : 0);
        QCOMPARE(service.jobs.size(), act == u"run"_s ? 1 : 0);
        if (act == u"run"_s)
            QCOMPARE(service.jobs.first().runId, u"first"_s);
    }
};

QTEST_GUILESS_MAIN(TestBatchSession)
#include "tst_batchsession.moc"
