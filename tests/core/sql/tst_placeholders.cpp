// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/placeholders.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

class TestPlaceholders final : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names"); // PostgreSQL
        QTest::addColumn<QString>("adql");

        const auto row = [](const char* name, const QString& text, const QString& names,
                            const std::optional<QString>& adql = {}) {
            QTest::newRow(name) << text << names << adql.value_or(names);
        };
        row("none", u"SELECT 1"_s, u""_s);
        row("one", u"WHERE x = :x"_s, u"x"_s);
        row("twice", u":a AND :b AND :a"_s, u"a b"_s);
        row("case matters", u":a :A"_s, u"a A"_s);
        row("a keyword may be a name", u"x = :value"_s, u"value"_s);
        row("without blanks", u"x=:x;"_s, u"x"_s);
        row("in a text", u"SELECT ':x', 'it''s :y'"_s, u""_s);
        row("in a quoted name", u"SELECT \":x\""_s, u""_s);
        row("in a line comment", u"-- :x\nSELECT :y"_s, u"y"_s);
        row("in a block comment", u"/* :x */ SELECT :y"_s, u"y"_s, u"x y"_s);
        row("in dollar quotes", u"SELECT $$:x$$"_s, u""_s, u"x"_s);
        row("cast", u"SELECT x::int, :y::text"_s, u"y"_s);
        row("slice of an array", u"SELECT a[1:n], a[:m], a[b[1]:c], :z"_s, u"z"_s);
        row("time of day", u"SELECT 12:30"_s, u""_s);
        row("a blank behind the colon", u"SELECT : x"_s, u""_s);
        row("at the end", u"SELECT :"_s, u""_s);
    }

    void finds()
    {
        QFETCH(const QString, text);

        QTEST(placeholderNames(text, Dialect::PostgreSql).join(u' '), "names");
        QTEST(placeholderNames(text, Dialect::Adql).join(u' '), "adql");
    }

    void fills_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled"); // x = 'it''s', n = -5

        QTest::newRow("text") << u"a = :x"_s << u"a = 'it''s'"_s;
        QTest::newRow("several") << u"(:n, :x,:n)"_s << u"(-5, 'it''s',-5)"_s;
        QTest::newRow("no comment is made") << u"a -:n"_s << u"a - -5"_s;
        QTest::newRow("no operator is made") << u"a@>:n"_s << u"a@> -5"_s;
        QTest::newRow("no prefix is made") << u"E:x"_s << u"E 'it''s'"_s;
        QTest::newRow("no longer text is made") << u"'a':pp'b'"_s << u"'a' 7 'b'"_s;
        QTest::newRow("cast") << u":n::int"_s << u"-5 ::int"_s;
        QTest::newRow("one without a value stays") << u":n :other"_s << u"-5 :other"_s;
        QTest::newRow("not in a text") << u"':n' :n"_s << u"':n' -5"_s;
    }

    void fills()
    {
        QFETCH(const QString, text);

        QTEST(fillPlaceholders(text, Dialect::PostgreSql,
                               {{u"x"_s, u"'it''s'"_s}, {u"n"_s, u"-5"_s}, {u"pp"_s, u"7"_s}}),
              "filled");
    }
};

QTEST_APPLESS_MAIN(TestPlaceholders)
#include "tst_placeholders.moc"
