// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sweep.h"
#include "tests/support/tables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using test::makeTable;

namespace {

/// "Long: 1 | 2", or the number of the error with its evidence.
QString words(const SweepResult<SweepParameter>& parameter)
{
    if (!parameter)
        return u"error %1 %2"_s.arg(QString::number(int(parameter.error().kind)),
                                    parameter.error().evidence);
    auto said = datatypeName(parameter->datatype) + u": "_s + parameter->values.join(u" | "_s);
    if (parameter->nulls > 0)
        said += u" nulls %1"_s.arg(parameter->nulls);
    if (parameter->repeated > 0)
        said += u" repeated %1"_s.arg(parameter->repeated);
    return said;
}

QString error(SweepError::Kind kind, const QString& evidence)
{
    return u"error %1 %2"_s.arg(QString::number(int(kind)), evidence);
}

TapQuery query(const QString& text)
{
    return {.text = text, .language = u"PostgreSQL"_s, .runId = u"r"_s};
}

QueryResult resultOf(const Table& table, Truth::Extent extent = Truth::Extent::Complete)
{
    QueryResult result;
    result.table = table;
    result.truth.extent = extent;
    result.truth.rows = table.rowCount();
    return result;
}

} // namespace

class TestSweep final : public QObject
{
    Q_OBJECT

private slots:
    void values_data()
    {
        using Kind = SweepError::Kind;
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("values");

        QTest::newRow("integers") << u"1, 20,-3"_s << u"long: 1 | 20 | -3"_s;
        QTest::newRow("numbers as written") << u"1.50,1e3"_s << u"double: 1.50 | 1e3"_s;
        QTest::newRow("names") << u"HE0040-1105, HE0114-0015"_s
                               << u"char: HE0040-1105 | HE0114-0015"_s;
        QTest::newRow("one is a text, all are") << u"1,b"_s << u"char: 1 | b"_s;
        QTest::newRow("quotes") << u"'it''s, really', '12'"_s << u"char: it's, really | 12"_s;
        QTest::newRow("an empty text") << u"''"_s << u"char: "_s;
        QTest::newRow("NaN is no number of SQL") << u"nan"_s << u"char: nan"_s;
        QTest::newRow("beyond 64 bits")
            << u"99999999999999999999"_s << u"double: 99999999999999999999"_s;
        QTest::newRow("twice") << u"1,2,1"_s << u"long: 1 | 2 repeated 1"_s;
        QTest::newRow("commas only") << u" , "_s << error(Kind::NoValues, u"p"_s);
        QTest::newRow("range") << u"1:3"_s << u"long: 1 | 2 | 3"_s;
        QTest::newRow("downwards") << u"2:-1"_s << u"long: 2 | 1 | 0 | -1"_s;
        QTest::newRow("steps that miss the end") << u"1:6:2"_s << u"long: 1 | 3 | 5"_s;
        QTest::newRow("decimals are exact")
            << u"0.1:0.7:0.1"_s << u"double: 0.1 | 0.2 | 0.3 | 0.4 | 0.5 | 0.6 | 0.7"_s;
        QTest::newRow("mixed digits") << u"-1:.5:0.75"_s << u"double: -1.00 | -0.25 | 0.50"_s;
        QTest::newRow("one value") << u"5:5"_s << u"long: 5"_s;
        QTest::newRow("step of zero") << u"1:2:0"_s << error(Kind::BadRange, u"1:2:0"_s);
        QTest::newRow("wrong way") << u"1:2:-1"_s << error(Kind::BadRange, u"1:2:-1"_s);
        QTest::newRow("too many") << u"1:100000"_s << error(Kind::TooMany, u"p"_s);
        QTest::newRow("beyond what is exact")
            << u"9999999999999999999:1"_s << u"char: 9999999999999999999:1"_s;
        QTest::newRow("a time is no range") << u"12:30:a"_s << u"char: 12:30:a"_s;
    }

    void values()
    {
        QFETCH(const QString, written);
        QTEST(words(sweepValues(u"p"_s, written)), "values");
    }

    void column()
    {
        using Kind = SweepError::Kind;
        const auto table = makeTable(
            {{.name = u"n"_s, .datatype = Datatype::Int},
             {.name = u"x"_s, .datatype = Datatype::Double},
             {.name = u"t"_s, .datatype = Datatype::Char, .shape = ArrayShape::variable()},
             {.name = u"v"_s, .datatype = Datatype::Int, .shape = ArrayShape::variable()}},
            {{u"1"_s, u"NaN"_s, u"it's"_s, u"1 2"_s},
             {QString(), u"0.1"_s, QString(), u"3"_s},
             {u"1"_s, u"+Inf"_s, u""_s, u"3"_s}});

        QCOMPARE(words(sweepColumn(u"p"_s, table, u"n"_s)), u"long: 1 nulls 1 repeated 1"_s);
        QCOMPARE(words(sweepColumn(u"p"_s, table, u"X"_s)), u"double: 0.1 nulls 2"_s);
        QCOMPARE(words(sweepColumn(u"p"_s, table, u"t"_s)), u"char: it's |  nulls 1"_s);
        QCOMPARE(words(sweepColumn(u"p"_s, table, u"v"_s)), error(Kind::ArrayColumn, u"v"_s));
        QCOMPARE(words(sweepColumn(u"p"_s, table, u"z"_s)), error(Kind::NoColumn, u"z"_s));
    }

    void queries()
    {
        const auto made =
            sweepQueries(query(u"SELECT ':n' WHERE a = :n AND b = :t"_s),
                         {*sweepRange(u"n"_s, u"9:10"_s), *sweepList(u"t"_s, u"x,'it''s'"_s)});

        QVERIFY(made);
        QStringList said;
        for (const auto& one : *made)
            said.append(one.query.text.section(u"WHERE "_s, 1) + u' ' + one.query.runId + u' '
                        + one.values.join(u'/'));
        QCOMPARE(said,
                 QStringList({u"a = 9 AND b = 'x' r-1 9/x"_s, u"a = 9 AND b = 'it''s' r-2 9/it's"_s,
                              u"a = 10 AND b = 'x' r-3 10/x"_s,
                              u"a = 10 AND b = 'it''s' r-4 10/it's"_s}));
    }

    void noQueries_data()
    {
        using Kind = SweepError::Kind;
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("values");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("no placeholder") << u"SELECT ':n'"_s << u"1"_s << Kind::NoPlaceholder;
        QTest::newRow("one without values") << u":n :m"_s << u"1"_s << Kind::NoParameter;
    }

    void noQueries()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, values);
        const auto made = sweepQueries(query(text), {*sweepList(u"n"_s, values)});
        QVERIFY(!made);
        QTEST(made.error().kind, "kind");
    }

    void tooManyCombinations()
    {
        const auto made = sweepQueries(
            query(u":a :b"_s), {*sweepRange(u"a"_s, u"1:200"_s), *sweepRange(u"b"_s, u"1:200"_s)});
        QVERIFY(!made && made.error().kind == SweepError::Kind::TooMany);
    }

    void joins()
    {
        const QList parameters {*sweepList(u"n"_s, u"7,8,9"_s)};
        const auto asked = query(u"SELECT n FROM t WHERE n = :n"_s);
        const auto queries = *sweepQueries(asked, parameters);
        const Schema fields {{.name = u"n"_s, .datatype = Datatype::Int}};

        const auto whole =
            joinSweep(asked, parameters, queries,
                      {resultOf(makeTable(fields, {{u"1"_s}, {u"2"_s}})),
                       resultOf(makeTable(fields, {})), resultOf(makeTable(fields, {{u"3"_s}}))});
        const auto cut =
            joinSweep(asked, parameters, queries,
                      {resultOf(makeTable(fields, {{u"1"_s}})),
                       resultOf(makeTable(fields, {{u"2"_s}}), Truth::Extent::CutByService),
                       resultOf(makeTable(fields, {}))});
        const auto broken = joinSweep(asked, parameters, queries,
                                      {resultOf(makeTable(fields, {{u"1"_s}})), std::nullopt,
                                       resultOf(makeTable(fields, {}))});

        QCOMPARE(whole.result.table.fields().at(0).name, u"n_parameter"_s);
        QCOMPARE(whole.result.table.rowCount(), 3);
        QCOMPARE(whole.result.table.text(1, 0), u"7"_s);
        QCOMPARE(whole.result.table.text(2, 0), u"9"_s);
        QCOMPARE(whole.result.table.text(2, 1), u"3"_s);
        QCOMPARE(whole.result.truth.extent, Truth::Extent::Complete);
        QCOMPARE(whole.result.truth.rows, 3);
        QCOMPARE(whole.result.provenance.query, asked.text);
        QCOMPARE(cut.result.truth.extent, Truth::Extent::CutByService);
        QCOMPARE(broken.result.truth.extent, Truth::Extent::Partial);
        using Parts = Truth::Parts;
        QCOMPARE(whole.result.truth.parts, (Parts {.all = 3}));
        QCOMPARE(cut.result.truth.parts, (Parts {.all = 3, .cut = 1}));
        QCOMPARE(broken.result.truth.parts, (Parts {.all = 3, .broken = 1}));
    }

    void partsAreCounted()
    {
        const auto asked = query(u"SELECT n FROM t"_s);
        const auto rows = makeTable({{.name = u"n"_s, .datatype = Datatype::Int}}, {{u"1"_s}});
        using Extent = Truth::Extent;

        const auto slices =
            joinSweep(asked, {}, QList<SweepQuery>(5),
                      {resultOf(rows, Extent::CutByMaxrec), resultOf(rows), std::nullopt,
                       resultOf(rows, Extent::Partial), resultOf(rows, Extent::CutByService)});

        QCOMPARE(slices.result.truth.extent, Extent::Partial);
        QCOMPARE(slices.result.truth.parts,
                 (Truth::Parts {.all = 5, .cut = 2, .broken = 2, .areSlices = true}));
    }

    /// A part that failed tells nothing here; one that broke off tells why.
    void theCauseIsKept_data()
    {
        QTest::addColumn<bool>("failedFirst");
        QTest::newRow("the failed part first") << true;
        QTest::newRow("the failed part last") << false;
    }

    void theCauseIsKept()
    {
        QFETCH(const bool, failedFirst);
        const QList parameters {*sweepList(u"n"_s, u"7,8"_s)};
        const auto asked = query(u"SELECT n FROM t WHERE n = :n"_s);
        const Schema fields {{.name = u"n"_s, .datatype = Datatype::Int}};
        auto part = resultOf(makeTable(fields, {{u"1"_s}}), Truth::Extent::Partial);
        part.truth.cause = Error {.kind = Error::Kind::Network};
        QList<std::optional<QueryResult>> results {std::nullopt, part};
        if (!failedFirst)
            results.swapItemsAt(0, 1);

        const auto sweep = joinSweep(asked, parameters, *sweepQueries(asked, parameters), results);

        QCOMPARE(sweep.result.truth.extent, Truth::Extent::Partial);
        QVERIFY(sweep.result.truth.cause.has_value());
        QCOMPARE(sweep.result.truth.cause->kind, Error::Kind::Network);
    }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
