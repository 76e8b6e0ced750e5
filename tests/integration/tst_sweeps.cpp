// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"
#include "core/batch/boundsrun.h"
#include "core/batch/sweeprun.h"
#include "core/jobs/jobmonitor.h"
#include "core/localtap/localtap.h"
#include "core/net/httpclient.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

constexpr int patienceMs = 60'000;

/// Every cell of a row, and "--" for null.
QStringList rowsOf(const Table& table, qsizetype firstColumn = 0)
{
    QStringList rows;
    for (qsizetype row = 0; row < table.rowCount(); ++row) {
        QStringList cells;
        for (auto column = firstColumn; column < table.columnCount(); ++column)
            cells.append(table.isNull(row, column) ? u"--"_s : table.text(row, column));
        rows.append(cells.join(u'|'));
    }
    return rows;
}

} // namespace

/// Sweeps and slices on the sample service, row by row beside the single queries.
class TestSweeps final : public QObject
{
    Q_OBJECT

private:
    TapQuery query(const QString& text, const QString& queue = {}) const
    {
        return {.service = {.id = u"local"_s, .baseUrl = m_service->baseUrl()},
                .text = text,
                .language = u"PostgreSQL"_s,
                .mode = queue.isEmpty() ? TapQuery::Mode::Sync : TapQuery::Mode::Async,
                .queue = queue};
    }

    Table ask(const TapQuery& query)
    {
        auto* run = m_monitor->run(query);
        QSignalSpy finished(run, &TapRun::finished);
        if (!finished.wait(patienceMs) || !run->outcome()->has_value())
            qFatal("no rows");
        const auto table = (*run->outcome())->table;
        m_monitor->release(run);
        return table;
    }

    SweepOutcome runAll(const Sweep& sweep)
    {
        SweepRun run(*m_client, *m_monitor, m_state.get());
        QSignalSpy finished(&run, &SweepRun::finished);
        run.start(sweep);
        if (!finished.wait(patienceMs))
            qFatal("the sweep has no end");
        return finished.first().first().value<SweepOutcome>();
    }

    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    std::unique_ptr<LocalTap> m_service;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<JobStore> m_store;
    std::unique_ptr<BatchState> m_state;
    std::unique_ptr<JobMonitor> m_monitor;

private slots:
    void initTestCase()
    {
        LocalTap::Options options;
        options.folder = m_folder.filePath(u"service"_s);
        m_service = std::move(*LocalTap::start(options));
        m_client = std::make_unique<HttpClient>(m_network);
        m_store = std::move(*JobStore::open(m_folder.filePath(u"tapdesk.sqlite"_s)));
        m_state = std::move(*BatchState::open(m_folder.filePath(u"tapdesk.sqlite"_s)));
        m_monitor = std::make_unique<JobMonitor>(*m_client, *m_store);
    }

    void cleanupTestCase()
    {
        m_monitor.reset();
        m_client.reset();
        m_service.reset();
    }

    void targets_data()
    {
        QTest::addColumn<QString>("queue");
        QTest::newRow("at once") << QString();
        QTest::newRow("as jobs") << u"30s"_s;
    }

    /// The SED query of the guide for each of the 41 targets, as one table.
    void targets()
    {
        QFETCH(const QString, queue);
        const auto sed = u"SELECT phot_band, phot_centwave, phot_flux, phot_flux_error, "
                         "phot_flux_limit, log(phot_centwave) AS \"log_centwave\", "
                         "log(phot_flux) AS \"log_phot_flux\" FROM cars_dr1.photometry "
                         "WHERE hes_name = %1"_s;
        const auto names =
            ask(query(u"SELECT hes_name FROM cars_dr1.host_properties ORDER BY target_id"_s));
        const auto target = sweepColumn(u"target"_s, names, u"hes_name"_s);
        QVERIFY(target);
        QCOMPARE(target->values.size(), 41);

        const auto sweep = makeSweep(query(sed.arg(u":target"_s), queue), {*target});
        QVERIFY(sweep);
        const auto outcome = runAll(*sweep);

        QVERIFY(outcome.isWhole());
        const auto& table = outcome.table.result.table;
        QCOMPARE(table.fields().first().name, u"target"_s);
        QCOMPARE(outcome.table.result.truth.extent, Truth::Extent::Complete);
        QStringList expected;
        for (const auto& name : target->values) {
            for (const auto& row : rowsOf(ask(query(sed.arg(u'\'' + name + u'\'')))))
                expected.append(name + u'|' + row);
        }
        QVERIFY(expected.size() > 41 * 10);
        QCOMPARE(rowsOf(table), expected);
    }

    void slices_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("column");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("queue");
        const auto photometry = u"SELECT * FROM cars_dr1.photometry"_s;
        QTest::newRow("equal values") << photometry << u"target_id"_s << 7 << QString();
        QTest::newRow("a slice for each value") << photometry << u"target_id"_s << 41 << QString();
        QTest::newRow("more slices than values")
            << photometry + u" WHERE target_id < 4"_s << u"target_id"_s << 9 << QString();
        QTest::newRow("one value")
            << photometry + u" WHERE target_id = 5"_s << u"target_id"_s << 4 << QString();
        QTest::newRow("real with nulls") << photometry << u"phot_flux_error"_s << 5 << QString();
        QTest::newRow("all null") << photometry + u" WHERE phot_flux_error IS NULL"_s
                                  << u"phot_flux_error"_s << 3 << QString();
        QTest::newRow("nulls of a join, as jobs")
            << u"SELECT p.phot_id, h.* FROM cars_dr1.photometry AS p LEFT JOIN "
               "cars_dr1.host_properties AS h ON p.target_id = h.target_id AND h.target_id > 9"_s
            << u"h.target_id"_s << 4 << u"30s"_s;
    }

    /// Together the slices are the query: no row is lost, none comes twice, and they stand in the
    /// order of the slices.
    void slices()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, column);
        QFETCH(const int, count);
        QFETCH(const QString, queue);
        const auto whole = query(text, queue);
        BoundsRun asking(*m_monitor);
        std::optional<QStringList> bounds;
        connect(&asking, &BoundsRun::finished, this, [&](const auto& told) { bounds = *told; });
        QVERIFY(asking.start(whole, column, count));
        QTRY_VERIFY_WITH_TIMEOUT(bounds, patienceMs);

        const auto sweep = makeSlices(whole, column, *bounds);
        QVERIFY(sweep);
        const auto outcome = runAll(*sweep);

        QVERIFY(outcome.isWhole());
        const auto rows = rowsOf(outcome.table.result.table);
        QStringList expected;
        for (const auto& slice : sweep->queries)
            expected += rowsOf(ask(query(slice.query.text)));
        QCOMPARE(rows, expected);
        auto sorted = rows;
        sorted.sort();
        auto all = rowsOf(ask(query(text)));
        all.sort();
        QVERIFY(!all.isEmpty());
        QCOMPARE(sorted, all);
    }
};

QTEST_GUILESS_MAIN(TestSweeps)
#include "tst_sweeps.moc"
