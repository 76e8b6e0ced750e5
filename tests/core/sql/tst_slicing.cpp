// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/slicing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;
using Kind = SliceRefusal::Kind;

class TestSlicing final : public QObject
{
    Q_OBJECT

private slots:
    void adds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sliced");

        QTest::newRow("no WHERE") << u"SELECT a FROM t"_s << u"SELECT a FROM t\nWHERE (c)"_s;
        QTest::newRow("semicolon")
            << u"SELECT a FROM t ;\n"_s << u"SELECT a FROM t\nWHERE (c) ;\n"_s;
        QTest::newRow("comment at the end")
            << u"SELECT a FROM t -- all"_s << u"SELECT a FROM t -- all\nWHERE (c)"_s;
        QTest::newRow("WHERE with OR") << u"SELECT a FROM t WHERE x OR y -- z"_s
                                       << u"SELECT a FROM t WHERE ( x OR y -- z\n) AND (c)"_s;
        QTest::newRow("WHERE of a subquery only")
            << u"SELECT a FROM (SELECT DISTINCT a FROM t WHERE x LIMIT 3) AS s"_s
            << u"SELECT a FROM (SELECT DISTINCT a FROM t WHERE x LIMIT 3) AS s\nWHERE (c)"_s;
        QTest::newRow("aggregate within WHERE")
            << u"SELECT a FROM t WHERE a = (SELECT max(a) FROM t)"_s
            << u"SELECT a FROM t WHERE ( a = (SELECT max(a) FROM t)\n) AND (c)"_s;
        QTest::newRow("columns named as clauses")
            << u"SELECT t.order, \"limit\", 'group' FROM t"_s
            << u"SELECT t.order, \"limit\", 'group' FROM t\nWHERE (c)"_s;
        QTest::newRow("a column named as an aggregate")
            << u"SELECT count FROM t"_s << u"SELECT count FROM t\nWHERE (c)"_s;
        QTest::newRow("ALL") << u"SELECT ALL a FROM t"_s << u"SELECT ALL a FROM t\nWHERE (c)"_s;
    }

    void adds()
    {
        QFETCH(const QString, text);

        const auto sliced = withCondition(text, Dialect::PostgreSql, u"c"_s);

        QVERIFY2(sliced, sliced ? "" : qPrintable(sliced.error().evidence));
        QTEST(*sliced, "sliced");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("evidence");

        QTest::newRow("empty") << u""_s << Kind::NotOneSelect << u""_s;
        QTest::newRow("two") << u"SELECT a FROM t; SELECT b FROM t"_s << Kind::NotOneSelect
                             << u""_s;
        QTest::newRow("WITH") << u"WITH s AS (SELECT 1) SELECT * FROM s"_s << Kind::NotOneSelect
                              << u""_s;
        QTest::newRow("no FROM") << u"SELECT 1"_s << Kind::NoFrom << u""_s;
        QTest::newRow("open text") << u"SELECT 'a FROM t"_s << Kind::Unclosed << u""_s;
        QTest::newRow("open parenthesis") << u"SELECT (a FROM t"_s << Kind::Unclosed << u""_s;
        for (const auto& [clause, text] :
             {std::pair {u"DISTINCT"_s, u"SELECT distinct a FROM t"_s},
              {u"TOP"_s, u"SELECT TOP 5 a FROM t"_s},
              {u"GROUP"_s, u"SELECT a FROM t GROUP BY a"_s},
              {u"ORDER"_s, u"SELECT a FROM t ORDER BY a"_s},
              {u"LIMIT"_s, u"SELECT a FROM t LIMIT 5"_s},
              {u"OFFSET"_s, u"SELECT a FROM t OFFSET 5"_s},
              {u"FETCH"_s, u"SELECT a FROM t FETCH FIRST 5 ROWS ONLY"_s},
              {u"UNION"_s, u"SELECT a FROM t UNION SELECT a FROM u"_s},
              {u"EXCEPT"_s, u"SELECT a FROM t EXCEPT SELECT a FROM u"_s},
              {u"OVER"_s, u"SELECT rank() OVER (PARTITION BY a) FROM t"_s}})
            QTest::newRow(qPrintable(clause)) << text << Kind::Clause << clause;
        QTest::newRow("count") << u"SELECT COUNT(*) FROM t"_s << Kind::Aggregate << u"COUNT"_s;
        QTest::newRow("within a function")
            << u"SELECT round(Avg (a)) FROM t"_s << Kind::Aggregate << u"Avg"_s;
    }

    void refuses()
    {
        QFETCH(const QString, text);

        const auto sliced = withCondition(text, Dialect::PostgreSql, u"c"_s);

        QVERIFY(!sliced);
        QTEST(sliced.error().kind, "kind");
        QTEST(sliced.error().evidence, "evidence");
    }

    void bounds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("query"); // empty: refused

        QTest::newRow("simple")
            << u"-- t\nSELECT a, b FROM t WHERE x;"_s << u"a"_s
            << u"SELECT MIN(a) AS slice_min, MAX(a) AS slice_max FROM t WHERE x"_s;
        QTest::newRow("qualified") << u"SELECT * FROM t AS s"_s << u"s.\"A b\""_s
                                   << u"SELECT MIN(s.\"A b\") AS slice_min, MAX(s.\"A b\") AS "
                                      "slice_max FROM t AS s"_s;
        QTest::newRow("expression") << u"SELECT a FROM t"_s << u"a + 1"_s << u""_s;
        QTest::newRow("more SQL") << u"SELECT a FROM t"_s << u"a) FROM u; --"_s << u""_s;
        QTest::newRow("nothing") << u"SELECT a FROM t"_s << u""_s << u""_s;
        QTest::newRow("dot at the end") << u"SELECT a FROM t"_s << u"t."_s << u""_s;
    }

    void bounds()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, column);
        const auto query = boundsQuery(text, Dialect::PostgreSql, column);
        QTEST(query.value_or(QString()), "query");
        QVERIFY(query || query.error().kind == Kind::NotAColumn);
    }
};

QTEST_APPLESS_MAIN(TestSlicing)
#include "tst_slicing.moc"
