// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/localtap.h"
#include "core/votable/reader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHttpMultiPart>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

struct Answer
{
    int status = 0;
    QByteArray body;
    QString location;
    QByteArray type;
};

using Form = QList<QPair<QString, QString>>;

const auto slowQuery = u"SELECT COUNT(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
                       "cars_dr1.ifu_datatable_unbinned AS b WHERE a.gas_vel < b.gas_vel"_s;

} // namespace

/// The embedded service over real HTTP.
class TestLocalTapService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void queries_data();
    void queries();
    void refusals_data();
    void refusals();
    void guideFields();
    void overflow();
    void formats_data();
    void formats();
    void multipartAndLargeForms();
    void syncLimit();
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
    void token();
    void files();
    void documents_data();
    void documents();
    void tablesTellTheirRows_data();
    void tablesTellTheirRows();
    void stopsWhileQueriesRun();

private:
    void start(LocalTap::Options options = {});
    Answer request(const QByteArray& verb, const QString& path, const Form& form = {},
                   const QByteArray& header = {}, const QByteArray& value = {});
    Answer get(const QString& path) { return request("GET", path); }
    Answer post(const QString& path, const Form& form) { return request("POST", path, form); }
    QString submit(const QString& query, const Form& more = {});
    QString phaseOf(const QString& job) { return QString::fromUtf8(get(job + u"/phase"_s).body); }
    static votable::Reader read(const QByteArray& document);

    QTemporaryDir m_folder;
    std::unique_ptr<LocalTap> m_service;
    QNetworkAccessManager m_network;
};

void TestLocalTapService::init()
{
    // one folder for all tests, so that the data are made once; no jobs are left
    m_service.reset();
    QVERIFY(m_folder.isValid());
    for (const auto* name : {"jobs.sqlite", "jobs.sqlite-wal", "jobs.sqlite-shm"})
        QFile::remove(m_folder.filePath(QString::fromLatin1(name)));
    start();
}

void TestLocalTapService::start(LocalTap::Options options)
{
    m_service.reset();
    options.folder = m_folder.path();
    auto service = LocalTap::start(options);
    QVERIFY2(service.has_value(), service ? "" : qPrintable(service.error().detail));
    m_service = std::move(*service);
}

Answer TestLocalTapService::request(const QByteArray& verb, const QString& path, const Form& form,
                                    const QByteArray& header, const QByteArray& value)
{
    QUrl url =
        path.startsWith("http"_L1) ? QUrl(path) : QUrl(m_service->baseUrl().toString() + path);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    if (!header.isEmpty())
        request.setRawHeader(header, value);
    QByteArray body;
    for (const auto& [name, text] : form) {
        body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '='
            + QUrl::toPercentEncoding(text);
    }
    if (verb == "POST")
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          u"application/x-www-form-urlencoded"_s);
    std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait(30'000);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            QString::fromUtf8(reply->rawHeader("Location")),
            reply->header(QNetworkRequest::ContentTypeHeader).toByteArray()};
}

QString TestLocalTapService::submit(const QString& query, const Form& more)
{
    const Answer made =
        post(u"/async"_s, Form {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, query}} + more);
    return made.status == 303 ? made.location : QString();
}

votable::Reader TestLocalTapService::read(const QByteArray& document)
{
    votable::Reader reader;
    if (reader.feed(document)) [[maybe_unused]]
        const auto finished = reader.finish();
    return reader;
}

void TestLocalTapService::queries_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("query");
    QTest::addColumn<qint64>("least");
    const auto row = [](const char* name, const char* language, const char* query, qint64 least) {
        QTest::newRow(name) << QString::fromLatin1(language) << QString::fromLatin1(query) << least;
    };
    // word for word from the user guide
    row("guide: SED", "PostgreSQL", R"sql(
-- Spectral Energy Distribution (SED) for target HE0040-1105

SELECT phot_band, phot_centwave, phot_flux, phot_flux_error, phot_flux_limit, 
       log(phot_centwave) as "log_centwave", 
       log(phot_flux) as "log_phot_flux" 

  FROM cars_dr1.photometry 

 WHERE hes_name = 'HE0040-1105'
)sql",
        22);
    row("guide: BH mass", "PostgreSQL", R"sql(
-- BH mass in comparison to ENLR maximum size

SELECT agn.target_id, 
       agn.hes_name, 
       agn.log_bh_mass, 
       host.enlr_max_kpc, 
       log(host.enlr_max_kpc) as "log_enlr_max_kpc" 

  FROM cars_dr1.agn_parameters as agn, 
       cars_dr1.host_properties as host 

 WHERE agn.target_id = host.target_id 
   AND host.enlr_max_kpc > 0.0;
)sql",
        20);
    row("guide: wing", "PostgreSQL", R"sql(
-- [OIII] wing velocity dispersion selection >300km/s

SELECT agn.hes_name, 
       agn.wing_sigma, ifu.observed, ifu.maps_full 

  FROM cars_dr1.agn_parameters as agn, 
       cars_dr1.ifu_observations as ifu 

  WHERE agn.target_id = ifu.target_id 
    AND agn.wing_sigma > 300;
)sql",
        5);
    row("guide: BPT", "PostgreSQL", R"sql(-- BPT line construction for CARS target ID 12

-- LANGUAGE = PostgreSQL
-- QUEUE = 30s

SELECT log(oiii5007_flux/hbeta_flux) as "log(oiii_hb)", 
       log(nii6583_flux/halpha_flux) as "log(nii_ha)", 
       distance 

  FROM cars_dr1.ifu_datatable_unbinned

 WHERE target_id = 12 

   AND (oiii5007_flux/oiii5007_flux_err) > 3 
   AND (nii6583_flux/nii6583_flux_err) > 3
   AND (hbeta_flux/hbeta_flux_err) > 3 
   AND (halpha_flux/halpha_flux_err) > 3 
   AND (gas_vel_err < 20) 
   AND (gas_fwhm_err < 30);
)sql",
        300);
    row("guide: files", "PostgreSQL", R"sql(
-- [OIII] wing velocity dispersion selection >300km/s

SELECT ifu.observed as "file_urls" 

  FROM cars_dr1.agn_parameters as agn,
       cars_dr1.ifu_observations as ifu 

 WHERE agn.target_id = ifu.target_id
   AND agn.wing_sigma > 300
)sql",
        5);
    row("ADQL: SED", "ADQL",
        "SELECT phot_band, LOG10(phot_flux) AS l FROM cars_dr1.photometry "
        "WHERE hes_name = 'HE0040-1105' ORDER BY phot_centwave",
        22);
    row("ADQL: TOP", "ADQL-2.0", "SELECT TOP 7 * FROM cars_dr1.photometry", 7);
    row("ADQL: join", "adql",
        "SELECT a.hes_name, h.enlr_max_kpc FROM cars_dr1.agn_parameters AS a "
        "JOIN cars_dr1.host_properties AS h ON a.target_id = h.target_id",
        41);
    row("ADQL: BPT", "ADQL",
        "SELECT LOG10(oiii5007_flux/hbeta_flux) AS y, \"distance\" "
        "FROM cars_dr1.ifu_datatable_unbinned WHERE target_id = 12 "
        "AND oiii5007_flux/oiii5007_flux_err > 3 AND hbeta_flux/hbeta_flux_err > 3",
        300);
    row("ADQL: cone", "ADQL",
        "SELECT hes_name FROM cars_dr1.agn_parameters WHERE 1 = "
        "CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', 10.65, -10.82, 0.1))",
        1);
    row("ADQL: spaxels in a cone", "ADQL",
        "SELECT DISTANCE(POINT(ra, dec), POINT(10.6534, -10.8226)) * 3600 AS sep "
        "FROM cars_dr1.ifu_datatable_unbinned "
        "WHERE DISTANCE(POINT(ra, dec), POINT(10.6534, -10.8226)) < 0.001",
        40);
    row("TAP_SCHEMA", "ADQL", "SELECT * FROM TAP_SCHEMA.columns WHERE \"size\" IS NULL", 100);
    row("metadata in PostgreSQL", "PostgreSQL-15",
        "SELECT table_name FROM tap_schema.tables WHERE schema_name = 'cars_dr1'", 5);
}

void TestLocalTapService::queries()
{
    QFETCH(QString, language);
    QFETCH(QString, query);
    QFETCH(qint64, least);
    const Answer answer = post(u"/sync"_s, {{u"LANG"_s, language}, {u"QUERY"_s, query}});
    const auto reader = read(answer.body);

    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(reader.queryStatus(), votable::QueryStatus::Ok);
    QVERIFY2(reader.table().rowCount() >= least,
             qPrintable(QString::number(reader.table().rowCount())));
    QVERIFY(answer.body.contains("SYNTHETIC"));
}

void TestLocalTapService::refusals_data()
{
    QTest::addColumn<Form>("form");
    QTest::addColumn<QString>("sentence");
    const auto query = [](const QString& text) {
        return Form {{u"LANG"_s, u"PostgreSQL"_s}, {u"QUERY"_s, text}};
    };
    QTest::newRow("nothing") << Form {} << u"QUERY: This parameter is required"_s;
    QTest::newRow("language") << Form {{u"LANG"_s, u"PQL"_s}, {u"QUERY"_s, u"SELECT 1"_s}}
                              << u"PQL"_s;
    QTest::newRow("twice") << query(u"SELECT 1"_s) + query(u"SELECT 2"_s) << u"only once"_s;
    QTest::newRow("maxrec") << query(u"SELECT 1"_s) + Form {{u"MAXREC"_s, u"-1"_s}} << u"MAXREC"_s;
    QTest::newRow("format") << query(u"SELECT 1"_s) + Form {{u"FORMAT"_s, u"docx"_s}} << u"docx"_s;
    QTest::newRow("upload") << query(u"SELECT 1"_s) + Form {{u"UPLOAD"_s, u"a,param:b"_s}}
                            << u"UPLOAD"_s;
    QTest::newRow("syntax") << query(u"SELECT ra,\n  dec FORM cars_dr1.agn_parameters x"_s)
                            << u"line 2, column"_s;
    QTest::newRow("table") << query(u"SELECT * FROM cars_dr1.nosuch"_s) << u"cars_dr1.nosuch"_s;
    QTest::newRow("column") << query(u"SELECT nosuch FROM cars_dr1.photometry"_s) << u"nosuch"_s;
    QTest::newRow("ambiguous") << query(u"SELECT hes_name FROM cars_dr1.photometry a, "
                                        "cars_dr1.agn_parameters b"_s)
                               << u"hes_name is ambiguous"_s;
    QTest::newRow("logarithm") << query(u"SELECT log(0 * ra) FROM cars_dr1.agn_parameters"_s)
                               << u"logarithm of zero"_s;
    QTest::newRow("no select") << query(u"DROP TABLE cars_dr1.photometry"_s) << u"QUERY: line 1"_s;
    QTest::newRow("catalogue of SQLite") << query(u"SELECT name FROM sqlite_master"_s) << u""_s;
}

void TestLocalTapService::refusals()
{
    QFETCH(Form, form);
    QFETCH(QString, sentence);
    const Answer answer = post(u"/sync"_s, form);
    const auto reader = read(answer.body);

    QCOMPARE(answer.status, 400);
    QCOMPARE(reader.queryStatus(), votable::QueryStatus::Error);
    QVERIFY2(reader.queryStatusText().contains(sentence), qPrintable(reader.queryStatusText()));
}

void TestLocalTapService::guideFields()
{
    const Answer answer =
        post(u"/sync"_s,
             {{u"LANG"_s, u"PostgreSQL"_s},
              {u"QUERY"_s,
               u"SELECT phot_band, phot_flux AS f, phot_flux_limit, log(phot_flux) AS l, "
               "count(*) AS n, max(phot_flag) AS m, avg(phot_flag) AS a FROM cars_dr1.photometry "
               "WHERE phot_flux > 0 GROUP BY phot_band, phot_flux, phot_flux_limit"_s}});
    const auto reader = read(answer.body);
    QVERIFY2(answer.status == 200, answer.body.constData());
    const Schema fields = reader.table().fields();

    QCOMPARE(fields.size(), 7);
    QCOMPARE(fields.at(0).datatype, Datatype::Char);
    QCOMPARE(fields.at(1).name, u"f"_s); // a renamed column is still the column
    QCOMPARE(fields.at(1).unit, u"mJy"_s);
    QCOMPARE(fields.at(1).ucd, u"phot.flux.density"_s);
    QCOMPARE(fields.at(2).datatype, Datatype::Boolean);
    QCOMPARE(fields.at(3).datatype, Datatype::Double);
    QCOMPARE(fields.at(3).unit, QString()); // nobody knows the unit of a logarithm
    QCOMPARE(fields.at(4).datatype, Datatype::Long);
    QCOMPARE(fields.at(5).datatype, Datatype::Long);
    QCOMPARE(fields.at(6).datatype, Datatype::Double);
}

void TestLocalTapService::overflow()
{
    const auto ask = [this](const QString& maxrec) {
        return read(post(u"/sync"_s,
                         {{u"LANG"_s, u"ADQL"_s},
                          {u"MAXREC"_s, maxrec},
                          {u"QUERY"_s, u"SELECT * FROM cars_dr1.agn_parameters"_s}})
                        .body);
    };
    const auto cut = ask(u"40"_s);
    const auto whole = ask(u"41"_s);
    const auto columns = ask(u"0"_s);

    QCOMPARE(cut.table().rowCount(), 40);
    QCOMPARE(cut.queryStatus(), votable::QueryStatus::Overflow);
    QCOMPARE(whole.table().rowCount(), 41);
    QCOMPARE(whole.queryStatus(), votable::QueryStatus::Ok);
    QCOMPARE(columns.table().rowCount(), 0);
    QCOMPARE(columns.table().columnCount(), 18);
    QCOMPARE(columns.queryStatus(), votable::QueryStatus::Overflow);
}

void TestLocalTapService::formats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("default") << QString() << QByteArray("application/x-votable+xml")
                             << QByteArray("<?xml");
    QTest::newRow("alias") << u"votable/b2"_s
                           << QByteArray("application/x-votable+xml;serialization=BINARY2")
                           << QByteArray("<?xml");
    QTest::newRow("media type") << u"text/xml"_s << QByteArray("text/xml") << QByteArray("<?xml");
    QTest::newRow("csv") << u"CSV"_s << QByteArray("text/csv") << QByteArray("hes_name,ra\r\nHE");
    QTest::newRow("tsv") << u"tsv"_s << QByteArray("text/tab-separated-values")
                         << QByteArray("hes_name\tra\r\nHE");
}

void TestLocalTapService::formats()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, start);
    const Form form {{u"LANG"_s, u"ADQL"_s},
                     {u"QUERY"_s, u"SELECT hes_name, ra FROM cars_dr1.agn_parameters"_s},
                     {u"FORMAT"_s, format}};
    const Answer now = post(u"/sync"_s, form);
    const Answer made = post(u"/async"_s, form + Form {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(made.location), u"COMPLETED"_s);
    const Answer later = get(made.location + u"/results/result"_s);

    QCOMPARE(now.type, type);
    QCOMPARE(later.type, type);
    QVERIFY2(now.body.startsWith(start), now.body.left(60).constData());
    QCOMPARE(later.body, now.body);
}

void TestLocalTapService::multipartAndLargeForms()
{
    QHttpMultiPart parts(QHttpMultiPart::FormDataType);
    for (const auto& [name, value] :
         {std::pair("LANG", "ADQL"), std::pair("QUERY", "SELECT 1 AS one FROM TAP_SCHEMA.schemas"),
          std::pair("FORMAT", "csv")}) {
        QHttpPart part;
        part.setHeader(QNetworkRequest::ContentDispositionHeader,
                       u"form-data; name=\"%1\""_s.arg(QLatin1StringView(name)));
        part.setBody(value);
        parts.append(part);
    }
    std::unique_ptr<QNetworkReply> reply(m_network.post(
        QNetworkRequest(QUrl(m_service->baseUrl().toString() + u"/sync"_s)), &parts));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(reply->readAll(), QByteArray("one\r\n1\r\n1\r\n"));

    QStringList names(3000, u"HE0040-1105"_s); // far above 8 kB
    const Answer large =
        post(u"/sync"_s,
             {{u"LANG"_s, u"ADQL"_s},
              {u"QUERY"_s,
               u"SELECT target_id FROM cars_dr1.agn_parameters WHERE hes_name IN ('%1')"_s.arg(
                   names.join(u"','"_s))}});
    QVERIFY2(large.status == 200, large.body.constData());
    QCOMPARE(read(large.body).table().rowCount(), 1);
}

void TestLocalTapService::syncLimit()
{
    start({.syncLimit = std::chrono::milliseconds(300)});
    QElapsedTimer timer;
    timer.start();
    const Answer answer = post(u"/sync"_s, {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, slowQuery}});

    QCOMPARE(answer.status, 400);
    QVERIFY(read(answer.body).queryStatusText().contains("limit of 0.3 s"_L1));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void TestLocalTapService::jobLife()
{
    const QString job = submit(u"SELECT hes_name FROM cars_dr1.agn_parameters"_s,
                               {{u"RUNID"_s, u"my label"_s}, {u"QUEUE"_s, u"5M"_s}});
    QVERIFY(job.startsWith(m_service->baseUrl().toString() + u"/async/"_s));
    QCOMPARE(phaseOf(job), u"PENDING"_s);
    QCOMPARE(get(job + u"/executionduration"_s).body, QByteArray("300"));
    QCOMPARE(get(job + u"/results/result"_s).status, 400);

    const Answer run = post(job + u"/phase"_s, {{u"PHASE"_s, u"RUN"_s}});
    QCOMPARE(run.status, 303);
    QCOMPARE(run.location, job);
    QTRY_COMPARE(phaseOf(job), u"COMPLETED"_s);
    QCOMPARE(read(get(job + u"/results/result"_s).body).table().rowCount(), 41);
    QCOMPARE(post(job + u"/phase"_s, {{u"PHASE"_s, u"RUN"_s}}).status, 400);
    QCOMPARE(post(job + u"/phase"_s, {{u"PHASE"_s, u"ABORT"_s}}).status, 303);
    const QByteArray document = get(job).body;
    for (const char* part : {">my label<", ">5m<", ">41<", "/results/result\"", ">COMPLETED<"})
        QVERIFY2(document.contains(part), part);

    const Answer deleted = request("DELETE", job);
    QCOMPARE(deleted.status, 303);
    QCOMPARE(phaseOf(job), u"ARCHIVED"_s);
    QCOMPARE(get(job + u"/results/result"_s).status, 400);
    QVERIFY(get(job).body.contains("SELECT hes_name FROM"));
    const QString id = job.section(u'/', -1);
    QVERIFY(!QFile::exists(m_folder.filePath(u"results/%1.result"_s.arg(id))));
    QCOMPARE(get(u"/async/0123"_s).status, 404);
}

void TestLocalTapService::jobErrors_data()
{
    QTest::addColumn<Form>("form");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no query") << Form {{u"LANG"_s, u"ADQL"_s}} << QByteArray("QUERY: This");
    QTest::newRow("language") << Form {{u"LANG"_s, u"PQL"_s}, {u"QUERY"_s, u"SELECT 1"_s}}
                              << QByteArray("PQL");
    QTest::newRow("table") << Form {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, u"SELECT a FROM b.c"_s}}
                           << QByteArray("Table b.c not found");
}

void TestLocalTapService::jobErrors()
{
    QFETCH(Form, form);
    QFETCH(QByteArray, sentence);
    const Answer made = post(u"/async"_s, form + Form {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(made.location), u"ERROR"_s);
    QVERIFY2(get(made.location).body.contains(sentence), get(made.location).body.constData());
    const Answer error = get(made.location + u"/error"_s);
    QCOMPARE(error.status, 200);
    QVERIFY(error.body.contains(sentence));
}

void TestLocalTapService::parametersWhilePending()
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

void TestLocalTapService::abortAndQueue()
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

void TestLocalTapService::jobLimit()
{
    start({.shortQueue = std::chrono::seconds(1)});
    const QString job = submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(job), u"ERROR"_s);
    QVERIFY(get(job).body.contains("limit of 1 s"));
}

void TestLocalTapService::waitBlocks()
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

void TestLocalTapService::listFilters()
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

void TestLocalTapService::jobsOutliveTheProgram()
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

void TestLocalTapService::twoPrograms()
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

void TestLocalTapService::killedProgram()
{
    QProcess server;
    server.start(qEnvironmentVariable("TAPDESK_SERVE_SAMPLE"), {m_folder.path()});
    QVERIFY(server.waitForReadyRead());
    const QString base = QString::fromUtf8(server.readLine()).trimmed();
    m_service.reset();
    const Answer made =
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

void TestLocalTapService::token()
{
    start({.token = u"secret"_s});
    const auto with = [this](const QString& path, const QByteArray& value) {
        return request("GET", path, {}, "Authorization", value);
    };
    QCOMPARE(get(u"/async"_s).status, 403);
    QCOMPARE(get(u"/sync"_s).status, 403);
    const Answer wrong = with(u"/async"_s, "Token wrong");
    QCOMPARE(wrong.status, 403);
    QCOMPARE(read(wrong.body).queryStatusText(), u"detail: Invalid token."_s);
    QCOMPARE(with(u"/async"_s, "Bearer secret").status, 403);
    QCOMPARE(with(u"/async"_s, "Token secret").status, 200);
    QCOMPARE(with(u"/async"_s, "token secret").status, 200);
    QCOMPARE(get(u"/capabilities"_s).status, 200);
}

void TestLocalTapService::files()
{
    const Answer list = post(u"/sync"_s,
                             {{u"LANG"_s, u"ADQL"_s},
                              {u"FORMAT"_s, u"csv"_s},
                              {u"QUERY"_s, u"SELECT observed FROM cars_dr1.ifu_observations"_s}});
    const QString path = QString::fromUtf8(list.body).split(u"\r\n"_s).at(1);
    const QString base = m_service->filesUrl().toString();
    const Answer whole = get(base + path);
    const Answer part = request("GET", base + path, {}, "Range", "bytes=2880-2889");

    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.type, QByteArray("application/fits"));
    QCOMPARE(whole.body.size() % 2880, 0);
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, whole.body.mid(2880, 10));
    for (const QString& bad : {u"nosuch.fits"_s, u"../tap/availability"_s, u"%2e%2e/jobs.sqlite"_s,
                               u"..%2fjobs.sqlite"_s, u"//etc/passwd"_s, QString()}) {
        const Answer answer = get(base + bad);
        QVERIFY2(answer.status == 404 || answer.body.contains("availab"), qPrintable(bad));
    }
}

void TestLocalTapService::documents_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("space");
    QTest::newRow("capabilities") << u"/capabilities"_s << u"capabilities"_s
                                  << u"http://www.ivoa.net/xml/VOSICapabilities/v1.0"_s;
    QTest::newRow("availability") << u"/availability"_s << u"availability"_s
                                  << u"http://www.ivoa.net/xml/VOSIAvailability/v1.0"_s;
    QTest::newRow("tables") << u"/tables"_s << u"tableset"_s
                            << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("names") << u"/tables?detail=min"_s << u"tableset"_s
                           << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("table") << u"/tables/cars_dr1.photometry"_s << u"table"_s
                           << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("examples") << u"/examples"_s << u"html"_s << u"http://www.w3.org/1999/xhtml"_s;
    QTest::newRow("jobs") << u"/async"_s << u"jobs"_s << u"http://www.ivoa.net/xml/UWS/v1.0"_s;
}

void TestLocalTapService::documents()
{
    QFETCH(QString, path);
    QFETCH(QString, root);
    QFETCH(QString, space);
    const Answer answer = get(path);
    QCOMPARE(answer.status, 200);
    QXmlStreamReader xml(answer.body);
    QVERIFY(xml.readNextStartElement());
    QCOMPARE(xml.name().toString(), root);
    QCOMPARE(xml.namespaceUri().toString(), space);
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(get(u"/tables/nosuch"_s).status, 404);
}

void TestLocalTapService::tablesTellTheirRows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("tables");
    QTest::newRow("tables") << u"/tables"_s << 10;
    QTest::newRow("names") << u"/tables?detail=min"_s << 10;
    QTest::newRow("table") << u"/tables/cars_dr1.photometry"_s << 1;
}

void TestLocalTapService::tablesTellTheirRows()
{
    QFETCH(QString, path);
    QFETCH(int, tables);
    const QByteArray document = get(path).body;
    QCOMPARE(document.count("<nrows>"), tables);
    // VODataService 1.2, section 3.3.2: behind the description, before the columns
    static const QRegularExpression photometry(u"<name>cars_dr1.photometry</name>\\s*"
                                               "<description>[^<]*</description>\\s*"
                                               "<nrows>902</nrows>"_s);
    QVERIFY2(QString::fromUtf8(document).contains(photometry), document.constData());
}

void TestLocalTapService::stopsWhileQueriesRun()
{
    submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}});
    const QString waiting = submit(slowQuery);
    QNetworkRequest wait(QUrl(waiting + u"?WAIT=60"_s));
    std::unique_ptr<QNetworkReply> first(m_network.get(wait));
    // a large result that nobody reads
    QUrl url(m_service->baseUrl().toString() + u"/sync"_s);
    QUrlQuery query;
    query.addQueryItem(u"LANG"_s, u"ADQL"_s);
    query.addQueryItem(u"QUERY"_s, u"SELECT * FROM cars_dr1.ifu_datatable_unbinned"_s);
    url.setQuery(query);
    std::unique_ptr<QNetworkReply> second(m_network.get(QNetworkRequest(url)));
    second->setReadBufferSize(1000);
    QSignalSpy started(second.get(), &QNetworkReply::readyRead);
    QVERIFY(started.wait());

    QElapsedTimer timer;
    timer.start();
    m_service.reset();
    QVERIFY2(timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestLocalTapService)
#include "tst_localtap_service.moc"
