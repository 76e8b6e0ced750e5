// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/guide.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

class TestGuide final : public QObject
{
    Q_OBJECT

private slots:
    /// What the guide of cars.aip.de says about each of its queries.
    void queries_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("runAs");
        QTest::addColumn<QString>("runId");
        QTest::addColumn<QString>("firstLine");
        QTest::addColumn<QString>("lastLine");
        QTest::newRow("SED") << 0 << u"now"_s << QString()
                             << u"-- Spectral Energy Distribution (SED) for target HE0040-1105"_s
                             << u" WHERE hes_name = 'HE0040-1105'"_s;
        QTest::newRow("30 s queue") << 1 << u"30s"_s << u"BH-mass-vs-ENLR-max-size"_s
                                    << u"-- BH mass in comparison to ENLR maximum size"_s
                                    << u"   AND host.enlr_max_kpc > 0.0;"_s;
        QTest::newRow("5 min queue") << 2 << u"5m"_s << u"O3-wind-velo-disp"_s
                                     << u"-- [OIII] wing velocity dispersion selection >300km/s"_s
                                     << u"    AND agn.wing_sigma > 300;"_s;
        QTest::newRow("from a file")
            << 3 << u"30s"_s << u"BPT-line"_s << u"-- BPT line construction for CARS target ID 12"_s
            << u"   AND (gas_fwhm_err < 30);"_s;
        QTest::newRow("paths") << 4 << u"now"_s << QString()
                               << u"-- [OIII] wing velocity dispersion selection >300km/s"_s
                               << u"   AND agn.wing_sigma > 300"_s;
    }

    void queries()
    {
        QFETCH(int, number);
        const auto all = guideQueries();
        QCOMPARE(all.size(), 5);

        const auto query = all.at(number);

        const auto lines = query.text.trimmed().split(u'\n');
        QTEST(lines.first(), "firstLine");
        QTEST(lines.last(), "lastLine");
        QTEST(query.runAs, "runAs");
        QTEST(query.runId, "runId");
        QCOMPARE(query.language, u"PostgreSQL"_s);
        QVERIFY(!query.title.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestGuide)

#include "tst_guide.moc"
