// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchplan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestBatchPlan final : public QObject
{
    Q_OBJECT

private slots:
    void isFoundAgain_data()
    {
        QTest::addColumn<BatchPlan>("plan");
        QTest::newRow("defaults") << BatchPlan {.paths = {u"/q"_s}};
        QTest::newRow("everything") << BatchPlan {.paths = {u"/q/a b.sql"_s, u"/ü"_s},
                                                  .serviceId = u"cars"_s,
                                                  .rowsTo = RowsTo::OtherFolder,
                                                  .folder = u"/rows"_s,
                                                  .format = formats::FormatId::Csv,
                                                  .replacesFiles = true,
                                                  .parallel = 2,
                                                  .edits = {{u"/q/a b.sql"_s,
                                                             {.language = u"ADQL"_s,
                                                              .queue = u"5m"_s,
                                                              .runId = u"x"_s,
                                                              .maxrec = u"7"_s,
                                                              .service = u"sample"_s,
                                                              .output = u"a.csv"_s}}},
                                                  .unchecked = {u"/ü"_s}};
        QTest::newRow("in memory") << BatchPlan {.paths = {u"/q"_s}, .rowsTo = RowsTo::Memory};
    }

    void isFoundAgain()
    {
        QFETCH(const BatchPlan, plan);
        QCOMPARE(BatchPlan::fromJson(plan.toJson()), std::make_optional(plan));
    }

    void damage_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isPlan");
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("no JSON") << QByteArray("{paths") << false;
        QTest::newRow("a list") << QByteArray("[1]") << false;
        QTest::newRow("no paths") << QByteArray(R"({"service":"cars"})") << false;
        QTest::newRow("odd values")
            << QByteArray(R"({"paths":["/q"],"parallel":-3,"format":"xlsx","rows":7,"edits":4})")
            << true;
    }

    void damage()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const bool, isPlan);
        const auto plan = BatchPlan::fromJson(json);
        QCOMPARE(plan, isPlan ? std::make_optional(BatchPlan {.paths = {u"/q"_s}}) : std::nullopt);
    }

    void editsGoBeforeComments()
    {
        const sql::Directives said {.language = u"ADQL"_s, .queue = u"30s"_s, .title = u"T"_s};
        const sql::Directives expected {.language = u"ADQL"_s, .queue = u"5m"_s, .title = u"T"_s};
        QCOMPARE(edited(said, {.queue = u"5m"_s, .title = u"other"_s}), expected);
    }
};

QTEST_GUILESS_MAIN(TestBatchPlan)
#include "tst_batchplan.moc"
