// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

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

/// What differs between the services that take the same steps.
struct Service
{
    QString name; ///< for --service
    QString language;
    QString sed;
    QString slow; ///< runs for many seconds
    QString wrong; ///< names a table that is not there
    QString log; ///< base 10, the way the language has it
};

Service sample()
{
    return {.name = u"sample"_s,
            .language = u"PostgreSQL"_s,
            .sed = u"SELECT phot_band, phot_flux, log(phot_flux) AS lf FROM cars_dr1.photometry "
                   "WHERE hes_name = 'HE0040-1105';"_s,
            .slow = u"SELECT count(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
                    "cars_dr1.ifu_datatable_unbinned AS b "
                    "WHERE a.halpha_flux * b.hbeta_flux > 1e9"_s,
            .wrong = u"SELECT x FROM cars_dr1.nosuch"_s,
            .log = u"log"_s};
}

Service real()
{
    auto service = sample();
    service.name = qEnvironmentVariable("TAPDESK_REAL_TAP");
    service.language = u"ADQL"_s;
    service.sed.replace(u"log("_s, u"LOG10("_s);
    return service;
}

QStringList csvLines(const QString& text)
{
    return text.split(QRegularExpression(u"\r?\n"_s), Qt::SkipEmptyParts);
}

} // namespace

Q_DECLARE_METATYPE(Service)

/// The steps of a user's day on a terminal, the same on the sample service and on a TAP server
/// that nobody here wrote.
class TestCliSteps final : public QObject
{
    Q_OBJECT

private:
    static void addServices()
    {
        QTest::addColumn<Service>("service");
        QTest::newRow("sample service") << sample();
        if (qEnvironmentVariableIsSet("TAPDESK_REAL_TAP"))
            QTest::newRow("real server") << real();
        else
            qWarning("NOT RUN against a real TAP server: TAPDESK_REAL_TAP is not set");
    }

    /// Options that every call to @p service has.
    static QStringList on(const Service& service, const QStringList& arguments)
    {
        QStringList all = arguments;
        all.insert(1, u"--service"_s);
        all.insert(2, service.name);
        return all;
    }

private slots:
    void query_data() { addServices(); }
    void query()
    {
        QFETCH(Service, service);
        Program program;

        const auto csv = program.run(
            on(service,
               {u"query"_s, u"--lang"_s, service.language, u"--format"_s, u"csv"_s, service.sed}));

        VERIFY_CODE(csv.code, 0, csv.err);
        const auto lines = csvLines(csv.out);
        QCOMPARE(lines.first(), u"phot_band,phot_flux,lf"_s);
        QVERIFY2(lines.size() > 15, qPrintable(csv.out));

        const auto text =
            program.run(on(service, {u"query"_s, u"--lang"_s, service.language, service.sed}));
        VERIFY_CODE(text.code, 0, text.err);
        QVERIFY2(text.out.contains("phot_band"_L1) && text.out.contains("rows"_L1),
                 qPrintable(text.out));
    }

    void job_data() { addServices(); }
    void job()
    {
        QFETCH(Service, service);
        Program program;

        const auto submitted = program.run(
            on(service,
               {u"submit"_s, u"--lang"_s, service.language, u"--runid"_s, u"step"_s, service.sed}));
        VERIFY_CODE(submitted.code, 0, submitted.err);
        const QString url = submitted.out.trimmed();
        QVERIFY2(url.contains("/async/"_L1), qPrintable(url));

        // By run id, though the real server drops it: the program remembers.
        const auto waited = program.run({u"wait"_s, u"--timeout"_s, u"60"_s, u"step"_s}, {}, 70);
        VERIFY_CODE(waited.code, 0, waited.err);
        QVERIFY2(waited.err.contains("COMPLETED"_L1), qPrintable(waited.err));

        const auto shown = program.run({u"show"_s, u"--json"_s, url});
        VERIFY_CODE(shown.code, 0, shown.err);
        const auto document = QJsonDocument::fromJson(shown.out.toUtf8()).object();
        QCOMPARE(document.value("phase"_L1).toString(), u"COMPLETED"_s);

        const auto fetched = program.run({u"fetch"_s, u"-o"_s, program.filePath(u"x.csv"_s), url});
        VERIFY_CODE(fetched.code, 0, fetched.err);
        QFile file(program.filePath(u"x.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(csvLines(QString::fromUtf8(file.readAll())).size() > 15);

        const auto listed = program.run(on(service, {u"jobs"_s, u"--json"_s}));
        VERIFY_CODE(listed.code, 0, listed.err);
        QVERIFY2(listed.out.contains(document.value("jobId"_L1).toString()),
                 qPrintable(listed.out));
    }

    void abort_data() { addServices(); }
    void abort()
    {
        QFETCH(Service, service);
        Program program;
        const auto submitted = program.run(on(
            service,
            {u"submit"_s, u"--lang"_s, service.language, u"--runid"_s, u"slow"_s, service.slow}));
        VERIFY_CODE(submitted.code, 0, submitted.err);
        VERIFY_CODE(program.run({u"fetch"_s, u"slow"_s}).code, 5, u"it cannot be done yet"_s);
        VERIFY_CODE(program.run({u"wait"_s, u"--timeout"_s, u"1"_s, u"slow"_s}).code, 5,
                    u"waiting has an end"_s);

        const auto aborted = program.run({u"abort"_s, u"slow"_s});

        VERIFY_CODE(aborted.code, 0, aborted.err);
        const auto waited = program.run({u"wait"_s, u"--timeout"_s, u"60"_s, u"slow"_s}, {}, 70);
        VERIFY_CODE(waited.code, 1, waited.err);
        const auto shown = program.run({u"show"_s, u"slow"_s});
        QVERIFY2(shown.out.contains("ABORTED"_L1), qPrintable(shown.out + shown.err));
    }

    void refusedQuery_data() { addServices(); }
    void refusedQuery()
    {
        QFETCH(Service, service);
        Program program;

        const auto refused =
            program.run(on(service, {u"query"_s, u"--lang"_s, service.language, service.wrong}));

        VERIFY_CODE(refused.code, 1, refused.err);
        QVERIFY2(refused.err.contains("nosuch"_L1), qPrintable(refused.err));
        QVERIFY(refused.out.isEmpty());
    }

    void cutResult_data() { addServices(); }
    void cutResult()
    {
        QFETCH(Service, service);
        Program program;
        const QStringList call = on(service,
                                    {u"query"_s, u"--lang"_s, service.language, u"--maxrec"_s,
                                     u"3"_s, u"--format"_s, u"csv"_s, service.sed});

        const auto said = program.run(call);
        const auto failed = program.run(call + QStringList {u"--fail-on-overflow"_s});

        VERIFY_CODE(said.code, 0, said.err);
        QCOMPARE(csvLines(said.out).size(), 4);
        QVERIFY2(said.err.contains("more rows"_L1), qPrintable(said.err));
        VERIFY_CODE(failed.code, 6, failed.err);
    }

    void tables_data() { addServices(); }
    void tables()
    {
        QFETCH(Service, service);
        Program program;

        const auto tables = program.run(on(service, {u"tables"_s, u"--json"_s, u"photometry"_s}));
        const auto columns =
            program.run(on(service, {u"columns"_s, u"--json"_s, u"cars_dr1.photometry"_s}));
        const auto unknown = program.run(on(service, {u"columns"_s, u"cars_dr1.nosuch"_s}));

        VERIFY_CODE(tables.code, 0, tables.err);
        const auto list = QJsonDocument::fromJson(tables.out.toUtf8()).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().toObject().value("table"_L1).toString(), u"cars_dr1.photometry"_s);
        QCOMPARE(list.first().toObject().value("rows"_L1).toInt(), 902);
        VERIFY_CODE(columns.code, 0, columns.err);
        QVERIFY2(columns.out.contains("phot_flux"_L1), qPrintable(columns.out));
        VERIFY_CODE(unknown.code, 1, unknown.err);
    }

    void convert_data() { addServices(); }
    void convert()
    {
        QFETCH(Service, service);
        Program program;
        const QString votable = program.filePath(u"x.vot"_s);
        const auto saved = program.run(on(
            service, {u"query"_s, u"--lang"_s, service.language, u"-o"_s, votable, service.sed}));
        VERIFY_CODE(saved.code, 0, saved.err);

        const auto whole = program.run({u"convert"_s, u"--format"_s, u"csv"_s, votable});
        const auto part = program.run({u"convert"_s, u"--format"_s, u"csv"_s, u"--select"_s,
                                       u"lf,PHOT_BAND"_s, u"--head"_s, u"2"_s, votable});
        const auto direct = program.run(
            on(service,
               {u"query"_s, u"--lang"_s, service.language, u"--format"_s, u"csv"_s, service.sed}));

        VERIFY_CODE(whole.code, 0, whole.err);
        QCOMPARE(whole.out, direct.out);
        VERIFY_CODE(part.code, 0, part.err);
        QCOMPARE(csvLines(part.out).size(), 3);
        QCOMPARE(csvLines(part.out).first(), u"lf,phot_band"_s);
    }

    void queryFromStandardInput()
    {
        Program program;

        const auto csv =
            program.run({u"query"_s, u"--service"_s, u"sample"_s, u"--format"_s, u"csv"_s, u"-"_s},
                        sample().sed.toUtf8());

        VERIFY_CODE(csv.code, 0, csv.err);
        QVERIFY(csvLines(csv.out).size() > 15);
    }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no query") << QStringList {u"query"_s};
        QTest::newRow("two queries") << QStringList {u"query"_s, u"SELECT 1"_s, u"SELECT 2"_s};
        QTest::newRow("unknown service")
            << QStringList {u"query"_s, u"--service"_s, u"no such"_s, u"SELECT 1"_s};
        QTest::newRow("unknown format")
            << QStringList {u"query"_s, u"--format"_s, u"xlsx"_s, u"SELECT 1"_s};
        QTest::newRow("file name without format")
            << QStringList {u"query"_s, u"-o"_s, u"result"_s, u"SELECT 1"_s};
        QTest::newRow("unknown job") << QStringList {u"wait"_s, u"nobody"_s};
        QTest::newRow("unknown phase") << QStringList {u"jobs"_s, u"--phase"_s, u"DONE"_s};
        QTest::newRow("bad time") << QStringList {u"jobs"_s, u"--after"_s, u"yesterday"_s};
    }

    void usageErrors()
    {
        QFETCH(QStringList, arguments);
        Program program;

        const auto outcome = program.run(arguments);

        VERIFY_CODE(outcome.code, 2, outcome.err);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(outcome.err.contains("error: "_L1));
    }

    void convertOfNoVOTable()
    {
        Program program;
        QFile file(program.filePath(u"x.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n1,2\n");
        file.close();

        const auto outcome = program.run({u"convert"_s, file.fileName()});

        VERIFY_CODE(outcome.code, 1, outcome.err);
        QVERIFY2(outcome.err.contains("is no VOTable"_L1), qPrintable(outcome.err));
        QVERIFY2(!outcome.err.contains("service"_L1), qPrintable(outcome.err));
    }

    void unwritableOutput()
    {
        Program program;

        const auto outcome = program.run({u"query"_s, u"--service"_s, u"sample"_s, u"-o"_s,
                                          u"/proc/none/x.csv"_s, sample().sed});

        VERIFY_CODE(outcome.code, 1, outcome.err);
    }
};

QTEST_GUILESS_MAIN(TestCliSteps)

#include "tst_cli_steps.moc"
