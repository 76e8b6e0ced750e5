// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/sampleprocess.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tapdesk::test;
using namespace Qt::StringLiterals;

// A wrong exit code is told with what the program said.
#define VERIFY_CODE(actual, expected, says)                                                        \
    QVERIFY2((actual) == (expected), qPrintable(QString::number(actual) + u": "_s + (says)))

namespace {

QStringList lines(const QString& text)
{
    return text.split(QRegularExpression(u"\r?\n"_s), Qt::SkipEmptyParts);
}

} // namespace

/// "Submitting multiple queries" of the guide, as a user does it on a terminal.
class TestBatchSteps final : public QObject
{
    Q_OBJECT

private:
    static void write(const QString& file, const QByteArray& text)
    {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("cannot write");
    }

    static QString content(const QString& file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
    }

    /// q1.sql … qN.sql; the 3rd names a table that is not there, the 7th a queue.
    static QString makeFolder(const Program& program, int count)
    {
        const auto folder = program.filePath(u"queries"_s);
        QDir().mkpath(folder);
        for (int i = 1; i <= count; ++i) {
            const auto table = i == 3 ? "nosuch" : "photometry";
            const auto queue = i == 7 ? "1h" : i % 2 == 0 ? "5m" : "30s";
            write(u"%1/q%2.sql"_s.arg(folder).arg(i),
                  QStringLiteral("-- Photometry of target %1\n\n-- LANGUAGE = PostgreSQL\n"
                                 "-- QUEUE = %2\n\nSELECT phot_band, phot_flux\n"
                                 "  FROM cars_dr1.%3\n WHERE target_id = %1;\n")
                      .arg(QString::number(i), QLatin1StringView(queue), QLatin1StringView(table))
                      .toUtf8());
        }
        return folder;
    }

private slots:
    void folderOfTwelve()
    {
        Program program;
        const auto folder = makeFolder(program, 12);
        const QStringList batch {u"batch"_s,    u"--service"_s, u"sample"_s,
                                 u"--format"_s, u"csv"_s,       folder};

        const auto planned = program.run(batch + QStringList {u"--dry-run"_s});
        const auto ran = program.run(batch + QStringList {u"--json"_s}, {}, 60);

        VERIFY_CODE(planned.code, 7, planned.err);
        QVERIFY2(planned.err.contains(u"q7.sql: the service has no queue “1h”"_s),
                 qPrintable(planned.err));
        QVERIFY(lines(planned.out).at(11).startsWith("q11.sql"_L1));
        VERIFY_CODE(ran.code, 7, ran.err);
        QVERIFY2(ran.err.contains("11 of 11"_L1), qPrintable(ran.err));
        QVERIFY2(ran.err.contains("10 done, 2 failed, 0 stopped"_L1), qPrintable(ran.err));
        QVERIFY2(ran.err.contains("cars_dr1.nosuch"_L1), qPrintable(ran.err));
        const auto report = QJsonDocument::fromJson(ran.out.toUtf8()).array();
        QCOMPARE(report.size(), 12);
        for (int i = 1; i <= 12; ++i) {
            const auto rows = lines(content(u"%1/q%2.csv"_s.arg(folder).arg(i)));
            if (i == 3 || i == 7)
                QCOMPARE(rows.size(), 0);
            else
                QCOMPARE(rows.value(0), u"phot_band,phot_flux"_s);
        }

        // What was broken is mended; the other ten are left alone.
        write(folder + u"/q3.sql"_s, "SELECT 3 AS n");
        write(folder + u"/q7.sql"_s, "SELECT 7 AS n");
        const auto mended = program.run(batch + QStringList {u"--changed"_s}, {}, 60);
        VERIFY_CODE(mended.code, 0, mended.err);
        QVERIFY2(mended.err.contains("2 done, 0 failed"_L1), qPrintable(mended.err));
        QCOMPARE(lines(content(folder + u"/q7.csv"_s)), QStringList({u"n"_s, u"7"_s}));
        const auto again = program.run(batch + QStringList {u"--changed"_s});
        VERIFY_CODE(again.code, 0, again.err);
        QVERIFY2(again.err.contains("no query"_L1), qPrintable(again.err));
    }

    void onlyAndFailed()
    {
        Program program;
        const auto folder = makeFolder(program, 4);
        const auto output = program.filePath(u"rows"_s);
        const QStringList batch {u"batch"_s, u"--service"_s,    u"sample"_s, u"--format"_s,
                                 u"csv"_s,   u"--output-dir"_s, output,      folder};

        const auto one = program.run(batch + QStringList {u"--only"_s, u"q2"_s});
        const auto failed = program.run(batch + QStringList {u"--only"_s, u"q3.sql"_s});
        const auto again = program.run(batch + QStringList {u"--failed"_s});

        VERIFY_CODE(one.code, 0, one.err);
        QCOMPARE(QDir(output).entryList(QDir::Files), QStringList {u"q2.csv"_s});
        VERIFY_CODE(failed.code, 7, failed.err);
        VERIFY_CODE(again.code, 7, again.err);
        QVERIFY2(again.err.contains("1 of 1: q3.sql"_L1), qPrintable(again.err));
    }

    void somebodysFileStays()
    {
        Program program;
        const auto folder = makeFolder(program, 1);
        write(folder + u"/q1.vot"_s, "mine");
        const QStringList batch {u"batch"_s, u"--service"_s, u"sample"_s, folder};

        const auto refused = program.run(batch);
        VERIFY_CODE(refused.code, 7, refused.err);
        QCOMPARE(content(folder + u"/q1.vot"_s), u"mine"_s);
        const auto replaced = program.run(batch + QStringList {u"--overwrite"_s});
        VERIFY_CODE(replaced.code, 0, replaced.err);
        QVERIFY2(replaced.err.contains("replaced"_L1), qPrintable(replaced.err));
        QVERIFY(content(folder + u"/q1.vot"_s).contains("VOTABLE"_L1));
    }

    void killedAtEachStep_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("first is sent") << u"q1.sql: sending"_s;
        QTest::newRow("first has a job") << u"q1.sql: http"_s;
        QTest::newRow("second is sent") << u"q2.sql: sending"_s;
        QTest::newRow("first is done") << u"q1.sql: COMPLETED"_s;
        QTest::newRow("first is written") << u"q1.sql: writing"_s;
        QTest::newRow("first has ended") << u"1 of 4"_s;
        QTest::newRow("third has ended") << u"3 of 4"_s;
        QTest::newRow("all have ended") << u"4 of 4"_s;
    }

    void killedAtEachStep()
    {
        QFETCH(const QString, line);
        SampleProcess service;
        Program program;
        const auto folder = program.filePath(u"queries"_s);
        QDir().mkpath(folder);
        for (int i = 1; i <= 4; ++i)
            write(u"%1/q%2.sql"_s.arg(folder).arg(i),
                  "SELECT target_id AS n FROM cars_dr1.host_properties WHERE target_id = "
                      + QByteArray::number(i));
        const QStringList batch {u"batch"_s,      u"--service"_s, service.url, u"--lang"_s,
                                 u"PostgreSQL"_s, u"--format"_s,  u"csv"_s,    u"--parallel"_s,
                                 u"2"_s,          folder};

        const auto killed = program.runAndKill(batch, line);
        QVERIFY2(killed.err.contains(line), qPrintable(killed.err));
        const auto resumed = program.run(batch + QStringList {u"--resume"_s}, {}, 60);

        VERIFY_CODE(resumed.code, 0, killed.err + resumed.err);
        for (int i = 1; i <= 4; ++i)
            QCOMPARE(lines(content(u"%1/q%2.csv"_s.arg(folder).arg(i))),
                     QStringList({u"n"_s, QString::number(i)}));
        const auto listed =
            program.run({u"jobs"_s, u"--service"_s, service.url, u"--json"_s}, {}, 30);
        VERIFY_CODE(listed.code, 0, listed.err);
        QStringList runIds;
        for (const auto& job : QJsonDocument::fromJson(listed.out.toUtf8()).array())
            runIds.append(job.toObject().value("runId"_L1).toString());
        runIds.sort();
        QVERIFY2(runIds == QStringList({u"q1"_s, u"q2"_s, u"q3"_s, u"q4"_s}),
                 qPrintable(runIds.join(u' ') + u'\n' + killed.err + resumed.err));
    }

    void sweepKilledAtEachStep_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("first has ended") << u"1 of 4"_s;
        QTest::newRow("third has ended") << u"3 of 4"_s;
    }

    /// The rows of a sweep are in memory until all are there: the same command fetches those of
    /// the jobs that there are again, and sends only the rest.
    void sweepKilledAtEachStep()
    {
        QFETCH(const QString, line);
        SampleProcess service;
        Program program;
        const QStringList sweep {
            u"sweep"_s,
            u"--service"_s,
            service.url,
            u"--lang"_s,
            u"PostgreSQL"_s,
            u"--queue"_s,
            u"30s"_s,
            u"--runid"_s,
            u"s"_s,
            u"--parallel"_s,
            u"2"_s,
            u"--set"_s,
            u"id=1:4"_s,
            u"--format"_s,
            u"csv"_s,
            u"SELECT target_id AS n FROM cars_dr1.host_properties WHERE target_id = :id"_s};

        const auto killed = program.runAndKill(sweep, line);
        QVERIFY2(killed.err.contains(line) && killed.out.isEmpty(), qPrintable(killed.err));
        const auto resumed = program.run(sweep, {}, 60);

        VERIFY_CODE(resumed.code, 0, killed.err + resumed.err);
        QCOMPARE(lines(resumed.out),
                 QStringList({u"id,n"_s, u"1,1"_s, u"2,2"_s, u"3,3"_s, u"4,4"_s}));
        const auto jobs = [&] {
            const auto listed =
                program.run({u"jobs"_s, u"--service"_s, service.url, u"--json"_s}, {}, 30);
            QStringList runIds;
            for (const auto& job : QJsonDocument::fromJson(listed.out.toUtf8()).array())
                runIds.append(job.toObject().value("runId"_L1).toString());
            runIds.sort();
            return runIds;
        };
        QCOMPARE(jobs(), QStringList({u"s-1"_s, u"s-2"_s, u"s-3"_s, u"s-4"_s}));

        // That one is done: the same command is a new question.
        const auto again = program.run(sweep, {}, 60);
        VERIFY_CODE(again.code, 0, again.err);
        QCOMPARE(jobs().size(), 8);
    }

    /// All 41 targets in one go: one table whose rows are those of the single queries.
    void sweepOverTargets()
    {
        Program program;
        const auto votable = program.filePath(u"targets.vot"_s);
        const QStringList on {u"--service"_s, u"sample"_s};
        const auto query = u"SELECT phot_id, phot_band, phot_flux FROM cars_dr1.photometry "
                           "WHERE hes_name = %1 ORDER BY phot_id"_s;
        const auto targets =
            program.run(QStringList {u"query"_s} + on
                        + QStringList {u"-o"_s, votable,
                                       u"SELECT hes_name FROM cars_dr1.host_properties ORDER BY "
                                       "target_id"_s});
        VERIFY_CODE(targets.code, 0, targets.err);

        const auto swept = program.run(QStringList {u"sweep"_s} + on
                                           + QStringList {u"--format"_s, u"csv"_s, u"--set"_s,
                                                          u"name=@"_s + votable + u":hes_name"_s,
                                                          query.arg(u":name"_s)},
                                       {}, 60);

        VERIFY_CODE(swept.code, 0, swept.err);
        QVERIFY2(swept.err.contains("41 of 41"_L1), qPrintable(swept.err));
        const auto rows = lines(swept.out);
        QCOMPARE(rows.first(), u"name,phot_id,phot_band,phot_flux"_s);
        QCOMPARE(rows.size(), 903);
        QStringList names;
        for (const auto& row : rows.sliced(1)) {
            const auto name = row.section(u',', 0, 0);
            if (!names.contains(name))
                names.append(name);
        }
        QCOMPARE(names.size(), 41);
        for (const auto& name : {names.first(), names.at(20), names.last()}) {
            const auto single = program.run(
                QStringList {u"query"_s} + on
                + QStringList {u"--format"_s, u"csv"_s, query.arg(u'\'' + name + u'\'')});
            VERIFY_CODE(single.code, 0, single.err);
            auto expected = lines(single.out).sliced(1);
            for (auto& row : expected)
                row.prepend(name + u',');
            QCOMPARE(rows.filter(QRegularExpression(u'^' + QRegularExpression::escape(name))),
                     expected);
        }
    }

    /// Slices of the sample service's tables are the whole: columns with and without nulls,
    /// integers and reals, now and as jobs.
    void slices_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("slices");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("integer") << u"SELECT * FROM cars_dr1.photometry"_s << u"target_id:7"_s
                                 << QStringList();
        QTest::newRow("real with nulls")
            << u"SELECT phot_id FROM cars_dr1.photometry WHERE phot_id > 99 OR phot_flag = 0"_s
            << u"phot_flux:3"_s << QStringList();
        QTest::newRow("join, as jobs")
            << u"SELECT p.phot_id, h.* FROM cars_dr1.photometry AS p LEFT JOIN "
               "cars_dr1.host_properties AS h ON p.target_id = h.target_id AND h.target_id > 9;"_s
            << u"h.target_id:4"_s << QStringList {u"--queue"_s, u"30s"_s};
    }

    void slices()
    {
        QFETCH(const QString, query);
        QFETCH(const QString, slices);
        QFETCH(const QStringList, options);
        Program program;
        const QStringList on {u"--service"_s, u"sample"_s, u"--format"_s, u"csv"_s};

        const auto whole = program.run(QStringList {u"query"_s} + on + QStringList {query});
        const auto sliced = program.run(QStringList {u"sweep"_s, u"--slices"_s, slices} + on
                                            + options + QStringList {query},
                                        {}, 60);

        VERIFY_CODE(whole.code, 0, whole.err);
        VERIFY_CODE(sliced.code, 0, sliced.err);
        auto expected = lines(whole.out);
        auto actual = lines(sliced.out);
        QCOMPARE(actual.first(), expected.first());
        expected.sort();
        actual.sort();
        QCOMPARE(actual, expected);
    }

    void sweepInterrupted_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("code");
        QTest::newRow("what has come is written") << u"out.vot"_s << 130;
        QTest::newRow("a file that cannot be written wins") << u"nosuch/out.vot"_s << 1;
    }

    void sweepInterrupted()
    {
        QFETCH(const QString, file);
        QFETCH(const int, code);
        Program program;
        const auto path = program.filePath(file);
        const auto slow = u"SELECT count(*) AS c FROM cars_dr1.ifu_datatable_unbinned AS a, "
                          "cars_dr1.ifu_datatable_unbinned AS b "
                          "WHERE a.halpha_flux * b.hbeta_flux > 1e9 AND :n = 2"_s;

        const auto stopped = program.runAndInterrupt(
            {u"sweep"_s, u"--service"_s, u"sample"_s, u"--set"_s, u"n=1,2"_s, u"-o"_s, path, slow},
            u"1 of 2: "_s, 60);

        VERIFY_CODE(stopped.code, code, stopped.err);
        QCOMPARE(QFile::exists(path), code == 130);
        if (code != 130)
            return;
        QVERIFY2(stopped.err.contains("1 of 2 stopped: 2"_L1), qPrintable(stopped.err));
        const auto read = program.run({u"convert"_s, u"--format"_s, u"csv"_s, path});
        QCOMPARE(lines(read.out), QStringList({u"n,c"_s, u"1,0"_s}));
    }

    /// The time counts from the start: what asks for bounds is no exception.
    void sweepIsLateBeforeItsFirstQuery()
    {
        Program program;
        const auto outcome = program.run({u"sweep"_s, u"--service"_s, u"sample"_s, u"--timeout"_s,
                                          u"0"_s, u"--slices"_s, u"target_id:3"_s,
                                          u"SELECT target_id FROM cars_dr1.host_properties"_s});
        VERIFY_CODE(outcome.code, 4, outcome.err);
        QVERIFY(outcome.out.isEmpty());
    }

    /// A comment of the file makes jobs, as the option does.
    void sweepObeysTheQueueOfItsFile()
    {
        Program program;
        QFile file(program.filePath(u"q.sql"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("-- QUEUE = 5m\nSELECT target_id AS t FROM cars_dr1.host_properties "
                   "WHERE target_id = :n");
        file.close();

        const auto swept =
            program.run({u"sweep"_s, u"--service"_s, u"sample"_s, u"--set"_s, u"n=1:2"_s,
                         u"--format"_s, u"csv"_s, u"-f"_s, file.fileName()},
                        {}, 60);
        const auto listed = program.run({u"jobs"_s, u"--offline"_s, u"--json"_s});

        VERIFY_CODE(swept.code, 0, swept.err);
        QCOMPARE(lines(swept.out), QStringList({u"n,t"_s, u"1,1"_s, u"2,2"_s}));
        const auto jobs = QJsonDocument::fromJson(listed.out.toUtf8()).array();
        QCOMPARE(jobs.size(), 2);
        QCOMPARE(jobs.first().toObject().value("queue"_L1).toString(), u"5m"_s);
    }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto select = u"SELECT x FROM t WHERE x = :x"_s;
        QTest::newRow("no folder") << QStringList {u"batch"_s} << u"name a folder"_s;
        QTest::newRow("two selections")
            << QStringList {u"batch"_s, u"--failed"_s, u"--resume"_s, u"."_s} << u"exclude"_s;
        QTest::newRow("unknown format")
            << QStringList {u"batch"_s, u"--format"_s, u"xlsx"_s, u"a.sql"_s} << u"xlsx"_s;
        QTest::newRow("no values") << QStringList {u"sweep"_s, select} << u"--set"_s;
        QTest::newRow("value of nothing")
            << QStringList {u"sweep"_s, u"--set"_s, u"y=1"_s, select} << u":y"_s;
        QTest::newRow("placeholder without value")
            << QStringList {u"sweep"_s, u"--set"_s, u"x=1"_s, select + u" AND y = :y"_s} << u":y"_s;
        QTest::newRow("range the wrong way")
            << QStringList {u"sweep"_s, u"--set"_s, u"x=1:5:-1"_s, select} << u"1:5:-1"_s;
        QTest::newRow("slices of sums")
            << QStringList {u"sweep"_s, u"--slices"_s, u"x:3"_s, u"SELECT sum(x) FROM t"_s}
            << u"sum()"_s;
        QTest::newRow("slices without number")
            << QStringList {u"sweep"_s, u"--slices"_s, u"x"_s, u"SELECT x FROM t"_s}
            << u"COLUMN:N"_s;
    }

    void usageErrors()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        Program program;

        const auto outcome = program.run(arguments);

        VERIFY_CODE(outcome.code, 2, outcome.err);
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBatchSteps)
#include "tst_batch_steps.moc"
