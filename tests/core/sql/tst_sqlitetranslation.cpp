// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitetranslation.h"
#include "tests/core/sql/sqlitebackend.h"
#include "tests/support/testdata.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;
using tapdesk::test::SqliteBackend;

Q_DECLARE_METATYPE(tapdesk::sql::Dialect)

class SqliteTranslationTest final : public QObject
{
    Q_OBJECT

private slots:
    void guide_data();
    void guide();
    void postgres_data();
    void postgres();
    void adql_data();
    void adql();
    void refused_data();
    void refused();
    void outputs_data();
    void outputs();
    void limitIsReported();
    void tablesAreReported();
    void longQueriesStayQuick_data();
    void longQueriesStayQuick();

private:
    QString run(const QString& query, Dialect dialect);

    SqliteBackend m_backend;
};

QString SqliteTranslationTest::run(const QString& query, Dialect dialect)
{
    const auto translated = toSqlite(query, dialect);
    if (!translated)
        return u"refused: "_s + translated.error().message;
    return m_backend.run(translated->text);
}

void SqliteTranslationTest::guide_data()
{
    QTest::addColumn<QString>("result");

    QTest::newRow("sed.sql")
        << u"phot_band phot_centwave phot_flux phot_flux_error phot_flux_limit log_centwave "
           "log_phot_flux: W1 10.0 0.001 0.0001 0 1.0 -3.0; W2 100.0 0.01 0.001 0 2.0 -2.0; "
           "X 1000.0 ~ ~ 1 3.0 ~"_s;
    QTest::newRow("bh-mass-vs-enlr-max-size.sql")
        << u"target_id hes_name log_bh_mass enlr_max_kpc log_enlr_max_kpc: "
           "1 HE0040-1105 7.5 10.0 1.0; 2 HE0108-4743 6.5 100.0 2.0"_s;
    QTest::newRow("o3-wind-velo-disp.sql")
        << u"hes_name wing_sigma observed maps_full: HE0040-1105 350.0 a.fits m.fits"_s;
    QTest::newRow("bpt-line.sql") << u"log(oiii_hb) log(nii_ha) distance: 1.0 -1.0 1.5"_s;
    QTest::newRow("file-urls.sql") << u"file_urls: a.fits"_s;
}

void SqliteTranslationTest::guide()
{
    const auto query = tapdesk::test::guideQuery(QString::fromLatin1(QTest::currentDataTag()));

    QTEST(run(query, Dialect::PostgreSql), "result");
}

void SqliteTranslationTest::postgres_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("result");

    const auto row = [](const char* query, const char* result) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(result);
    };
    // names of outputs: PostgreSQL 15, what psql shows
    row("SELECT 1", "?column?: 1");
    row("SELECT 1 AS \"A b\"", "A b: 1");
    row("SELECT 1 AS Value", "value: 1");
    row("SELECT 1 one", "one: 1");
    row("SELECT 1 AS select", "select: 1");
    row("SELECT 'x'::varchar", "varchar: x");
    row("SELECT TRUE, NULL AS n", "bool n: 1 ~");
    row("SELECT count(*) FROM cars_dr1.photometry", "count: 4");
    row("SELECT Phot_Band FROM cars_dr1.photometry LIMIT 1", "phot_band: W1");
    row("SELECT (wing_sigma) FROM cars_dr1.agn_parameters LIMIT 1", "wing_sigma: 350.0");
    row("SELECT CASE WHEN 1 = 1 THEN 2 END", "case: 2");
    row("SELECT CASE 1 WHEN 2 THEN 3 ELSE log(1) END", "log: 0.0");
    row("SELECT (SELECT max(target_id) FROM cars_dr1.host_properties)", "max: 3");
    row("SELECT EXISTS (SELECT 1)", "exists: 1");
    row("SELECT trim(' a ')", "btrim: a");

    // arithmetic
    row("SELECT 7 / 2 AS a, 7 / 2.0 AS b, -7 / 2 AS c", "a b c: 3 3.5 -3");
    row("SELECT 2 ^ 3 ^ 2 AS a, -2 ^ 2 AS b", "a b: 64.0 4.0");
    row("SELECT 7 % 4 AS a, 5.5 % 2 AS b", "a b: 3.0 1.5");
    row("SELECT 2 + 3 * 4 AS a, (2 + 3) * 4 AS b, 10 - 4 - 3 AS c", "a b c: 14 20 3");
    row("SELECT - -1 AS a, 1 - -1 AS b, +1 AS c", "a b c: 1 2 1");
    row("SELECT log(100) AS a, log(2, 8) AS b, ln(1) AS c, log10(1000) AS d",
        "a b c d: 2.0 3.0 0.0 3.0");
    row("SELECT 5 & 3 AS a, 5 | 3 AS b, 1 << 3 AS c", "a b c: 1 7 8");

    // casts
    row("SELECT '12'::int + 1 AS a, CAST(2.6 AS integer) AS b", "a b: 13 3");
    row("SELECT CAST(7 AS double precision) / 2 AS a, 7::numeric / 2 AS b", "a b: 3.5 3.5");
    row("SELECT CAST('abcdef' AS varchar(3)) AS a, 'xyz'::char AS b", "a b: abc x");
    row("SELECT - '1'::int AS a", "a: -1");
    row("SELECT 12::text || 'a' AS a, x.observed::text FROM cars_dr1.ifu_observations x LIMIT 1",
        "a observed: 12a a.fits");
    row("SELECT timestamp '2020-01-01' AS t", "t: 2020-01-01");

    // text
    row("SELECT 'a' || 'b' || 1 + 2 AS a", "a: ab3");
    row("SELECT 'it''s' AS a, E'a\\tb\\x41\\'' AS b, $$it's$$ AS c", "a b c: it's a\tbA' it's");
    row("SELECT 'Ab' LIKE 'a%' AS a, 'Ab' LIKE 'A%' AS b, 'Ab' NOT LIKE 'A%' AS c", "a b c: 0 1 0");
    row("SELECT 'Ab' ~ '^A' AS a, 'Ab' !~ '^A' AS b", "a b: 1 0");
    row("SELECT lower('AB') AS a, upper('ab') AS b, length('abc') AS c", "a b c: ab AB 3");

    // conditions
    row("SELECT 1 = 1 AND NOT 1 > 2 OR 1 = 2 AS a", "a: 1");
    row("SELECT NOT (1 = 1 OR 1 = 2) AS a", "a: 0");
    row("SELECT 1 != 2 AS a, NULL IS NULL AS b, 1 IS NOT DISTINCT FROM 1 AS c", "a b c: 1 1 1");
    row("SELECT 2 BETWEEN 1 AND 3 AS a, 2 NOT IN (1, 3) AS b, TRUE IS NOT FALSE AS c",
        "a b c: 1 1 1");
    row("SELECT (1, 2) IN (SELECT 1, 2) AS a", "a: 1");
    row("SELECT 1 < 2 = TRUE AS a", "refused: Unexpected \"=\".");
    row("SELECT hes_name FROM cars_dr1.agn_parameters a WHERE EXISTS (SELECT 1 FROM "
        "cars_dr1.ifu_observations i WHERE i.target_id = a.target_id AND i.maps_full IS NULL)",
        "hes_name: HE0108-4743");
    row("SELECT hes_name FROM cars_dr1.agn_parameters WHERE target_id IN (SELECT target_id FROM "
        "cars_dr1.host_properties WHERE enlr_max_kpc = 0)",
        "hes_name: HE0114");

    // order
    row("SELECT phot_flux f FROM cars_dr1.photometry ORDER BY f", "f: 0.001; 0.01; 5.0; ~");
    row("SELECT phot_flux FROM cars_dr1.photometry ORDER BY 1 DESC",
        "phot_flux: ~; 5.0; 0.01; 0.001");
    row("SELECT phot_flux FROM cars_dr1.photometry ORDER BY phot_flux DESC NULLS LAST",
        "phot_flux: 5.0; 0.01; 0.001; ~");
    row("SELECT phot_flux FROM cars_dr1.photometry ORDER BY phot_flux NULLS FIRST LIMIT 2",
        "phot_flux: ~; 0.001");
    row("SELECT target_id FROM cars_dr1.host_properties ORDER BY 1 LIMIT 1 OFFSET 1",
        "target_id: 2");
    row("SELECT target_id FROM cars_dr1.host_properties ORDER BY 1 OFFSET 2", "target_id: 3");
    row("SELECT target_id FROM cars_dr1.host_properties ORDER BY 1 LIMIT ALL",
        "target_id: 1; 2; 3");
    row("SELECT hes_name, count(*) AS n, avg(phot_centwave) FROM cars_dr1.photometry GROUP BY "
        "hes_name HAVING count(*) > 1",
        "hes_name n avg: HE0040-1105 3 370.0");
    row("SELECT DISTINCT phot_band FROM cars_dr1.photometry ORDER BY phot_band",
        "phot_band: W1; W2; X");
    row("SELECT count(DISTINCT phot_band) FROM cars_dr1.photometry", "count: 3");

    // tables
    row("SELECT photometry.phot_band FROM cars_dr1.photometry LIMIT 1", "phot_band: W1");
    row("SELECT cars_dr1.photometry.phot_band FROM cars_dr1.photometry LIMIT 1", "phot_band: W1");
    row("SELECT \"photometry\".\"phot_band\" FROM \"cars_dr1\".\"photometry\" LIMIT 1",
        "phot_band: W1");
    row("SELECT * FROM TAP_SCHEMA.tables", "table_name: cars_dr1.photometry");
    row("SELECT * FROM tap_schema.TABLES t", "table_name: cars_dr1.photometry");
    row("SELECT i.*, a.log_bh_mass FROM cars_dr1.agn_parameters AS a JOIN "
        "cars_dr1.ifu_observations AS i USING (target_id) WHERE i.maps_full IS NULL",
        "target_id observed maps_full log_bh_mass: 2 b.fits ~ 6.5");
    row("SELECT a.target_id, observed FROM cars_dr1.agn_parameters a LEFT OUTER JOIN "
        "cars_dr1.ifu_observations i ON a.target_id = i.target_id ORDER BY a.target_id",
        "target_id observed: 1 a.fits; 2 b.fits; 3 ~");
    row("SELECT count(*) FROM cars_dr1.agn_parameters CROSS JOIN cars_dr1.ifu_observations",
        "count: 6");
    row("SELECT count(*) FROM (cars_dr1.agn_parameters a NATURAL JOIN "
        "cars_dr1.host_properties h) FULL JOIN cars_dr1.ifu_observations i ON FALSE",
        "count: 5");
    row("SELECT s.n + 1 AS m FROM (SELECT count(*) AS n FROM cars_dr1.photometry) AS s", "m: 5");
    row("SELECT count FROM (SELECT count(*) FROM cars_dr1.photometry) s", "count: 4");
    row("WITH w AS (SELECT 1 AS a), v(b) AS (SELECT a + 1 FROM w) SELECT * FROM v", "b: 2");
    row("SELECT \"no such\" FROM cars_dr1.photometry", "error");

    // sets
    row("SELECT 1 AS a UNION SELECT 2 ORDER BY a DESC", "a: 2; 1");
    row("SELECT 1 AS a UNION ALL SELECT 1", "a: 1; 1");
    row("SELECT 1 AS a UNION SELECT 2 INTERSECT SELECT 2", "a: 1; 2");
    row("SELECT 1 AS a EXCEPT SELECT 1", "a: ");
    row("(SELECT 1 AS a UNION SELECT 2) INTERSECT (SELECT 2)", "a: 2");
    row("(SELECT 2 AS a LIMIT 1) UNION ALL (SELECT 1 ORDER BY 1)", "a: 2; 1");

    // pgSphere, q3c
    row("SELECT target_id FROM cars_dr1.host_properties WHERE q3c_radial_query(ra, dec, 10, 0, "
        "0.1)",
        "target_id: 1; 2");
    row("SELECT spoint(0, 0) <@ scircle(spoint(1, 0), 0.1) AS a", "a: CONTAINS(POINT(,),)");
    row("SELECT stddev(ra), greatest(1, 2), concat('a', 'b') FROM cars_dr1.host_properties",
        "stddev greatest concat: ~ ~ ~");
    row(" ;", "refused: Only a SELECT can be run here.");
    row("SELECT 1 /* a /* b */ */ AS x -- end\n;;", "x: 1");
}

void SqliteTranslationTest::postgres()
{
    QFETCH(const QString, query);
    QFETCH(const QString, result);

    const QString found = run(query, Dialect::PostgreSql);

    if (result == u"error")
        QVERIFY2(found.startsWith(result), qPrintable(found));
    else
        QCOMPARE(found, result);
}

void SqliteTranslationTest::adql_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("result");

    const auto row = [](const char* query, const char* result) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(result);
    };
    row("SELECT TOP 2 target_id FROM cars_dr1.host_properties ORDER BY target_id DESC",
        "target_id: 3; 2");
    row("SELECT TOP 1 target_id FROM cars_dr1.host_properties ORDER BY target_id OFFSET 1",
        "target_id: 2");
    row("SELECT target_id FROM cars_dr1.host_properties ORDER BY target_id OFFSET 2",
        "target_id: 3");
    row("SELECT DISTINCT TOP 1 phot_band FROM cars_dr1.photometry ORDER BY phot_band",
        "phot_band: W1");
    row("SELECT TOP 1 LOG(100) AS a FROM cars_dr1.photometry", "a: 4.60517018598809"); // natural
    row("SELECT TOP 1 LOG(1.0) AS a, LOG10(100) AS b, POWER(2, 3) AS c, MOD(7, 4) AS d, 7/2 AS e "
        "FROM cars_dr1.photometry",
        "a b c d e: 0.0 2.0 8.0 3.0 3");
    row("SELECT LOG10(oiii5007_flux/hbeta_flux) AS \"log(oiii_hb)\", \"distance\" FROM "
        "cars_dr1.ifu_datatable_unbinned WHERE nii6583_flux/nii6583_flux_err > 3;",
        "log(oiii_hb) distance: 1.0 1.5");
    row("SELECT target_id FROM cars_dr1.host_properties WHERE DISTANCE(ra, dec, 10, 0) < 0.1",
        "target_id: 1; 2");
    row("SELECT TOP 1 1 AS a FROM cars_dr1.photometry WHERE 1 = CONTAINS(POINT('ICRS', 1, 2), "
        "CIRCLE('', 1, 2, 3))",
        "a: ");
    row("SELECT TOP 1 CONTAINS(POINT('ICRS', 1, 2), CIRCLE(3, 4, 5)) AS c FROM "
        "cars_dr1.photometry",
        "c: CONTAINS(POINT(1,2),CIRCLE(3,4,5))");
    row("SELECT TOP 1 POINT('icrs geocenter', 1, 2) FROM cars_dr1.photometry", "point: POINT(1,2)");
    row("SELECT TOP 1 DISTANCE(POINT('ICRS', 1, 2), POINT(3, 4)), AREA(BOX(1, 2, 3, 4)), "
        "COORD1(CENTROID(POLYGON('ICRS', 1, 2, 3, 4, 5, 6))) AS x, COORDSYS(POINT(1, 2)), "
        "INTERSECTS(CIRCLE(POINT(1, 2), 3), BOX(POINT(1, 2), 3, 4)) AS y FROM cars_dr1.photometry",
        "distance area x coordsys y: ~ ~ ~ ~ ~");
    row("SELECT hes_name FROM cars_dr1.agn_parameters WHERE hes_name ILIKE 'he%' OR hes_name LIKE "
        "'HE01%'",
        "hes_name: HE0108-4743; HE0114");
    row("SELECT TOP 1 CAST('7' AS INTEGER) + 1 AS a, COALESCE(NULL, 2) AS b, LOWER('A') || 'b' AS "
        "c, CASE WHEN 1 = 1 THEN 'x' ELSE 'y' END AS d FROM cars_dr1.photometry",
        "a b c d: 8 2 ab x");
    row("WITH w AS (SELECT target_id FROM cars_dr1.host_properties) SELECT COUNT(*) AS n FROM w",
        "n: 3");
    row("SELECT TOP 1 target_id FROM cars_dr1.host_properties UNION ALL SELECT TOP 1 target_id "
        "FROM cars_dr1.ifu_observations",
        "target_id: 1; 1");
    row("SELECT h.target_id FROM cars_dr1.host_properties AS h JOIN cars_dr1.ifu_observations AS i "
        "ON h.target_id = i.target_id AND i.maps_full IS NOT NULL",
        "target_id: 1");
    row("SELECT t.n FROM (SELECT TOP 2 target_id AS n FROM cars_dr1.host_properties ORDER BY n "
        "DESC) AS t WHERE t.n < 3",
        "n: 2");
    row("SELECT table_name FROM \"TAP_SCHEMA\".\"tables\"", "table_name: cars_dr1.photometry");
    row("SELECT phot_band, COUNT(*) FROM cars_dr1.photometry GROUP BY phot_band HAVING COUNT(*) > "
        "1",
        "phot_band count: W1 2");
}

void SqliteTranslationTest::adql()
{
    QFETCH(const QString, query);

    QTEST(run(query, Dialect::Adql), "result");
}

void SqliteTranslationTest::refused_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("place"); // line:column:token
    QTest::addColumn<QString>("message"); // a part of it

    const auto postgres = [](const char* query, const char* place, const char* message) {
        QTest::newRow(query) << QString::fromUtf8(query) << Dialect::PostgreSql
                             << QString::fromUtf8(place) << QString::fromUtf8(message);
    };
    const auto adql = [](const char* query, const char* place, const char* message) {
        QTest::addRow("ADQL: %s", query) << QString::fromUtf8(query) << Dialect::Adql
                                         << QString::fromUtf8(place) << QString::fromUtf8(message);
    };
    postgres("", "1:0:", "empty");
    postgres("-- only this\n", "1:0:", "empty");
    postgres("DROP TABLE cars_dr1.photometry", "1:0:DROP", "Only a SELECT");
    postgres("EXPLAIN SELECT 1", "1:0:EXPLAIN", "Only a SELECT");
    postgres("SELECT 1;\nSELECT 2", "2:0:SELECT", "Only one statement");
    postgres("SELECT (1 + 2", "1:7:(", "never closed");
    postgres("SELECT 1)", "1:8:)", "never opened");
    postgres("SELECT\n 'abc", "2:1:'abc", "string");
    postgres("SELECT \"abc", "1:7:\"abc", "quoted name");
    postgres("SELECT \"\"", "1:7:\"\"", "empty");
    postgres("SELECT 1 /* x", "1:9:/* x", "comment");
    postgres("SELECT ‘a’", "1:7:‘", "no meaning");
    postgres("SELECT 12abc", "1:9:abc", "letters");
    postgres("SELECT B'01'", "1:7:B'01'", "string");
    postgres("SELECT", "1:6:", "too early");
    postgres("SELECT 1 +", "1:10:", "too early");
    postgres("SELECT FROM cars_dr1.x", "1:7:FROM", "reserved");
    postgres("SELECT 1 1", "1:9:1", "Unexpected");
    postgres("SELECT a FROM cars_dr1.x WHERE", "1:30:", "too early");
    postgres("SELECT a FROM cars_dr1.x GROUP a", "1:31:a", "BY");
    postgres("SELECT nope(1)", "1:7:nope", "Unknown function");
    postgres("SELECT to_char(1, 'a')", "1:7:to_char", "no function");
    postgres("SELECT log(1, 2, 3)", "1:7:log", "3 argument");
    postgres("SELECT TOP 5 a FROM cars_dr1.x", "1:7:TOP", "LIMIT 5");
    postgres("SELECT a FROM photometry", "1:14:photometry", "schema.table");
    postgres("SELECT a FROM a.b.c", "1:14:a", "schema.table");
    postgres("SELECT a.b.c.d FROM a.b", "1:15:FROM", "three parts");
    postgres("SELECT DISTINCT ON (a) b FROM cars_dr1.x", "1:16:ON", "DISTINCT ON");
    postgres("SELECT rank() OVER (ORDER BY a) FROM cars_dr1.x", "1:7:rank", "no function");
    postgres("SELECT max(a) OVER (ORDER BY a) FROM cars_dr1.x", "1:14:OVER", "window");
    postgres("SELECT a[1] FROM cars_dr1.x", "1:8:[", "arrays");
    postgres("SELECT 1 FROM (SELECT 1)", "1:24:", "needs a name");
    postgres("SELECT 1 FROM cars_dr1.x JOIN cars_dr1.y", "1:40:", "ON");
    postgres("SELECT 1::box", "1:10:box", "cast");
    postgres("SELECT 1 LIMIT 1.5", "1:15:1.5", "whole number");
    postgres("SELECT 1 EXCEPT ALL SELECT 1", "1:16:ALL", "EXCEPT ALL");
    postgres("WITH RECURSIVE a AS (SELECT 1) SELECT 1", "1:5:RECURSIVE", "recursive");
    postgres("SELECT 1 FROM generate_series(1, 2)", "1:14:generate_series", "yield tables");
    postgres("SELECT a.x, b.x FROM cars_dr1.a, cars_dr1.b", "1:12:b", "Duplicate column name x");
    postgres("SELECT 1, 2", "1:10:2", "Duplicate column name ?column?");

    adql("SELECT a FROM cars_dr1.x LIMIT 5", "1:25:LIMIT", "TOP");
    adql("SELECT a FROM cars_dr1.x WHERE a > 1\n LIMIT 5", "2:1:LIMIT", "TOP");
    adql("SELECT distance FROM cars_dr1.x", "1:7:distance", "double quotes");
    adql("SELECT a.size FROM cars_dr1.a", "1:9:size", "double quotes");
    adql("SELECT 1", "1:8:", "FROM");
    adql("SELECT a /* b */ FROM cars_dr1.x", "1:9:/", "comments");
    adql("SELECT a::int FROM cars_dr1.x", "1:8::", "no meaning");
    adql("SELECT a ^ 2 FROM cars_dr1.x", "1:9:^", "POWER");
    adql("SELECT a % 2 FROM cars_dr1.x", "1:9:%", "MOD");
    adql("SELECT ln(a) FROM cars_dr1.x", "1:7:ln", "Unknown function");
    adql("SELECT a FROM cars_dr1.x WHERE CONTAINS(POINT(1, 2), CIRCLE(1, 2, 3))", "1:31:CONTAINS",
         "compare it");
    adql("SELECT POINT('GALACTIC', 1, 2) FROM cars_dr1.x", "1:13:'GALACTIC'", "ICRS");
    adql("SELECT REGION('CIRCLE 1 2 3') FROM cars_dr1.x", "1:7:REGION", "no function");
    adql("SELECT DISTANCE(1, 2, 3) FROM cars_dr1.x", "1:7:DISTANCE", "3 argument");
}

void SqliteTranslationTest::refused()
{
    QFETCH(const QString, query);
    QFETCH(const Dialect, dialect);
    QFETCH(const QString, message);

    const auto translated = toSqlite(query, dialect);

    QVERIFY2(!translated, qPrintable(translated ? translated->text : QString()));
    const TranslationError& error = translated.error();
    QTEST((u"%1:%2:%3"_s.arg(error.line).arg(error.column).arg(error.token)), "place");
    QVERIFY2(error.message.contains(message), qPrintable(error.message));
}

void SqliteTranslationTest::outputs_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("found"); // name=table.column …

    const auto row = [](const char* query, const char* outputs) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(outputs);
    };
    row("SELECT a, B AS c, a + 1 AS d FROM s.T", "a=s.t/a c=s.t/b d=/");
    row("SELECT x.a, y.b FROM s.t x, s.u AS y", "a=s.t/a b=s.u/b");
    row("SELECT a FROM s.t, s.u", "a=/a");
    row("SELECT *, t.* FROM s.t", "*=s.t/ *=s.t/");
    row("SELECT * FROM s.t, s.u", "*=/");
    row("SELECT q.c, q.d FROM (SELECT a AS c, a + 1 AS d FROM s.t) AS q", "c=s.t/a d=/");
    row("WITH w(e) AS (SELECT a FROM s.t) SELECT e FROM w", "e=s.t/a");
    row("SELECT (SELECT b FROM s.u LIMIT 1), a FROM s.t", "b=/ a=s.t/a");
    row("SELECT a FROM s.t UNION SELECT b FROM s.u", "a=s.t/a");
    row("SELECT s.t.a FROM s.t JOIN (SELECT a FROM s.u) v ON TRUE", "a=s.t/a");
}

void SqliteTranslationTest::outputs()
{
    QFETCH(const QString, query);

    const auto translated = toSqlite(query, Dialect::PostgreSql);

    QVERIFY(translated);
    QStringList found;
    for (const SqliteQuery::Output& output : translated->outputs)
        found << output.name + u'=' + output.sourceTable + u'/' + output.sourceColumn;
    QTEST(found.join(u' '), "found");
}

void SqliteTranslationTest::limitIsReported()
{
    const QString inner = u"SELECT a FROM (SELECT TOP 3 a FROM s.t) AS q"_s;

    QCOMPARE(toSqlite(u"SELECT TOP 5 a FROM s.t"_s, Dialect::Adql)->top, 5);
    QCOMPARE(toSqlite(u"SELECT a FROM s.t LIMIT 5"_s, Dialect::PostgreSql)->top, 5);
    QCOMPARE(toSqlite(inner, Dialect::Adql)->top, std::nullopt);
}

void SqliteTranslationTest::tablesAreReported()
{
    const auto translated =
        toSqlite(u"SELECT a FROM S.T WHERE b IN (SELECT b FROM s.u) UNION SELECT a FROM s.t"_s,
                 Dialect::PostgreSql);

    QCOMPARE(translated->tables, (QStringList {u"s.t"_s, u"s.u"_s}));
}

void SqliteTranslationTest::longQueriesStayQuick_data()
{
    QTest::addColumn<QString>("part");

    for (const char* part : {"(", "SELECT (", "a^", "a||", "a + ", "- ", "NOT ", "a AND ", "a~",
                             "a::int", "CASE WHEN ", "a,", "a.", "log(", "1 UNION SELECT ", "'"})
        QTest::newRow(part) << QString::fromUtf8(part);
}

void SqliteTranslationTest::longQueriesStayQuick()
{
    QFETCH(const QString, part);
    const QString query = u"SELECT "_s + part.repeated(50'000) + u"1"_s;

    QElapsedTimer timer;
    timer.start();
    (void)toSqlite(query, Dialect::PostgreSql);

    QVERIFY(timer.elapsed() < 5'000); // a second or less where cost grows with length alone
}

QTEST_APPLESS_MAIN(SqliteTranslationTest)
#include "tst_sqlitetranslation.moc"
