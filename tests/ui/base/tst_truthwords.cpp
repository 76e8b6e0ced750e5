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
