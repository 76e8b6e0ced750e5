// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gzip.h"
#include "tests/support/hostileserver.h"
#include "tests/support/program.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tapdesk::test;

namespace {

constexpr int exitDone = 0;
constexpr int exitFailed = 1;
constexpr int exitNotAuthorised = 3;
constexpr int exitUnreachable = 4;
constexpr int exitStillRunning = 5;

constexpr int patience = 30; // seconds; what hangs is killed then, and its code is -1

const auto token = u"5f0b7c2be6d94c3aab8d1e6f"_s;

/// How a call is to end.
struct End
{
    int code = exitDone;
    QString says = {}; ///< part of the sentence on standard error; empty: nothing is said
};

/// The rows of a table of one column as a server sends them, without what ends the document.
QByteArray unfinished(int rows)
{
    auto document = HostileServer::document();
    document.truncate(document.indexOf("<TR>"));
    for (int row = 0; row < rows; ++row)
        document += "<TR><TD>HE" + QByteArray::number(row) + "</TD></TR>\n";
    return document;
}

QByteArray wire(const QByteArray& headers, const QByteArray& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/x-votable+xml\r\n" + headers + "\r\n"
        + body;
}

/// The program with a token and with little memory for tables.
class Caller final : public Program
{
public:
    Caller()
    {
        setVariable(u"TAPDESK_TOKEN"_s, token);
        setVariable(u"TAPDESK_TABLE_BYTES"_s, u"2000000"_s);
    }
};

} // namespace

Q_DECLARE_METATYPE(End)

/// What a user on a terminal sees of services and networks that misbehave: an end, one sentence
/// and an exit code that scripts can trust.
class TestCliHostile final : public QObject
{
    Q_OBJECT

private:
    static QStringList on(const QUrl& service, const QStringList& arguments)
    {
        QStringList all = arguments;
        all.insert(1, u"--service"_s);
        all.insert(2, service.toString());
        return all;
    }

    static void verify(const ProgramOutcome& outcome, const End& end)
    {
        QVERIFY2(outcome.code == end.code,
                 qPrintable(u"%1: %2"_s.arg(outcome.code).arg(outcome.err)));
        const auto errors = outcome.err.count("error: "_L1);
        if (end.says.isEmpty()) {
            QVERIFY2(errors == 0, qPrintable(outcome.err));
            return;
        }
        QVERIFY2(outcome.err.contains(end.says), qPrintable(outcome.err));
        QVERIFY2(errors == (end.code == exitStillRunning ? 0 : 1), qPrintable(outcome.err));
        QVERIFY2(!outcome.err.contains(u'<'), qPrintable(outcome.err)); // no mark-up
        QVERIFY2(outcome.err.size() < 2000, qPrintable(outcome.err));
    }

private slots:
    void query_data()
    {
        QTest::addColumn<End>("end");
        const auto row = [](const char* misbehaviour, int code, const QString& says) {
            QTest::newRow(misbehaviour) << End {code, says};
        };
        for (const auto* fine :
             {"fine", "slow", "gzip", "gzipnot", "gzipfile", "elsewhere", "bigredirect", "toolong"})
            row(fine, exitDone, {});
        row("forbidden", exitNotAuthorised, u"does not allow this: detail: Invalid token."_s);
        row("login", exitNotAuthorised, u"asks for a login: who are you?"_s);
        row("newlogin", exitNotAuthorised, u"asks for a login: who are you?"_s);

        for (const auto* cut : {"silentcut", "headcut", "cut", "chunkcut", "reset", "gzipcut"})
            row(cut, exitUnreachable, u"127.0.0.1 cannot be reached"_s);
        row("garbage", exitUnreachable, u"127.0.0.1 cannot be reached"_s);
        for (const auto* silent : {"hang", "stall"})
            row(silent, exitUnreachable, u"127.0.0.1 did not answer in time."_s);
        for (const auto* circle : {"loop", "maze"})
            row(circle, exitUnreachable, u"sent an answer that no TAP service should send"_s);
        row("html", exitUnreachable, u"sent an answer that no TAP service should send"_s);
        row("missing", exitUnreachable, u"answered with HTTP 404 (not found)"_s);
        row("broken", exitUnreachable, u"answered with HTTP 500 (internal server error)"_s);
        row("busy", exitUnreachable, u"HTTP 503 (service unavailable): too many queries."_s);
        row("maintenance", exitUnreachable, u"Down for maintenance"_s);
        row("error200", exitFailed, u"refused the query: no such column: nosuch."_s);
        row("endlesserror", exitFailed, u"out of order"_s);
        row("halfxml", exitFailed, u"cannot be read from line"_s);
        for (const auto* empty : {"empty", "bomb", "filebomb"}) // the bombs are full of blanks
            row(empty, exitUnreachable, u"127.0.0.1 sent an answer that no TAP service"_s);
        row("endless", exitFailed, u"The answer is larger than allowed."_s);
    }

    void query()
    {
        QFETCH(End, end);
        const HostileServer server(QTest::currentDataTag());
        Caller program;

        const auto outcome = program.run(
            on(server.url(u"/tap"_s), {u"query"_s, u"--timeout"_s, u"5"_s, u"SELECT 1"_s}), {},
            patience);

        verify(outcome, end);
    }

    void cutRows_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<End>("end");
        QTest::addColumn<int>("rows"); // printed; -1: some
        const End cut {exitUnreachable, u"broke off after 30 rows. 127.0.0.1 cannot be reached"_s};
        QTest::newRow("before its length")
            << wire("Content-Length: 100000\r\n", unfinished(30)) << cut << 30;
        QTest::newRow("within a chunk")
            << wire("Transfer-Encoding: chunked\r\n", "ffff\r\n" + unfinished(30)) << cut << 30;
        QTest::newRow("without a length")
            << wire({}, unfinished(30)) << End {exitFailed, u"broke off after 30 rows."_s} << 30;
        QTest::newRow("an error after the rows")
            << wire({},
                    unfinished(30)
                        + "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' "
                          "value='ERROR'>disk full</INFO></RESOURCE></VOTABLE>")
            << End {exitFailed,
                    u"broke off after 30 rows. The service refused the query: disk full."_s}
            << 30;
        QTest::newRow("unfolded to more than fits")
            << wire("Content-Encoding: gzip\r\n", gzipped(unfinished(1'000'000)))
            << End {exitFailed, u"rows. The answer is larger than allowed."_s} << -1;
    }

    /// No row that arrived is thrown away, and no script takes them for all.
    void cutRows()
    {
        QFETCH(QByteArray, wire);
        QFETCH(End, end);
        QFETCH(int, rows);
        HostileServer server;
        server.serve("/tap/sync", wire);
        Caller program;

        const auto outcome = program.run(
            on(server.url(u"/tap"_s), {u"query"_s, u"--format"_s, u"csv"_s, u"SELECT 1"_s}), {},
            patience);

        verify(outcome, end);
        const auto lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(rows < 0 ? lines.size() > 100 : lines.size() == rows + 1);
        QCOMPARE(lines.value(30).trimmed(), u"HE29"_s);
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("call");
        QTest::newRow("query") << QStringList {u"query"_s, u"SELECT 1"_s};
        QTest::newRow("submit") << QStringList {u"submit"_s, u"SELECT 1"_s};
        QTest::newRow("tables") << QStringList {u"tables"_s};
        QTest::newRow("jobs") << QStringList {u"jobs"_s};
    }

    void refused()
    {
        QFETCH(QStringList, call);
        const HostileServer server;
        Caller program;

        const auto outcome = program.run(on(server.refusedUrl(u"/tap"_s), call), {}, patience);

        verify(outcome, {exitUnreachable, u"127.0.0.1 cannot be reached: Connection refused."_s});
        QVERIFY(outcome.out.isEmpty());
    }

    void submit_data()
    {
        QTest::addColumn<End>("end");
        const auto row = [](const char* misbehaviour, int code, const QString& says) {
            QTest::newRow(misbehaviour) << End {code, says};
        };
        row("forbidden", exitNotAuthorised, u"does not allow this: detail: Invalid token."_s);
        row("missing", exitUnreachable, u"answered with HTTP 404 (not found)"_s);
        row("broken", exitUnreachable, u"answered with HTTP 500 (internal server error)"_s);
        row("html", exitUnreachable, u"sent an answer that no TAP service should send"_s);
        row("loop", exitUnreachable, u"sent an answer that no TAP service should send"_s);
        row("silentcut", exitUnreachable, u"127.0.0.1 cannot be reached"_s);
        row("garbage", exitUnreachable, u"127.0.0.1 cannot be reached"_s);
        row("endless", exitFailed, u"The answer is larger than allowed."_s);
        row("hang", exitUnreachable, u"127.0.0.1 did not answer in time."_s);
        row("error200", exitFailed, u"refused the query: no such column: nosuch."_s);
    }

    void submit()
    {
        QFETCH(End, end);
        const HostileServer server(QTest::currentDataTag());
        Caller program;

        const auto outcome = program.run(
            on(server.url(u"/tap"_s), {u"submit"_s, u"--timeout"_s, u"5"_s, u"SELECT 1"_s}), {},
            patience);

        verify(outcome, end);
        QVERIFY2(outcome.out.isEmpty(), qPrintable(outcome.out));
    }

    void wait_data()
    {
        QTest::addColumn<End>("end");
        const auto row = [](const char* misbehaviour, int code, const QString& says) {
            QTest::newRow(misbehaviour) << End {code, says};
        };
        row("forbidden", exitNotAuthorised, u"does not allow this: detail: Invalid token."_s);
        row("missing", exitFailed, u"the service does not know the job “7”"_s);
        row("html", exitUnreachable, u"sent an answer that no TAP service should send"_s);
        row("fine", exitUnreachable, u"sent an answer that no TAP service should send"_s);
        // The job goes on whether it is seen or not.
        row("silentcut", exitStillRunning, u"cannot be reached"_s);
        row("broken", exitStillRunning, u"Looking again."_s);
        row("hang", exitStillRunning, u"gave up waiting; the jobs go on"_s);
    }

    void wait()
    {
        QFETCH(End, end);
        const HostileServer server(QTest::currentDataTag());
        Caller program;

        const auto outcome = program.run(
            {u"wait"_s, u"--timeout"_s, u"5"_s, server.url(u"/tap/async/7"_s).toString()}, {},
            patience);

        verify(outcome, end);
    }

    void theTokenStaysSecret_data()
    {
        QTest::addColumn<QStringList>("call");
        const QStringList calls {u"query"_s, u"submit"_s};
        for (const QString& verb : calls) {
            for (const auto* place :
                 {"/elsewhere", "/bigredirect", "/loop", "/forbidden", "/fine", "/missing"})
                QTest::addRow("%s %s", qPrintable(verb), place)
                    << QStringList {verb, u"--verbose"_s, u"--service"_s,
                                    QString::fromLatin1(place), u"SELECT 1"_s};
        }
    }

    /// It goes to the service and nowhere else: not to another host, not onto the terminal.
    void theTokenStaysSecret()
    {
        QFETCH(QStringList, call);
        const HostileServer server;
        call[3] = server.url(call.at(3)).toString();
        Caller program;

        const auto outcome = program.run(call, {}, patience);

        QVERIFY2(outcome.code >= 0, qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains("tapdesk.http"_L1), qPrintable(outcome.err)); // it does log
        QVERIFY2(!(outcome.out + outcome.err).contains(token), qPrintable(outcome.err));
        const auto requests = server.requests();
        QVERIFY(!requests.isEmpty());
        const auto home = server.url({}).port();
        for (const auto& request : requests) {
            const auto sent = request.header("authorization");
            QCOMPARE(sent, request.port == home ? "Token " + token.toLatin1() : QByteArray());
            QVERIFY(!request.path.contains(token.toLatin1()));
        }
    }
};

QTEST_GUILESS_MAIN(TestCliHostile)

#include "tst_cli_hostile.moc"
