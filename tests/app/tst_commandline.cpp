// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/exitcode.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tapdesk;
using namespace tapdesk::app;
using namespace Qt::StringLiterals;

class TestCommandLine final : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");

        QTest::newRow("unknown verb") << QStringList {u"querry"_s, u"SELECT 1"_s} << u"querry"_s;
        QTest::newRow("unknown option") << QStringList {u"query"_s, u"--colour"_s} << u"colour"_s;
        QTest::newRow("option of another verb")
            << QStringList {u"query"_s, u"--queue"_s, u"5m"_s} << u"queue"_s;
        QTest::newRow("value missing") << QStringList {u"query"_s, u"--service"_s} << u"service"_s;
        QTest::newRow("maxrec is no number")
            << QStringList {u"query"_s, u"--maxrec"_s, u"many"_s, u"q"_s} << u"many"_s;
        QTest::newRow("maxrec below zero")
            << QStringList {u"query"_s, u"--maxrec"_s, u"-1"_s, u"q"_s} << u"-1"_s;
        QTest::newRow("last of zero") << QStringList {u"jobs"_s, u"--last"_s, u"0"_s} << u"0"_s;
        QTest::newRow("no parallel jobs")
            << QStringList {u"batch"_s, u"--parallel"_s, u"0"_s, u"."_s} << u"parallel"_s;
        QTest::newRow("resume is for batches")
            << QStringList {u"query"_s, u"--resume"_s, u"q"_s} << u"resume"_s;
        QTest::newRow("all jobs are for lists and reruns")
            << QStringList {u"abort"_s, u"--all"_s} << u"all"_s;
        QTest::newRow("token on the command line")
            << QStringList {u"query"_s, u"--token=abc"_s} << u"TAPDESK_TOKEN"_s;
        QTest::newRow("help of an unknown verb") << QStringList {u"help"_s, u"sing"_s} << u"sing"_s;
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);

        const auto line = parseCommandLine(arguments);

        QVERIFY(!line);
        QVERIFY2(line.error().message.contains(says), qPrintable(line.error().message));
        QVERIFY2(!line.error().message.contains("abc"_L1), "a secret must not be repeated");
    }

    /// The name of a verb is one, even where there is such a folder; another word opens it.
    void folderOfQueries()
    {
        const QTemporaryDir folder;
        const auto before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder.path()));
        QVERIFY(QDir().mkdir(u"queries"_s) && QDir().mkdir(u"jobs"_s));

        const auto opened = parseCommandLine({u"queries"_s});
        const auto verb = parseCommandLine({u"jobs"_s});
        const auto neither = parseCommandLine({u"querries"_s});

        QVERIFY(QDir::setCurrent(before));
        QVERIFY(opened);
        QCOMPARE(opened->action, CommandLine::Action::Window);
        QCOMPARE(opened->arguments, QStringList {u"queries"_s});
        QCOMPARE(verb->action, CommandLine::Action::Verb);
        QVERIFY(!neither);
    }

    void understands_data()
    {
        using Action = CommandLine::Action;
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<CommandLine>("line");

        QTest::newRow("nothing opens the window") << QStringList() << CommandLine {};
        {
            CommandLine line;
            line.arguments = {u"a/b.sql"_s};
            QTest::newRow("a file opens in the window") << QStringList {u"a/b.sql"_s} << line;
        }
        {
            CommandLine line;
            line.screenshot = u"out.png"_s;
            QTest::newRow("screenshot") << QStringList {u"--screenshot"_s, u"out.png"_s} << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"query"_s;
            line.arguments = {u"SELECT 1"_s};
            line.service = u"sample"_s;
            line.language = u"ADQL"_s;
            line.maxrec = 0;
            line.format = u"csv"_s;
            line.output = u"x.csv"_s;
            line.failOnOverflow = true;
            QTest::newRow("query with everything") << QStringList {u"query"_s,
                                                                   u"--service"_s,
                                                                   u"sample"_s,
                                                                   u"--lang"_s,
                                                                   u"ADQL"_s,
                                                                   u"--maxrec"_s,
                                                                   u"0"_s,
                                                                   u"--format=csv"_s,
                                                                   u"-o"_s,
                                                                   u"x.csv"_s,
                                                                   u"--fail-on-overflow"_s,
                                                                   u"SELECT 1"_s}
                                                   << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"query"_s;
            line.arguments = {u"-"_s};
            QTest::newRow("query from standard input") << QStringList {u"query"_s, u"-"_s} << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"jobs"_s;
            line.phases = {u"QUEUED"_s, u"EXECUTING"_s};
            line.last = 5;
            line.runId = u"r"_s;
            line.json = true;
            QTest::newRow("jobs with filters")
                << QStringList {u"jobs"_s,      u"--phase"_s, u"QUEUED"_s, u"--phase"_s,
                                u"EXECUTING"_s, u"--last"_s,  u"5"_s,      u"--runid"_s,
                                u"r"_s,         u"--json"_s}
                << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"submit"_s;
            line.queue = u"5m"_s;
            line.file = u"q.sql"_s;
            line.dataDir = u"/d"_s;
            line.quiet = true;
            QTest::newRow("submit from a file")
                << QStringList {u"submit"_s, u"--queue"_s,    u"5m"_s, u"-f"_s,
                                u"q.sql"_s,  u"--data-dir"_s, u"/d"_s, u"-q"_s}
                << line;
            QTest::newRow("common options before the verb")
                << QStringList {u"-q"_s,      u"--data-dir"_s, u"/d"_s, u"submit"_s,
                                u"--queue"_s, u"5m"_s,         u"-f"_s, u"q.sql"_s}
                << line;
            QTest::newRow("the same with an equals sign") << QStringList {
                u"--data-dir=/d"_s, u"submit"_s, u"-q"_s, u"--queue"_s, u"5m"_s, u"-f"_s,
                u"q.sql"_s} << line;
        }
        {
            CommandLine line;
            line.action = Action::Help;
            line.verb = u"wait"_s;
            QTest::newRow("help of a verb") << QStringList {u"wait"_s, u"--help"_s} << line;
            QTest::newRow("help verb") << QStringList {u"help"_s, u"wait"_s} << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"batch"_s;
            line.arguments = {u"a"_s, u"b.sql"_s};
            line.queue = u"5m"_s;
            line.format = u"csv"_s;
            line.outputDir = u"rows"_s;
            line.only = {u"x"_s, u"y"_s};
            line.parallel = 2;
            line.resume = true;
            line.overwrite = true;
            QTest::newRow("batch")
                << QStringList {u"batch"_s, u"--queue"_s,      u"5m"_s,          u"--format"_s,
                                u"csv"_s,   u"--output-dir"_s, u"rows"_s,        u"--only"_s,
                                u"x"_s,     u"--only"_s,       u"y"_s,           u"--parallel"_s,
                                u"2"_s,     u"--resume"_s,     u"--overwrite"_s, u"a"_s,
                                u"b.sql"_s}
                << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"sweep"_s;
            line.arguments = {u"q"_s};
            line.sets = {u"a=1:3"_s, u"b=x,y"_s};
            QTest::newRow("sweep")
                << QStringList {u"sweep"_s, u"--set"_s, u"a=1:3"_s, u"--set"_s, u"b=x,y"_s, u"q"_s}
                << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"archive"_s;
            line.allCompleted = true;
            line.dryRun = true;
            line.olderThan = u"7d"_s;
            line.largerThan = u"100MB"_s;
            QTest::newRow("archive") << QStringList {u"archive"_s,   u"--all-completed"_s,
                                                     u"--dry-run"_s, u"--older-than"_s,
                                                     u"7d"_s,        u"--larger-than=100MB"_s}
                                     << line;
        }
        {
            CommandLine line;
            line.action = Action::Verb;
            line.verb = u"rerun"_s;
            line.last = 2;
            line.phases = {u"ARCHIVED"_s};
            line.queue = u"5m"_s;
            line.newRunId = u"again"_s;
            QTest::newRow("rerun") << QStringList {u"rerun"_s,   u"--last"_s,      u"2"_s,
                                                   u"--phase"_s, u"ARCHIVED"_s,    u"--queue"_s,
                                                   u"5m"_s,      u"--new-runid"_s, u"again"_s}
                                   << line;
        }
        {
            CommandLine line;
            line.action = Action::Version;
            QTest::newRow("version") << QStringList {u"--version"_s} << line;
        }
    }

    void understands()
    {
        QFETCH(QStringList, arguments);
        QFETCH(CommandLine, line);

        const auto parsed = parseCommandLine(arguments);

        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(*parsed, line);
    }

    void everyVerbHasHelp()
    {
        for (const QString& verb : verbNames()) {
            QVERIFY(helpText({}).contains(verb));
            QVERIFY2(helpText(verb).startsWith(u"tapdesk "_s + verb), qPrintable(helpText(verb)));
            QVERIFY2(!helpText(verb).contains(u'â'),
                     qPrintable(helpText(verb))); // UTF-8 as Latin-1
        }
    }

    void endsWith_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("code");
        using Kind = Error::Kind;

        QTest::newRow("interrupted") << Error {.kind = Kind::Cancelled} << 130;
        QTest::newRow("no login") << Error {.kind = Kind::Unauthorized, .httpStatus = 403} << 3;
        QTest::newRow("refused connection") << Error {.kind = Kind::Network} << 4;
        QTest::newRow("time-out") << Error {.kind = Kind::Timeout} << 4;
        QTest::newRow("certificate") << Error {.kind = Kind::Tls} << 4;
        QTest::newRow("not found") << Error {.kind = Kind::Http, .httpStatus = 404} << 4;
        QTest::newRow("overloaded") << Error {.kind = Kind::Http, .httpStatus = 503} << 4;
        QTest::newRow("a refused query") << Error {.kind = Kind::Http, .httpStatus = 400} << 1;
        QTest::newRow("a query too long") << Error {.kind = Kind::Http, .httpStatus = 413} << 1;
        QTest::newRow("HTML for XML") << Error {.kind = Kind::Protocol} << 4;
        QTest::newRow("a file that is no VOTable")
            << Error {.kind = Kind::Protocol, .url = QUrl::fromLocalFile(u"/x.csv"_s)} << 1;
        QTest::newRow("a failed job") << Error {.kind = Kind::Service} << 1;
        QTest::newRow("a broken document") << Error {.kind = Kind::Parse} << 1;
        QTest::newRow("endless") << Error {.kind = Kind::TooLarge} << 1;
        QTest::newRow("full disk") << Error {.kind = Kind::FileSystem} << 1;
    }

    void endsWith()
    {
        QFETCH(Error, error);
        QFETCH(int, code);

        QCOMPARE(static_cast<int>(exitCodeFor(error)), code);
    }
};

QTEST_APPLESS_MAIN(TestCommandLine)

#include "tst_commandline.moc"
