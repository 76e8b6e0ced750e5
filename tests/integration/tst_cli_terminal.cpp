// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostileserver.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using namespace tapdesk::test;
using namespace Qt::StringLiterals;

namespace {

/// A terminal without a person: what the program writes to it can be read.
class PseudoTerminal
{
    Q_DISABLE_COPY_MOVE(PseudoTerminal)

public:
    PseudoTerminal()
        : m_master(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK))
    {
        if (m_master < 0 || grantpt(m_master) != 0 || unlockpt(m_master) != 0)
            qFatal("no pseudo terminal");
        // Held open, as what was written is lost with the last one who has it open.
        m_slave = open(ptsname(m_master), O_RDWR | O_NOCTTY);
        termios settings {};
        tcgetattr(m_slave, &settings);
        cfmakeraw(&settings);
        tcsetattr(m_slave, TCSANOW, &settings);
    }

    ~PseudoTerminal()
    {
        close(m_slave);
        close(m_master);
    }

    QString name() const { return QString::fromLocal8Bit(ptsname(m_master)); }

    QByteArray readAll() const
    {
        QByteArray all;
        char part[4096];
        for (auto got = read(m_master, part, sizeof part); got > 0;
             got = read(m_master, part, sizeof part))
            all.append(part, got);
        return all;
    }

private:
    int m_master;
    int m_slave = -1;
};

const auto program = [] { return qEnvironmentVariable("TAPDESK_PROGRAM"); };

QByteArray http(const QByteArray& type, const QByteArray& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

/// What needs a terminal, or somebody who types.
class TestCliTerminal final : public QObject
{
    Q_OBJECT

private slots:
    /// Ctrl+C while a query is typed ends the program, and nothing is sent.
    void interruptedWhileTyping()
    {
        HostileServer server;
        const QTemporaryDir folder;
        QProcess process;
        process.start(program(),
                      {u"submit"_s, u"--service"_s, server.url(u"/tap"_s).toString(),
                       u"--data-dir"_s, folder.path(), u"-"_s});
        QVERIFY(process.waitForStarted());
        // More than a pipe holds: when all is written, the program reads.
        process.write(QByteArray(1'000'000, ' '));
        while (process.bytesToWrite() > 0)
            QVERIFY(process.waitForBytesWritten());

        ::kill(static_cast<pid_t>(process.processId()), SIGINT);

        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGINT);
        QVERIFY(server.requests().isEmpty());
    }

    void cannotSteer_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("rows as CSV")
            << QStringList {u"query"_s, u"--format"_s, u"csv"_s, u"SELECT 1"_s}
            << QByteArray("a\n\xEF\xBF\xBD[31mred \xC3\xA4\n");
        QTest::newRow("rows as text")
            << QStringList {u"query"_s, u"SELECT 1"_s} << QByteArray("[31mred \xC3\xA4");
        QTest::newRow("script of a job")
            << QStringList {u"show"_s, u"--script"_s, u"tapdesk"_s, u"7"_s}
            << QByteArray("[31mred");
        QTest::newRow("job") << QStringList {u"show"_s, u"7"_s} << QByteArray("[31mred");
        QTest::newRow("document of a job")
            << QStringList {u"show"_s, u"--document"_s, u"7"_s} << QByteArray("[31mred");
        QTest::newRow("JSON of a job")
            << QStringList {u"show"_s, u"--json"_s, u"7"_s} << QByteArray("[31mred");
    }

    /// U+009B is what terminals take for ESC [, and allowed in XML.
    void cannotSteer()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, shown);
        HostileServer server;
        server.serve("/tap/sync",
                     http("application/x-votable+xml",
                          "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' value='OK'/>"
                          "<TABLE><FIELD name='a' datatype='unicodeChar' arraysize='*'/><DATA>"
                          "<TABLEDATA><TR><TD>\xC2\x9B[31mred \xC3\xA4</TD></TR></TABLEDATA>"
                          "</DATA></TABLE></RESOURCE></VOTABLE>"));
        server.serve("/tap/async/7",
                     http("text/xml",
                          "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'>"
                          "<uws:jobId>7</uws:jobId><uws:phase>COMPLETED</uws:phase><uws:parameters>"
                          "<uws:parameter id='QUERY'>SELECT '\xC2\x9B[31mred'</uws:parameter>"
                          "</uws:parameters></uws:job>"));
        const QTemporaryDir folder;
        const PseudoTerminal terminal;
        QProcess process;
        process.setStandardOutputFile(terminal.name());
        auto all = arguments;
        all.insert(1, u"--service"_s);
        all.insert(2, server.url(u"/tap"_s).toString());
        process.start(program(), all + QStringList {u"--data-dir"_s, folder.path()});
        QVERIFY(process.waitForFinished());

        QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
        const auto written = terminal.readAll();
        QVERIFY2(written.contains(shown), written);
        QVERIFY2(!written.contains("\xC2\x9B") && !written.contains('\x1b')
                     && !written.contains('\r'),
                 written.toHex(' '));
    }
};

QTEST_GUILESS_MAIN(TestCliTerminal)

#include "tst_cli_terminal.moc"
