// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "tests/support/program.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::Program;

namespace {

constexpr int patienceMs = 60'000;

/// Passes bytes on to a server and tells of each request before it goes out and before its answer
/// comes back. What the server says of its own address is made to lead here; the port has as many
/// digits, so that lengths stay true.
class Proxy final : public QTcpServer
{
    Q_OBJECT

public:
    explicit Proxy(const QUrl& server)
        : m_server(server)
    {
        auto port = static_cast<quint16>(server.port() < 10'000 ? 8'100 : 20'000);
        while (!listen(QHostAddress::LocalHost, port))
            ++port;
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (auto* client = nextPendingConnection())
                relay(client);
        });
    }

    QUrl url() const
    {
        auto own = m_server;
        own.setPort(serverPort());
        return own;
    }

    int requests = 0;
    std::function<bool(int)> passesRequest; ///< false: it is thrown away
    std::function<bool(int)> passesAnswer;

private:
    void relay(QTcpSocket* client)
    {
        const auto ownPort = QByteArray::number(serverPort());
        const auto port = QByteArray::number(m_server.port());
        auto* server = new QTcpSocket(client);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), port.toUShort());
        connect(client, &QTcpSocket::readyRead, server, [=, this] {
            auto bytes = client->readAll();
            if (bytes.startsWith("GET ") || bytes.startsWith("POST ")
                || bytes.startsWith("DELETE "))
                ++requests;
            bytes.replace("127.0.0.1:" + ownPort, "127.0.0.1:" + port);
            bytes.replace("\r\nAccept-Encoding:", "\r\nX-Accept-Encodin:"); // readable answers
            if (!passesRequest || passesRequest(requests))
                server->write(bytes);
        });
        connect(server, &QTcpSocket::readyRead, client, [=, this] {
            auto bytes = server->readAll();
            bytes.replace("127.0.0.1:" + port, "127.0.0.1:" + ownPort);
            if (!passesAnswer || passesAnswer(requests))
                client->write(bytes);
        });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    }

    QUrl m_server;
};

/// The mirror that a program has left in its data folder, looked at as its next start would.
class Mirror
{
public:
    Mirror(const Program& program, const TapService& service)
        : m_store(std::move(*JobStore::open(program.filePath(u"tapdesk.sqlite"_s))))
        , m_client(m_network)
        , m_monitor(m_client, *m_store)
        , m_service(service)
    {
    }

    QSet<QString> ids() const
    {
        QSet<QString> ids;
        for (const auto& job : m_monitor.jobs(m_service.id))
            ids.insert(job.jobId);
        return ids;
    }

    bool refresh()
    {
        QSignalSpy refreshed(&m_monitor, &JobMonitor::refreshed);
        m_monitor.refresh(m_service);
        return refreshed.wait(patienceMs) && refreshed.first().at(1).value<Status>().has_value();
    }

    /// The jobs whose query holds @p words; those not in @p others are asked for it.
    QList<JobRecord> jobsOf(const QString& words, const QSet<QString>& others)
    {
        for (const auto& job : m_monitor.jobs(m_service.id)) {
            if (!others.contains(job.jobId))
                look(job);
        }
        return m_monitor.jobs(RecordFilter {.serviceId = m_service.id, .text = words});
    }

    void look(const JobRecord& job)
    {
        QSignalSpy looked(&m_monitor, &JobMonitor::looked);
        m_monitor.look(m_service, job.url);
        looked.wait(patienceMs);
    }

    void remove(const JobRecord& job)
    {
        QSignalSpy looked(&m_monitor, &JobMonitor::looked);
        m_monitor.remove(m_service, job.url);
        looked.wait(patienceMs);
    }

private:
    std::unique_ptr<JobStore> m_store;
    QNetworkAccessManager m_network;
    HttpClient m_client;
    JobMonitor m_monitor;
    TapService m_service;
};

} // namespace

/// The program is killed between any two requests of a job's life. What it finds when it is
/// started again is the truth, whatever the moment: one submission is one job, in the mirror with
/// its phase, and its result opens.
class TestKillSteps final : public QObject
{
    Q_OBJECT

public:
    explicit TestKillSteps(bool onRealServer)
        : m_onRealServer(onRealServer)
    {
    }

private slots:
    void initTestCase()
    {
        m_catalog = std::make_unique<ServiceCatalog>(m_folder.filePath(u"services.json"_s));
        if (m_onRealServer) {
            m_address = QUrl(qEnvironmentVariable("TAPDESK_REAL_TAP"));
            if (m_address.isEmpty())
                QSKIP("NOTHING WAS TESTED AGAINST A REAL SERVER: TAPDESK_REAL_TAP is not set");
            return;
        }
        m_sample.start(qEnvironmentVariable("TAPDESK_SERVE_SAMPLE"), {m_folder.path()});
        QVERIFY(m_sample.waitForReadyRead(patienceMs));
        m_address = QUrl(QString::fromUtf8(m_sample.readLine()).trimmed());
    }

    void cleanupTestCase()
    {
        m_sample.closeWriteChannel();
        if (m_sample.state() != QProcess::NotRunning)
            m_sample.waitForFinished();
    }

    void killedAtEachStep_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("request"); // of this verb, before or behind which the end comes
        QTest::addColumn<bool>("isAnswered"); // the service has done it, and nobody has heard
        const auto rows = [](const char* verb, int requests) {
            for (int request = 1; request <= requests; ++request) {
                QTest::addRow("%s, before request %d", verb, request)
                    << QString::fromLatin1(verb) << request << false;
                QTest::addRow("%s, behind request %d", verb, request)
                    << QString::fromLatin1(verb) << request << true;
            }
        };
        rows("submit", 2); // create, RUN
        rows("wait", 1);
        rows("fetch", 3); // the phase, the job, its result
    }

    void killedAtEachStep()
    {
        QFETCH(const QString, verb);
        QFETCH(const int, request);
        QFETCH(const bool, isAnswered);
        Program program;
        Proxy proxy(m_address);
        const auto service = *m_catalog->resolve(proxy.url().toString());
        const auto words = u"killed_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(++m_count);
        const auto others = [&] {
            Mirror mirror(program, service);
            return mirror.refresh() ? mirror.ids() : QSet<QString>();
        }();
        const auto run = [&](const QString& what) {
            QStringList arguments {what, u"--service"_s, proxy.url().toString()};
            if (what == u"submit"_s)
                arguments << u"--lang"_s << u"ADQL"_s << u"--runid"_s << words
                          << u"SELECT TOP 1 1 AS %1 FROM TAP_SCHEMA.schemas"_s.arg(words);
            else
                arguments << words;
            if (what == u"fetch"_s)
                arguments << u"--format"_s << u"csv"_s;
            return program.run(arguments, {}, patienceMs / 1000);
        };
        for (const auto& earlier : {u"submit"_s, u"wait"_s}) {
            if (earlier == verb)
                break;
            const auto outcome = run(earlier);
            QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        }

        proxy.requests = 0;
        bool isKilled = false;
        const auto end = [&](int count) {
            if (count < request)
                return true;
            isKilled = true;
            program.kill();
            return false;
        };
        (isAnswered ? proxy.passesAnswer : proxy.passesRequest) = end;
        const auto first = run(verb);
        QVERIFY2(isKilled && first.code == -1, qPrintable(first.err));
        proxy.passesRequest = {};
        proxy.passesAnswer = {};

        // Started again. The mirror has what was shown, before anybody is asked.
        const bool isCreating = verb == u"submit"_s && request == 1;
        const bool isMade = !isCreating || isAnswered;
        const bool isStarted = verb != u"submit"_s || (request == 2 && isAnswered);
        Mirror mirror(program, service);
        QCOMPARE((mirror.ids() - others).size(), isCreating ? 0 : 1);
        QVERIFY(mirror.refresh());
        auto jobs = mirror.jobsOf(words, others);
        QCOMPARE(jobs.size(), isMade ? 1 : 0);
        if (!isMade)
            return;
        mirror.look(jobs.first()); // the list may have told of a new phase
        jobs = mirror.jobsOf(words, others);
        QVERIFY(jobs.first().isDescribed);
        QVERIFY(!jobs.first().gone);
        if (!isStarted) {
            QCOMPARE(jobs.first().phase.word(), u"PENDING"_s);
        } else {
            const auto waited = run(u"wait"_s);
            QVERIFY2(waited.code == 0, qPrintable(waited.err));
            const auto fetched = run(u"fetch"_s);
            QVERIFY2(fetched.code == 0, qPrintable(fetched.err));
            QCOMPARE(fetched.out.simplified(), words + u" 1"_s);
            QVERIFY(mirror.refresh());
            mirror.look(jobs.first());
            jobs = mirror.jobsOf(words, others);
            QCOMPARE(jobs.size(), 1);
            QCOMPARE(jobs.first().phase.word(), u"COMPLETED"_s);
        }
        mirror.remove(jobs.first());
    }

private:
    const bool m_onRealServer;
    QTemporaryDir m_folder;
    QProcess m_sample;
    QUrl m_address;
    std::unique_ptr<ServiceCatalog> m_catalog;
    int m_count = 0;
};

/// tst_kill_steps [real] [QTEST ARGUMENT…]
int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    auto arguments = app.arguments();
    TestKillSteps test(arguments.removeOne(u"real"_s));
    return QTest::qExec(&test, arguments);
}

#include "tst_kill_steps.moc"
