// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobsummary.h"
#include "tests/support/testdata.h"

#include <QTest>

#include <ctime>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

const QUrl jobUrl(u"https://example.org/tap/async/abc"_s);

JobSummary parsed(const QByteArray& document, const QUrl& url = jobUrl)
{
    const auto job = readJobSummary(document, url);
    if (!job)
        qWarning() << "no job:" << job.error().detail;
    return job.value_or(JobSummary());
}

/// A job document around @p content.
QByteArray job(const QByteArray& content)
{
    return "<uws:job version='1.1' xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'"
           " xmlns:xlink='http://www.w3.org/1999/xlink'"
           " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
        + content + "</uws:job>";
}

QDateTime utc(int hour, int minute, int second, int ms = 0)
{
    return QDateTime(QDate(2026, 11, 22), QTime(hour, minute, second, ms), Qt::UTC);
}

} // namespace

class JobSummaryTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsDaiquiri();
    void readsDaiquiriPhases_data();
    void readsDaiquiriPhases();
    void readsDachs();
    void readsAlike_data();
    void readsAlike();
    void readsTimes_data();
    void readsTimes();
    void readsDuration_data();
    void readsDuration();
    void readsErrors_data();
    void readsErrors();
    void findsParameters_data();
    void findsParameters();
    void choosesResult_data();
    void choosesResult();
    void resolvesReferences_data();
    void resolvesReferences();
    void refuses_data();
    void refuses();
    void survivesEveryCut();
};

void JobSummaryTest::initTestCase()
{
    // Times without a zone must not be taken for those of the astronomer's desk.
    qputenv("TZ", "America/Santiago");
    tzset();
}

void JobSummaryTest::readsDaiquiri()
{
    const auto job = parsed(test::readData(u"uws/daiquiri-completed.xml"_s));

    const QString base = u"http://127.0.0.1:8765/tap/async/e31bcd6b-3a0f-45ec-b62f-2ed3cbdfbc52"_s;
    const auto query = u"SELECT phot_band, phot_flux FROM cars_dr1.photometry"
                       " WHERE hes_name = 'HE0040-1105'"_s;
    QCOMPARE(job.version, u"1.1"_s);
    QCOMPARE(job.jobId, u"e31bcd6b-3a0f-45ec-b62f-2ed3cbdfbc52"_s);
    QCOMPARE(job.runId, u"BH-mass"_s);
    QCOMPARE(job.ownerId, u"astro"_s);
    QCOMPARE(job.phase, JobPhase(JobPhase::Kind::Completed));
    QCOMPARE(job.quote, QDateTime());
    QCOMPARE(job.creationTime, utc(14, 56, 16, 449));
    QCOMPARE(job.startTime, utc(14, 56, 17, 667));
    QCOMPARE(job.endTime, utc(14, 56, 17, 680));
    QCOMPARE(job.destruction, QDateTime(QDate(2030, 1, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(job.executionDuration, std::optional<qint64>(30));
    QCOMPARE(job.errorMessage, QString());
    QCOMPARE(job.results.size(), 5);
    QCOMPARE(job.results[0].id, u"result"_s);
    QCOMPARE(job.results[4].href, QUrl(base + u"/results/parquet"_s));
    QCOMPARE(job.resultUrl(QUrl(base)), QUrl(base + u"/results/result"_s));
    QCOMPARE(job.parameters.size(), 9);
    QCOMPARE(job.parameters[7], std::pair(u"nrows"_s, u"18"_s));
    QCOMPARE(job.parameter(u"QUERY"_s), query);
    QCOMPARE(job.parameter(u"LANG"_s), u"postgresql-16.2"_s);
    QCOMPARE(job.parameter(u"QUEUE"_s), u"30s"_s);
    QCOMPARE(job.parameter(u"MAXREC"_s), QString());
}

void JobSummaryTest::readsDaiquiriPhases_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("phase");
    QTest::addColumn<QString>("message");

    const auto row = [](const char* name, JobPhase::Kind phase, const QString& message) {
        QTest::newRow(name) << u"uws/daiquiri-%1.xml"_s.arg(QLatin1StringView(name)) << int(phase)
                            << message;
    };
    row("pending", JobPhase::Kind::Pending, {});
    row("executing", JobPhase::Kind::Executing, {});
    row("error", JobPhase::Kind::Error, u"division by zero"_s);
    row("aborted", JobPhase::Kind::Aborted, {});
    row("archived", JobPhase::Kind::Archived, {});
}

void JobSummaryTest::readsDaiquiriPhases()
{
    QFETCH(const QString, file);
    QFETCH(const int, phase);
    QFETCH(const QString, message);

    const auto job = parsed(test::readData(file));

    QCOMPARE(job.phase.kind(), JobPhase::Kind(phase));
    QCOMPARE(job.errorMessage, message);
    QVERIFY(!job.jobId.isEmpty());
    QVERIFY(!job.parameter(u"query"_s).isEmpty());
    QVERIFY(job.creationTime.isValid());
}

void JobSummaryTest::readsDachs()
{
    const auto done = parsed(test::readData(u"uws/dachs-completed.xml"_s));
    const auto failed = parsed(test::readData(u"uws/dachs-error.xml"_s));

    QCOMPARE(done.phase.kind(), JobPhase::Kind::Completed);
    QCOMPARE(done.executionDuration, std::optional<qint64>(300));
    QCOMPARE(done.parameter(u"LANG"_s), u"ADQL"_s);
    QCOMPARE(done.parameter(u"Query"_s), u"SELECT TOP 1 hes_name FROM cars_dr1.photometry"_s);
    QCOMPARE(done.resultUrl(jobUrl).toString(),
             u"http://127.0.0.1:8080/__system__/tap/run/async/a2por686/results/result"_s);
    QCOMPARE(failed.phase.kind(), JobPhase::Kind::Error);
    QCOMPARE(failed.errorMessage,
             u"Field query: No such field known: column 'nosuch' could not be located in table"
             " metadata"_s);
    QCOMPARE(failed.results.size(), 0);
}

void JobSummaryTest::readsAlike_data()
{
    QTest::addColumn<QByteArray>("document");

    QTest::newRow("prefix") << job("<uws:jobId>a</uws:jobId><uws:phase>QUEUED</uws:phase>");
    QTest::newRow("default namespace (vollt)")
        << QByteArray("<job xmlns='http://www.ivoa.net/xml/UWS/v1.0' version='1.1'>"
                      "<jobId>a</jobId><phase>QUEUED</phase></job>");
    QTest::newRow("no namespace") << QByteArray(
        "<job version='1.1'><jobId>a</jobId><phase>QUEUED</phase></job>");
    QTest::newRow("prefix not declared")
        << QByteArray("<uws:job version='1.1'><uws:jobId>a</uws:jobId>"
                      "<uws:phase>QUEUED</uws:phase></uws:job>");
    QTest::newRow("other order") << job("<uws:phase>QUEUED</uws:phase><uws:jobId>a</uws:jobId>");
    QTest::newRow("blanks and line ends")
        << job("\r\n <uws:jobId> a </uws:jobId>\r\n<uws:phase>\r\nQUEUED\r\n</uws:phase>");
    QTest::newRow("nil everywhere")
        << job("<uws:jobId>a</uws:jobId><uws:phase>QUEUED</uws:phase><uws:runId xsi:nil='true'/>"
               "<uws:ownerId xsi:nil='true'></uws:ownerId><uws:quote xsi:nil='true'/>"
               "<uws:creationTime xsi:nil='true'/><uws:startTime xsi:nil='true'/>"
               "<uws:endTime xsi:nil='true'/><uws:executionDuration xsi:nil='true'/>"
               "<uws:destruction xsi:nil='true'/><uws:errorSummary xsi:nil='true'/>"
               "<uws:parameters/><uws:results/>");
    QTest::newRow("empty, not nil (Daiquiri before 0.4.6)")
        << job("<uws:jobId>a</uws:jobId><uws:phase>QUEUED</uws:phase><uws:runId></uws:runId>"
               "<uws:executionDuration></uws:executionDuration><uws:quote></uws:quote>");
    QTest::newRow("job info of the service's own")
        << job("<uws:jobId>a</uws:jobId><uws:jobInfo><x:phase>ERROR</x:phase><jobId>b</jobId>"
               "</uws:jobInfo><uws:phase>QUEUED</uws:phase>");
}

void JobSummaryTest::readsAlike()
{
    QFETCH(const QByteArray, document);

    JobSummary expected;
    expected.version = u"1.1"_s;
    expected.jobId = u"a"_s;
    expected.phase = JobPhase::Kind::Queued;

    QCOMPARE(parsed(document), expected);
}

void JobSummaryTest::readsTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("expected");

    QTest::newRow("Z") << QByteArray("2026-11-22T14:56:16Z") << utc(14, 56, 16);
    QTest::newRow("microseconds") << QByteArray("2026-11-22T14:56:16.449160Z")
                                  << utc(14, 56, 16, 449);
    QTest::newRow("no zone is UTC (CADC)")
        << QByteArray("2026-11-22T14:56:16.5") << utc(14, 56, 16, 500);
    QTest::newRow("offset") << QByteArray("2026-11-22T14:56:16+01:00") << utc(13, 56, 16);
    QTest::newRow("offset without colon")
        << QByteArray("2026-11-22T14:56:16-0300") << utc(17, 56, 16);
    QTest::newRow("date alone") << QByteArray("2026-11-22") << utc(0, 0, 0);
    QTest::newRow("blank for T") << QByteArray("2026-11-22 14:56:16") << utc(14, 56, 16);
    QTest::newRow("hour that a zone here skips")
        << QByteArray("2026-09-06T00:30:00") << QDateTime(QDate(2026, 9, 6), QTime(0, 30), Qt::UTC);
    QTest::newRow("a number of seconds") << QByteArray("3600") << QDateTime();
    QTest::newRow("words") << QByteArray("tomorrow") << QDateTime();
}

void JobSummaryTest::readsTimes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QDateTime, expected);

    const auto time = parsed(job("<uws:quote>" + text + "</uws:quote>")).quote;

    QCOMPARE(time, expected);
    if (expected.isValid())
        QCOMPARE(time.timeSpec(), Qt::UTC);
}

void JobSummaryTest::readsDuration_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<qint64>>("expected");

    using Seconds = std::optional<qint64>;
    QTest::newRow("seconds") << QByteArray("3600") << Seconds(3600);
    QTest::newRow("unlimited") << QByteArray("0") << Seconds(0);
    QTest::newRow("with a fraction") << QByteArray("30.0") << Seconds(30);
    QTest::newRow("negative") << QByteArray("-1") << Seconds();
    QTest::newRow("negative fraction") << QByteArray("-1.5") << Seconds();
    QTest::newRow("too large") << QByteArray("1e300") << Seconds();
    QTest::newRow("not a number") << QByteArray("nan") << Seconds();
    QTest::newRow("words") << QByteArray("forever") << Seconds();
}

void JobSummaryTest::readsDuration()
{
    QFETCH(const QByteArray, text);
    QFETCH(const std::optional<qint64>, expected);

    const auto document = job("<uws:executionDuration>" + text + "</uws:executionDuration>");

    QCOMPARE(parsed(document).executionDuration, expected);
}

void JobSummaryTest::readsErrors_data()
{
    QTest::addColumn<QByteArray>("summary");
    QTest::addColumn<QString>("message");

    QTest::newRow("as the standard says")
        << QByteArray("<uws:errorSummary type='transient' hasDetail='true'>"
                      "<uws:message>busy</uws:message></uws:errorSummary>")
        << u"busy"_s;
    QTest::newRow("fatal, 1") << QByteArray(
        "<uws:errorSummary type='fatal' hasDetail='1'>\n <uws:message>no &lt;x&gt;"
        "</uws:message>\n</uws:errorSummary>")
                              << u"no <x>"_s;
    QTest::newRow("bare text (Daiquiri)")
        << QByteArray("<uws:errorSummary>division by zero\n</uws:errorSummary>")
        << u"division by zero"_s;
    QTest::newRow("Python's repr (Daiquiri)")
        << QByteArray("<uws:errorSummary>{'phase': [ErrorDetail(string='Quota exceeded.',"
                      " code='invalid')]}</uws:errorSummary>")
        << u"Quota exceeded."_s;
    QTest::newRow("no message") << QByteArray("<uws:errorSummary type='fatal'/>") << QString();
    QTest::newRow("none") << QByteArray() << QString();
}

void JobSummaryTest::readsErrors()
{
    QFETCH(const QByteArray, summary);
    QFETCH(const QString, message);

    const auto read = parsed(job("<uws:phase>ERROR</uws:phase>" + summary));

    QCOMPARE(read.errorMessage, message);
}

void JobSummaryTest::findsParameters_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");

    const auto row = [](const char* name, const QByteArray& id, const char* asked,
                        const char* value) {
        QTest::newRow(name) << QByteArray("<uws:parameter id='" + id + "'>v</uws:parameter>")
                            << QString::fromLatin1(asked) << QString::fromLatin1(value);
    };
    row("same case", "QUERY", "QUERY", "v");
    row("other case", "query", "QUERY", "v");
    row("Daiquiri's LANG", "query_language", "LANG", "v");
    row("either name of the format", "RESPONSEFORMAT", "format", "v");
    row("the other way", "format", "RESPONSEFORMAT", "v");
    row("absent", "MAXREC", "QUERY", "");
    QTest::newRow("LANG itself goes first")
        << QByteArray("<uws:parameter id='query_language'>b</uws:parameter>"
                      "<uws:parameter id='LANG'>a</uws:parameter>")
        << u"LANG"_s << u"a"_s;
    QTest::newRow("empty one is none (DaCHS)")
        << QByteArray("<uws:parameter id='responseformat'/>"
                      "<uws:parameter id='format'>votable</uws:parameter>")
        << u"RESPONSEFORMAT"_s << u"votable"_s;
}

void JobSummaryTest::findsParameters()
{
    QFETCH(const QByteArray, parameters);
    QFETCH(const QString, name);
    QFETCH(const QString, value);

    const auto read = parsed(job("<uws:parameters>" + parameters + "</uws:parameters>"));

    QCOMPARE(read.parameter(name), value);
}

void JobSummaryTest::choosesResult_data()
{
    QTest::addColumn<QByteArray>("results");
    QTest::addColumn<QString>("expected");

    const auto result = [](const QByteArray& id, const QByteArray& href) {
        return "<uws:result id='" + id + "' xlink:href='" + href + "'/>";
    };
    const QString fallback = jobUrl.toString() + u"/results/result"_s;
    QTest::newRow("href that ends in results/result")
        << result("votable", "https://x/v") + result("other", "https://x/results/result")
        << u"https://x/results/result"_s;
    QTest::newRow("id main (CEFCA)")
        << result("main", "https://x/results/result") << u"https://x/results/result"_s;
    QTest::newRow("id result") << result("log", "https://x/l") + result("result", "https://x/r")
                               << u"https://x/r"_s;
    QTest::newRow("id votable (Daiquiri before 1.2.1)")
        << result("csv", "https://x/c") + result("votable", "https://x/v") << u"https://x/v"_s;
    QTest::newRow("the only one") << result("anything", "https://x/a") << u"https://x/a"_s;
    QTest::newRow("diag results (CADC)") << result("diag", "uws:executing:23")
            + result("diag", "jndi:connect:127") + result("data", "https://x/d")
                                         << u"https://x/d"_s;
    QTest::newRow("only diag results") << result("diag", "uws:executing:23") << fallback;
    QTest::newRow("empty href") << result("result", "") << fallback;
    QTest::newRow("several unknown ones")
        << result("a", "https://x/a") + result("b", "https://x/b") << fallback;
    QTest::newRow("none") << QByteArray() << fallback;
}

void JobSummaryTest::choosesResult()
{
    QFETCH(const QByteArray, results);
    QFETCH(const QString, expected);

    const auto read = parsed(job("<uws:results>" + results + "</uws:results>"));

    QCOMPARE(read.resultUrl(jobUrl).toString(), expected);
}

void JobSummaryTest::resolvesReferences_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QByteArray>("href");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const char* document, const QByteArray& href,
                        const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(document) << href
                            << QString::fromLatin1(expected);
    };
    row("absolute", "https://a/tap/async/1", "https://b/x", "https://b/x");
    row("absolute path", "https://a/tap/async/1", "/x", "https://a/x");
    row("relative", "https://a/tap/async/1", "1/results/r", "https://a/tap/async/1/results/r");
    row("http behind a TLS proxy", "https://a/tap/async/1", "http://a/x", "https://a/x");
    row("http with its port named", "https://a/tap/async/1", "http://a:80/x", "https://a/x");
    row("http at the port of https", "https://a:8443/j", "http://a:8443/x", "https://a:8443/x");
    row("another host stays http", "https://a/tap/async/1", "http://b/x", "http://b/x");
    row("another service's port stays", "https://a/j", "http://a:8080/x", "http://a:8080/x");
    row("http to http", "http://127.0.0.1:8080/j", "http://127.0.0.1:8080/x",
        "http://127.0.0.1:8080/x");
    row("blanks around", "https://a/j", " https://a/x ", "https://a/x");
}

void JobSummaryTest::resolvesReferences()
{
    QFETCH(const QString, document);
    QFETCH(const QByteArray, href);
    QFETCH(const QString, expected);

    const auto read = parsed(job("<uws:results><uws:result id='r' size='12' mime-type='text/csv'"
                                 " xlink:href='"
                                 + href + "'/></uws:results>"),
                             QUrl(document));

    QCOMPARE(read.results.size(), 1);
    QCOMPARE(read.results[0].href.toString(), expected);
}

void JobSummaryTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<QString>("words"); // empty: not looked at

    QTest::newRow("nothing") << QByteArray() << int(Error::Kind::Parse) << qint64(1) << QString();
    QTest::newRow("text") << QByteArray("PENDING") << int(Error::Kind::Parse) << qint64(1)
                          << QString();
    QTest::newRow("cut") << QByteArray("<job>\n<phase>COMPLETED</phase>\n<res")
                         << int(Error::Kind::Parse) << qint64(3) << QString();
    QTest::newRow("a list") << QByteArray("<jobs/>") << int(Error::Kind::Protocol) << qint64(0)
                            << QString();
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html><head><title>Maintenance</title>"
                                        "<meta charset=utf-8></head></html>")
                          << int(Error::Kind::Protocol) << qint64(0) << u"Maintenance"_s;
}

void JobSummaryTest::refuses()
{
    QFETCH(const QByteArray, document);
    QFETCH(const int, kind);
    QFETCH(const qint64, line);
    QFETCH(const QString, words);

    const auto read = readJobSummary(document, jobUrl);

    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind(kind));
    QCOMPARE(read.error().line, line);
    if (!words.isEmpty())
        QCOMPARE(read.error().detail, words);
}

void JobSummaryTest::survivesEveryCut()
{
    const auto document = test::readData(u"uws/daiquiri-completed.xml"_s).trimmed();

    for (qsizetype length = 0; length < document.size(); ++length)
        QVERIFY(!readJobSummary(document.left(length), jobUrl).has_value());
    QVERIFY(readJobSummary(document, jobUrl).has_value());
}

QTEST_APPLESS_MAIN(JobSummaryTest)
#include "tst_jobsummary.moc"
