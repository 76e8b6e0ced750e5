// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/tap/taprun.h"
#include "core/uws/jobcommand.h"

#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;

using Extent = Truth::Extent;
using Failure = std::optional<Error::Kind>;
using Mode = TapQuery::Mode;

namespace {

constexpr int patienceMs = 60'000; // a job of that server is a process, and the machine is shared

/// Whether a cell tells nothing: null, or in TABLEDATA, which cannot say null for floats, nothing
/// but NaN.
bool tellsNothing(const Table& table, qsizetype row, qsizetype column)
{
    static const QRegularExpression nothing(u"^(NaN|\\s|-2147483648|-32768|-9999)*$"_s);
    return table.isNull(row, column) || nothing.match(table.text(row, column)).hasMatch();
}

qsizetype columnOf(const Table& table, const QString& name)
{
    for (qsizetype column = 0; column < table.columnCount(); ++column) {
        if (table.fields().at(column).name == name)
            return column;
    }
    return -1;
}

} // namespace

/// Runs of queries on a TAP server that nobody here wrote: GAVO DaCHS, with synthetic tables
/// whose row counts are fixed. TAPDESK_REAL_TAP names its base URL.
class TestRealRuns final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto base = qEnvironmentVariable("TAPDESK_REAL_TAP");
        if (base.isEmpty())
            QSKIP("NOTHING WAS TESTED AGAINST A REAL SERVER: TAPDESK_REAL_TAP is not set");
        m_service.id = u"real"_s;
        m_service.baseUrl = QUrl(base);
        m_service.language = u"ADQL"_s;
    }

    void init()
    {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_client = std::make_unique<HttpClient>(*m_network);
    }

    void cleanup()
    {
        m_run.reset();
        m_client.reset();
        m_network.reset();
    }

    void rows_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::newRow("sync") << Mode::Sync;
        QTest::newRow("async") << Mode::Async;
    }

    /// The SED query of the guide, in ADQL.
    void rows()
    {
        QFETCH(Mode, mode);
        const auto outcome = run(u"SELECT phot_flux, phot_flux_limit FROM cars_dr1.photometry"
                                 " WHERE target_id = 3 -- HE0040-1105; a comment\n;"_s,
                                 mode);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(outcome->table.rowCount(), 22);
        QCOMPARE(outcome->truth.extent, Extent::Complete);
        QCOMPARE(outcome->provenance.jobUrl.isEmpty(), mode == Mode::Sync);
    }

    void theServersSentenceArrives_data() { rows_data(); }
    void theServersSentenceArrives()
    {
        QFETCH(Mode, mode);
        const auto outcome = run(u"SELECT nosuch FROM cars_dr1.photometry"_s, mode);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Service);
        QVERIFY2(outcome.error().detail.contains(u"nosuch"_s), qPrintable(outcome.error().detail));
        QVERIFY(!outcome.error().detail.contains(u'<'));
    }

    void maxrecCuts_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<qint64>("maxrec");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<Extent>("extent");
        QTest::newRow("sync") << Mode::Sync << 5LL << 5LL << Extent::CutByMaxrec;
        QTest::newRow("async") << Mode::Async << 5LL << 5LL << Extent::CutByMaxrec;
        QTest::newRow("only the columns") << Mode::Sync << 0LL << 0LL << Extent::CutByMaxrec;
        QTest::newRow("more than there is") << Mode::Sync << 100LL << 41LL << Extent::Complete;
    }

    void maxrecCuts()
    {
        QFETCH(Mode, mode);
        QFETCH(qint64, maxrec);
        QFETCH(qint64, count);
        const auto outcome = run(u"SELECT * FROM cars_dr1.agn_parameters"_s, mode, maxrec);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(outcome->table.rowCount(), count);
        QTEST(outcome->truth.extent, "extent");
        QVERIFY(outcome->table.columnCount() > 1);
    }

    void theServersOwnLimitIsTold()
    {
        const auto outcome =
            run(u"SELECT target_id FROM cars_dr1.ifu_datatable_unbinned"_s, Mode::Sync);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        QCOMPARE(outcome->table.rowCount(), 20'000);
        QCOMPARE(outcome->truth.extent, Extent::CutByService);
    }

    void nullsOfEveryType_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("TABLEDATA") << u"votable/td"_s;
        QTest::newRow("BINARY") << u"votable"_s;
        QTest::newRow("BINARY2") << u"votableb2"_s;
    }

    /// The row labelled null_X has NULL in X, and nowhere else; all_null has it everywhere.
    void nullsOfEveryType()
    {
        QFETCH(QString, format);
        const auto outcome =
            run(u"SELECT * FROM test_types.all_types ORDER BY row_id"_s, Mode::Sync, {}, format);
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
        const auto& table = outcome->table;
        QCOMPARE(table.rowCount(), 40);
        const auto label = columnOf(table, u"label"_s);
        int nulls = 0;
        for (qsizetype row = 0; row < table.rowCount(); ++row) {
            const auto name = table.text(row, label);
            if (name == u"all_null"_s) {
                for (auto column = label + 1; column < table.columnCount(); ++column)
                    QVERIFY2(tellsNothing(table, row, column),
                             qPrintable(table.fields().at(column).name));
            } else if (name.startsWith(u"null_v"_s)) {
                const auto column = columnOf(table, name.mid(5));
                QVERIFY2(column >= 0, qPrintable(name));
                QVERIFY2(tellsNothing(table, row, column),
                         qPrintable(name + u": "_s + table.text(row, column)));
                // BINARY2 has flags: there every null is one.
                QVERIFY2(format != u"votableb2"_s || table.isNull(row, column), qPrintable(name));
                ++nulls;
                for (auto other = label + 1; other < table.columnCount(); ++other)
                    QVERIFY2(other == column || !table.isNull(row, other), qPrintable(name));
            }
        }
        QCOMPARE(nulls, 22);
    }

    void aJobIsAborted()
    {
        start(u"JUST HANG around"_s, Mode::Async);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->summary().phase.kind(), JobPhase::Kind::Executing,
                                  patienceMs);

        m_run->cancel();

        QTRY_VERIFY_WITH_TIMEOUT(m_run->outcome().has_value(), patienceMs);
        QCOMPARE(m_run->outcome()->error().kind, Error::Kind::Cancelled);
        QCOMPARE(m_run->summary().phase.kind(), JobPhase::Kind::Aborted);
        remove(m_run->jobUrl());
    }

    void aJobThatWasLeftGoesOnAndIsDeleted()
    {
        start(u"JUST HANG around"_s, Mode::Async);
        m_run->detach(); // the end comes when the job runs
        QTRY_VERIFY_WITH_TIMEOUT(m_run->outcome().has_value(), patienceMs);
        const auto jobUrl = m_run->jobUrl();
        QVERIFY(!jobUrl.isEmpty());

        remove(jobUrl); // aborts it first

        TapRun later(*m_client, query({}, Mode::Async), nullptr);
        later.attach(jobUrl);
        QTRY_VERIFY_WITH_TIMEOUT(later.outcome().has_value(), patienceMs);
        QCOMPARE(later.outcome()->error().httpStatus, 404);
    }

    void theMirrorFollows()
    {
        const QTemporaryDir folder;
        const auto store = std::move(*JobStore::open(folder.filePath(u"tapdesk.sqlite"_s)));
        JobMonitor monitor(*m_client, *store);
        auto* run = monitor.run(query(u"SELECT TOP 3 * FROM cars_dr1.photometry"_s, Mode::Async));
        QTRY_VERIFY_WITH_TIMEOUT(run->outcome().has_value(), patienceMs);
        QVERIFY(*run->outcome());
        const auto jobUrl = run->jobUrl();
        QCOMPARE(monitor.jobs().first().rows, 3);
        QCOMPARE(monitor.jobs().first().phase.kind(), JobPhase::Kind::Completed);

        QList<Status> refreshes;
        connect(&monitor, &JobMonitor::refreshed, this,
                [&](const QString&, const Status& outcome) { refreshes.append(outcome); });
        monitor.refresh(m_service);
        QTRY_COMPARE_WITH_TIMEOUT(refreshes.size(), 1, patienceMs);
        QVERIFY(refreshes.first());

        QList<Status> commands;
        connect(&monitor, &JobMonitor::commandFinished, this,
                [&](const QUrl&, const Status& outcome) { commands.append(outcome); });
        monitor.remove(m_service, jobUrl);
        QTRY_COMPARE_WITH_TIMEOUT(commands.size(), 1, patienceMs);
        QVERIFY(commands.first());
        const auto isGone = [&] {
            const auto record = store->job(u"real"_s, jobUrl.fileName());
            return record && *record && (*record)->gone;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), patienceMs);
        QVERIFY(!store->job(u"real"_s, jobUrl.fileName())->value().query.isEmpty());
    }

private:
    TapQuery query(const QString& text, Mode mode) const
    {
        TapQuery query;
        query.service = m_service;
        query.text = text;
        query.mode = mode;
        query.runId = u"tapdesk-test"_s;
        query.format = u"votable/td"_s;
        return query;
    }

    void start(const QString& text, Mode mode, std::optional<qint64> maxrec = {},
               const QString& format = {})
    {
        auto what = query(text, mode);
        what.maxrec = maxrec;
        if (!format.isEmpty())
            what.format = format;
        m_run = std::make_unique<TapRun>(*m_client, what, nullptr);
        m_run->start();
    }

    Result<QueryResult> run(const QString& text, Mode mode, std::optional<qint64> maxrec = {},
                            const QString& format = {})
    {
        start(text, mode, maxrec, format);
        if (!QTest::qWaitFor([this] { return m_run->outcome().has_value(); }, patienceMs))
            return failure({.kind = Error::Kind::Timeout, .detail = u"the test's patience"_s});
        const auto jobUrl = m_run->jobUrl();
        const auto outcome = *m_run->outcome();
        if (!jobUrl.isEmpty())
            remove(jobUrl);
        return outcome;
    }

    void remove(const QUrl& jobUrl)
    {
        JobCommand command(*m_client, jobUrl, JobCommand::Action::Delete);
        std::optional<Status> ended;
        connect(&command, &JobCommand::finished, this,
                [&](const Status& outcome) { ended = outcome; });
        command.start();
        QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), patienceMs);
        QVERIFY2(*ended, qPrintable(*ended ? QString() : ended->error().detail));
    }

    TapService m_service;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<TapRun> m_run;
};

QTEST_GUILESS_MAIN(TestRealRuns)

#include "tst_real_runs.moc"
