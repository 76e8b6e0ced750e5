// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/localtaptest.h"
#include "tests/support/testdata.h"

#include <QElapsedTimer>
#include <QHttpMultiPart>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::Form;
using tapdesk::test::slowQuery;

/// The embedded service over real HTTP: queries that are answered at once.
class TestLocalTapQueries final : public test::LocalTapTest
{
    Q_OBJECT

private slots:
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
};

void TestLocalTapQueries::queries_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("query");
    QTest::addColumn<qint64>("least");
    const auto row = [](const char* name, const char* language, const char* query, qint64 least) {
        QTest::newRow(name) << QString::fromLatin1(language) << QString::fromLatin1(query) << least;
    };
    const auto guide = [](const char* file, qint64 least) {
        QTest::addRow("guide: %s", file)
            << u"PostgreSQL"_s << test::guideQuery(QString::fromLatin1(file)) << least;
    };
    guide("sed.sql", 22);
    guide("bh-mass-vs-enlr-max-size.sql", 20);
    guide("o3-wind-velo-disp.sql", 5);
    guide("bpt-line.sql", 300);
    guide("file-urls.sql", 5);
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

void TestLocalTapQueries::queries()
{
    QFETCH(QString, language);
    QFETCH(QString, query);
    QFETCH(qint64, least);
    const Reply answer = post(u"/sync"_s, {{u"LANG"_s, language}, {u"QUERY"_s, query}});
    const auto reader = read(answer.body);

    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(reader.queryStatus(), votable::QueryStatus::Ok);
    QVERIFY2(reader.table().rowCount() >= least,
             qPrintable(QString::number(reader.table().rowCount())));
    QVERIFY(answer.body.contains("SYNTHETIC"));
}

void TestLocalTapQueries::refusals_data()
{
    QTest::addColumn<Form>("form");
    QTest::addColumn<QString>("sentence");
    const auto query = [](const QString& text) {
        return Form {{u"LANG"_s, u"PostgreSQL"_s}, {u"QUERY"_s, text}};
    };
    QTest::newRow("nothing") << Form {} << u"QUERY: This parameter is required"_s;
    QTest::newRow("language") << Form {{u"LANG"_s, u"PQL"_s}, {u"QUERY"_s, u"SELECT 1"_s}}
                              << u"PQL"_s;
    QTest::newRow("language that begins alike")
        << Form {{u"LANG"_s, u"ADQLX"_s}, {u"QUERY"_s, u"SELECT 1"_s}} << u"ADQLX"_s;
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

void TestLocalTapQueries::refusals()
{
    QFETCH(Form, form);
    QFETCH(QString, sentence);
    const Reply answer = post(u"/sync"_s, form);
    const auto reader = read(answer.body);

    QCOMPARE(answer.status, 400);
    QCOMPARE(reader.queryStatus(), votable::QueryStatus::Error);
    QVERIFY2(reader.queryStatusText().contains(sentence), qPrintable(reader.queryStatusText()));
}

void TestLocalTapQueries::guideFields()
{
    const Reply answer =
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

void TestLocalTapQueries::overflow()
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

void TestLocalTapQueries::formats_data()
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

void TestLocalTapQueries::formats()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, start);
    const Form form {{u"LANG"_s, u"ADQL"_s},
                     {u"QUERY"_s, u"SELECT hes_name, ra FROM cars_dr1.agn_parameters"_s},
                     {u"FORMAT"_s, format}};
    const Reply now = post(u"/sync"_s, form);
    const Reply made = post(u"/async"_s, form + Form {{u"PHASE"_s, u"RUN"_s}});
    QTRY_COMPARE(phaseOf(made.location), u"COMPLETED"_s);
    const Reply later = get(made.location + u"/results/result"_s);

    QCOMPARE(now.type, type);
    QCOMPARE(later.type, type);
    QVERIFY2(now.body.startsWith(start), now.body.left(60).constData());
    QCOMPARE(later.body, now.body);
}

void TestLocalTapQueries::multipartAndLargeForms()
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
    const Reply large =
        post(u"/sync"_s,
             {{u"LANG"_s, u"ADQL"_s},
              {u"QUERY"_s,
               u"SELECT target_id FROM cars_dr1.agn_parameters WHERE hes_name IN ('%1')"_s.arg(
                   names.join(u"','"_s))}});
    QVERIFY2(large.status == 200, large.body.constData());
    QCOMPARE(read(large.body).table().rowCount(), 1);
}

void TestLocalTapQueries::syncLimit()
{
    start({.syncLimit = std::chrono::milliseconds(300)});
    QElapsedTimer timer;
    timer.start();
    const Reply answer = post(u"/sync"_s, {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, slowQuery}});

    QCOMPARE(answer.status, 400);
    QVERIFY(read(answer.body).queryStatusText().contains("limit of 0.3 s"_L1));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestLocalTapQueries)
#include "tst_localtap_queries.moc"
