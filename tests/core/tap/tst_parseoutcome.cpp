// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/parseoutcome.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using votable::QueryStatus;

using Failure = std::optional<Error::Kind>;
using Extent = Truth::Extent;

namespace {

Table rows(qsizetype count)
{
    Table table(Schema {Field {.name = u"n"_s, .datatype = Datatype::Short}});
    if (count > 0) {
        auto block = std::make_shared<Block>();
        block->rows = count;
        block->columns.emplace_back(Datatype::Short, count,
                                    std::vector<std::int16_t>(static_cast<std::size_t>(count)),
                                    std::vector<std::uint32_t>(), 1, std::vector<std::uint64_t>());
        table.append(block);
    }
    return table;
}

} // namespace

/// Expectations: TAP 1.1, 3.3; protocols.md 13.2; daiquiri.md 9.
class TestParseOutcome final : public QObject
{
    Q_OBJECT

private slots:
    void judges_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QueryStatus>("status");
        QTest::addColumn<std::optional<qint64>>("maxrec");
        QTest::addColumn<Failure>("cause");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<Extent>("extent");

        const std::optional<qint64> noMaxrec;
        const std::optional<qint64> ten = 10;
        const std::optional<qint64> zero = 0;
        const Failure none;
        QTest::newRow("ok") << 3 << QueryStatus::Ok << noMaxrec << none << none << Extent::Complete;
        QTest::newRow("unstated") << 3 << QueryStatus::Unstated << ten << none << none
                                  << Extent::Complete;
        QTest::newRow("no rows") << 0 << QueryStatus::Ok << ten << none << none << Extent::Complete;
        QTest::newRow("exactly MAXREC, not cut")
            << 10 << QueryStatus::Ok << ten << none << none << Extent::Complete;
        QTest::newRow("cut at MAXREC")
            << 10 << QueryStatus::Overflow << ten << none << none << Extent::CutByMaxrec;
        QTest::newRow("MAXREC=0") << 0 << QueryStatus::Overflow << zero << none << none
                                  << Extent::CutByMaxrec;
        QTest::newRow("cut below MAXREC")
            << 9 << QueryStatus::Overflow << ten << none << none << Extent::CutByService;
        QTest::newRow("MAXREC ignored (Daiquiri 1.3.0 to 1.3.3)")
            << 18 << QueryStatus::Overflow << ten << none << none << Extent::CutByService;
        QTest::newRow("cut without MAXREC")
            << 9 << QueryStatus::Overflow << noMaxrec << none << none << Extent::CutByService;
        QTest::newRow("error") << 0 << QueryStatus::Error << ten << none
                               << Failure(Error::Kind::Service) << Extent::Complete;
        QTest::newRow("error after rows")
            << 5 << QueryStatus::Error << ten << none << none << Extent::Partial;
        QTest::newRow("connection cut") << 5 << QueryStatus::Unstated << ten
                                        << Failure(Error::Kind::Network) << none << Extent::Partial;
        QTest::newRow("connection cut before the rows")
            << 0 << QueryStatus::Unstated << ten << Failure(Error::Kind::Network)
            << Failure(Error::Kind::Network) << Extent::Complete;
        QTest::newRow("overflow, then connection cut")
            << 10 << QueryStatus::Overflow << ten << Failure(Error::Kind::Network) << none
            << Extent::Partial;
    }

    void judges()
    {
        QFETCH(int, count);
        QFETCH(QueryStatus, status);
        QFETCH(std::optional<qint64>, maxrec);
        QFETCH(Failure, cause);
        QFETCH(Failure, failure);
        ParseOutcome outcome;
        outcome.table = rows(count);
        outcome.queryStatus = status;
        outcome.queryStatusText = u"division by zero"_s;
        if (cause)
            outcome.cause = Error {.kind = *cause, .detail = u"cut"_s};

        const auto result = judge(outcome, maxrec, "application/xml");

        QCOMPARE(result ? Failure() : Failure(result.error().kind), failure);
        if (!result) {
            QCOMPARE(result.error().detail, cause ? u"cut"_s : u"division by zero"_s);
            return;
        }
        QTEST(result->truth.extent, "extent");
        QCOMPARE(result->truth.rows, count);
        QCOMPARE(result->table.rowCount(), count);
        QCOMPARE(result->truth.maxrec, maxrec);
        QCOMPARE(result->truth.cause.has_value(), result->truth.extent == Extent::Partial);
    }

    void rowsThatEndEarlyArePartial()
    {
        ParseOutcome outcome;
        outcome.table = rows(3);
        outcome.queryStatus = QueryStatus::Ok;
        outcome.warnings = {{.kind = votable::Warning::Kind::BadCell}};
        QCOMPARE(judge(outcome, {}, {})->truth.extent, Extent::Complete);

        outcome.warnings.append({.kind = votable::Warning::Kind::Truncated, .line = 17});
        const auto cut = judge(outcome, {}, {});

        QCOMPARE(cut->truth.extent, Extent::Partial);
        QCOMPARE(cut->truth.cause->kind, Error::Kind::Parse);
        QCOMPARE(cut->truth.cause->line, 17);
    }

    void aPythonReprIsUnwrapped()
    {
        ParseOutcome outcome;
        outcome.queryStatus = QueryStatus::Error;
        outcome.queryStatusText =
            u"QUERY: {'messages': [ErrorDetail(string='Table nosuch not found.', code='invalid')]}"_s;
        const auto result = judge(outcome, {}, {});
        QVERIFY(!result);
        QVERIFY(result.error().detail.contains(u"Table nosuch not found."_s));
        QVERIFY(!result.error().detail.contains(u"ErrorDetail"_s));
        QCOMPARE(result.error().raw, outcome.queryStatusText);
    }

    void whatIsNoXmlAtAll_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("detail");
        const auto page = "<html><head><title>Down</title></head></html>"_ba;
        QTest::newRow("HTML") << page << "text/html"_ba << Error::Kind::Protocol << u"Down"_s;
        QTest::newRow("HTML as plain text")
            << page << "text/plain"_ba << Error::Kind::Protocol << u"Down"_s;
        QTest::newRow("a sentence")
            << "Unknown table\n"_ba
            << "text/plain"_ba << Error::Kind::Service << u"Unknown table"_s;
        QTest::newRow("words that claim to be XML")
            << "oops"_ba
            << "application/xml"_ba << Error::Kind::Protocol << u"oops"_s;
    }

    void whatIsNoXmlAtAll()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, type);
        ParseOutcome outcome;
        outcome.notXml = text;
        const auto result = judge(outcome, {}, type);
        QVERIFY(!result);
        QTEST(result.error().kind, "kind");
        QTEST(result.error().detail, "detail");
    }

    void countsOfTheServiceAreCompared_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<std::optional<qint64>>("maxrec");
        QTest::addColumn<QString>("nrows");
        QTest::addColumn<Extent>("extent");
        const std::optional<qint64> none;
        QTest::newRow("as many") << 18 << none << u"18"_s << Extent::Complete;
        QTest::newRow("a row is missing") << 17 << none << u"18"_s << Extent::Partial;
        QTest::newRow("more") << 19 << none << u"18"_s << Extent::Complete;
        QTest::newRow("not told") << 17 << none << QString() << Extent::Complete;
        QTest::newRow("not a number") << 17 << none << u"many"_s << Extent::Complete;
        QTest::newRow("cut as asked")
            << 10 << std::optional<qint64>(10) << u"18"_s << Extent::Complete;
    }

    void countsOfTheServiceAreCompared()
    {
        QFETCH(int, count);
        QFETCH(std::optional<qint64>, maxrec);
        QFETCH(QString, nrows);
        QueryResult result;
        result.table = rows(count);
        result.truth.rows = count;
        result.truth.maxrec = maxrec;

        compareRowCount(result, nrows);

        QTEST(result.truth.extent, "extent");
        const auto isPartial = result.truth.extent == Extent::Partial;
        QCOMPARE(result.truth.cause.has_value(), isPartial);
        QCOMPARE(result.warnings.size(), isPartial ? 1 : 0);
        if (isPartial)
            QCOMPARE(result.warnings.first().kind, votable::Warning::Kind::WrongRowCount);
    }
};

QTEST_APPLESS_MAIN(TestParseOutcome)

#include "tst_parseoutcome.moc"
