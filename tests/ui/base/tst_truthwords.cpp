// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/truthwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using Extent = Truth::Extent;

namespace {

Truth truth(Extent extent, qint64 rows, std::optional<qint64> maxrec = {},
            const std::optional<Error>& cause = {})
{
    return {.extent = extent, .rows = rows, .maxrec = maxrec, .cause = cause};
}

} // namespace

class TestTruthWords final : public QObject
{
    Q_OBJECT

private slots:
    void words_data()
    {
        QTest::addColumn<Truth>("truth");
        QTest::addColumn<QString>("badge");
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("complete") << truth(Extent::Complete, 1) << "Complete"
                                  << "truth-complete" << QStringList {u"1 row"_s};
        QTest::newRow("cut by the user")
            << truth(Extent::CutByMaxrec, 500, 500) << "Cut by max rows"
            << "truth-cut" << QStringList {u"500"_s, u"more rows"_s};
        QTest::newRow("cut by the service")
            << truth(Extent::CutByService, 200, 500) << "Cut by the service"
            << "truth-cut" << QStringList {u"200 rows"_s, u"more rows"_s};
        QTest::newRow("broken off")
            << truth(Extent::Partial, 12, {},
                     Error {.kind = Error::Kind::Service, .detail = u"out of memory"_s})
            << "Incomplete"
            << "truth-partial" << QStringList {u"12 rows"_s, u"out of memory"_s};
        QTest::newRow("broken off without a cause") << truth(Extent::Partial, 0) << "Incomplete"
                                                    << "truth-partial" << QStringList {u"0 rows"_s};
    }

    /// Limits hold for each query: a single query's advice would be untrue.
    void parts_data()
    {
        using Parts = Truth::Parts;
        QTest::addColumn<Truth>("truth");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("note");
        const auto joined = [](Extent extent, const Parts& parts) {
            auto all = truth(extent, 60'000, 500);
            all.parts = parts;
            return all;
        };
        QTest::newRow("complete") << joined(Extent::Complete, {.all = 41})
                                  << "All rows that the query found are here: 60,000 rows."
                                  << QString();
        QTest::newRow("slices")
            << joined(Extent::CutByService, {.all = 41, .cut = 3, .areSlices = true})
            << "The service says that there are more rows: it cut 3 of 41 slices. Cut into more "
               "slices to get more."
            << "3 of 41 slices are cut; more slices help";
        QTest::newRow("values")
            << joined(Extent::CutByService, {.all = 41, .cut = 3})
            << "The service says that there are more rows: it cut 3 of 41 queries. Ask for more by "
               "“Max rows”, which counts for each query."
            << "3 of 41 queries are cut; “Max rows” counts for each";
        QTest::newRow("slices, cut as asked")
            << joined(Extent::CutByMaxrec, {.all = 41, .cut = 3, .areSlices = true})
            << "There may be more rows: you asked for 500 at most from each query, and 3 of 41 "
               "slices stopped there. Clear “Max rows” to get all that the service gives."
            << "3 of 41 slices are cut; “Max rows” counts for each";
        QTest::newRow("some gave none")
            << joined(Extent::Partial, {.all = 41, .broken = 2})
            << "2 of 41 queries did not give their rows, or not all." << QString();
        QTest::newRow("some gave none, some are cut")
            << joined(Extent::Partial, {.all = 41, .cut = 3, .broken = 2, .areSlices = true})
            << "2 of 41 slices did not give their rows, or not all. Of the others, 3 of 41 slices "
               "were cut. Cut into more slices to get more."
            << "3 of 41 slices are cut; more slices help";
        QTest::newRow("one query") << truth(Extent::Partial, 0)
                                   << "The answer broke off after 0 "
                                      "rows."
                                   << QString();
    }

    void parts()
    {
        QFETCH(const Truth, truth);
        QTEST(truthWords(truth).sentence, "sentence");
        QTEST(cutPartsText(truth), "note");
    }

    void words()
    {
        QFETCH(const Truth, truth);
        const auto words = truthWords(truth);
        QTEST(words.badge, "badge");
        QTEST(words.icon, "icon");
        QFETCH(const QStringList, said);
        for (const QString& part : said)
            QVERIFY2(words.sentence.contains(part), qPrintable(words.sentence));
    }
};

QTEST_MAIN(TestTruthWords)
#include "tst_truthwords.moc"
