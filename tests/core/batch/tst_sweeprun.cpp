// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrun.h"
#include "core/batch/batchstate.h"
#include "core/batch/boundsrun.h"
#include "core/batch/sweeprun.h"
#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "tests/core/batch/jobservice.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::FakeNetwork;
using tapdesk::test::JobService;
using tapdesk::test::jobServiceAddress;
using State = BatchOutcome::State;
using Extent = Truth::Extent;

class TestSweepRun final : public QObject
{
    Q_OBJECT

private:
    static Sweep sweep(const QString& values, TapQuery::Mode mode = TapQuery::Mode::Async)
    {
        const TapQuery query {.service = jobServiceAddress(),
                              .text = u"SELECT :v"_s,
                              .language = u"ADQL"_s,
                              .mode = mode};
        const auto made = makeSweep(query, {*sweepList(u"v"_s, values)});
        if (!made)
            qFatal("no sweep");
        return *made;
    }

    std::unique_ptr<SweepRun> make()
    {
        return std::make_unique<SweepRun>(*m_client, *m_monitor, m_state.get());
    }

    /// Runs to the end. (The spy is made first: finished() comes from the event loop.)
    SweepOutcome runAll(const Sweep& sweep)
    {
        auto run = make();
        QSignalSpy finished(run.get(), &SweepRun::finished);
        run->start(sweep);
        if (!finished.wait(20'000))
            qFatal("the sweep has no end");
        return finished.first().first().value<SweepOutcome>();
    }

    /// "a|SELECT 'a'": the parameter and the query of each row.
    static QStringList rowsOf(const SweepOutcome& outcome)
    {
        QStringList rows;
        const auto& table = outcome.table.result.table;
        for (qsizetype row = 0; row < table.rowCount(); ++row)
            rows.append(table.text(row, 0) + u'|' + table.text(row, 1));
        return rows;
    }

    static QStringList rowsFor(const QStringList& values)
    {
        QStringList rows;
        for (const auto& value : values)
            rows.append(u"%1|SELECT '%1'"_s.arg(value));
        return rows;
    }

    static QStringList named(const BatchReport& report, State state)
    {
        QStringList names;
        for (const auto& entry : report.entries) {
            if (entry.state == state)
                names.append(entry.name);
        }
        return names;
    }

    void restart() ///< as after kill -9: nothing but the disk and the service is left
    {
        m_monitor.reset();
        m_state.reset();
        m_store.reset();
        m_network = std::make_unique<FakeNetwork>();
        m_network->route = [this](const Asked& asked) { return m_service(asked); };
        m_client = std::make_unique<HttpClient>(*m_network);
        m_client->setRetryDelay(0ms);
        const auto file = m_folder->filePath(u"tapdesk.sqlite"_s);
        m_store = std::move(*JobStore::open(file));
        m_state = std::move(*BatchState::open(file));
        m_monitor = std::make_unique<JobMonitor>(*m_client, *m_store);
        m_monitor->setPace(
            {.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    JobService m_service;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<JobStore> m_store;
    std::unique_ptr<BatchState> m_state;
    std::unique_ptr<JobMonitor> m_monitor;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_service = {};
        restart();
    }

    void cleanup() { m_monitor.reset(); }

    void oneTable()
    {
        auto run = make();
        QStringList heard;
        connect(run.get(), &SweepRun::changed, this, [&] { heard.append(u"changed"_s); });
        connect(run.get(), &SweepRun::joining, this, [&] {
            QVERIFY(run->isJoining());
            heard.append(u"joining"_s);
        });
        connect(run.get(), &SweepRun::finished, this, [&] { heard.append(u"finished"_s); });
        QSignalSpy finished(run.get(), &SweepRun::finished);

        run->start(sweep(u"c, a, b"_s));
        QVERIFY(heard.isEmpty());
        QVERIFY(finished.wait(20'000));

        const auto outcome = finished.first().first().value<SweepOutcome>();
        QVERIFY(outcome.isWhole());
        QCOMPARE(rowsOf(outcome), rowsFor({u"c"_s, u"a"_s, u"b"_s})); // not as they came
        QCOMPARE(outcome.table.result.table.fields().first().name, u"v"_s);
        QCOMPARE(outcome.table.result.truth.extent, Extent::Complete);
        QCOMPARE(outcome.table.result.truth.rows, 3);
        QCOMPARE(outcome.table.result.provenance.query, u"SELECT :v"_s);
        QCOMPARE(named(outcome.report, State::Done), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QCOMPARE(m_service.jobs.first().runId, u"sweep-1"_s);
        QCOMPARE(heard.sliced(heard.size() - 2), QStringList({u"joining"_s, u"finished"_s}));
        QCOMPARE(finished.size(), 1);
    }

    void failuresStopNothing_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QStringList>("failed");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("refused") << u"a, bad, c"_s << QStringList {u"bad"_s}
                                 << QStringList {u"a"_s, u"c"_s};
        QTest::newRow("job fails")
            << u"fails, b"_s << QStringList {u"fails"_s} << QStringList {u"b"_s};
        QTest::newRow("rows are lost")
            << u"a, lost"_s << QStringList {u"lost"_s} << QStringList {u"a"_s};
        QTest::newRow("all") << u"bad, fails"_s << QStringList {u"bad"_s, u"fails"_s}
                             << QStringList();
    }

    void failuresStopNothing()
    {
        QFETCH(const QString, values);
        QFETCH(const QStringList, failed);
        QFETCH(const QStringList, rows);

        const auto outcome = runAll(sweep(values));

        QVERIFY(!outcome.isWhole());
        QCOMPARE(outcome.hasTable(), !rows.isEmpty());
        QCOMPARE(named(outcome.report, State::Failed), failed);
        QCOMPARE(rowsOf(outcome), rowsFor(rows));
        QCOMPARE(outcome.table.result.truth.extent, Extent::Partial);
        const auto& entries = outcome.report.entries;
        const auto first = std::find_if(entries.cbegin(), entries.cend(), [](const auto& entry) {
            return entry.state == State::Failed;
        });
        QVERIFY(outcome.table.result.truth.cause.has_value());
        QCOMPARE(outcome.table.result.truth.cause, first->error);
    }

    void fullService()
    {
        m_service.mostActive = 2;
        m_service.completesAtOnce = false;
        auto run = make();
        QSignalSpy throttled(run.get(), &SweepRun::throttled);
        QSignalSpy finished(run.get(), &SweepRun::finished);

        run->start(sweep(u"a, b, c, d, e"_s));
        QTRY_COMPARE(throttled.size(), 1);
        m_service.completesAtOnce = true;

        QVERIFY(finished.wait(20'000));
        QCOMPARE(rowsOf(finished.first().first().value<SweepOutcome>()),
                 rowsFor({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
        QCOMPARE(m_service.jobs.size(), 5);
        QCOMPARE(m_service.mostSeen, 2);
    }

    void stop_data()
    {
        QTest::addColumn<bool>("aborts");
        QTest::newRow("leaves the jobs alone") << false;
        QTest::newRow("aborts and forgets them") << true;
    }

    void stop()
    {
        QFETCH(const bool, aborts);
        const auto all = sweep(u"a, b, c"_s);
        m_service.completesAtOnce = false;
        auto run = make();
        run->setParallel(2);
        QSignalSpy finished(run.get(), &SweepRun::finished);
        run->start(all);
        QTRY_COMPARE(run->report().entries.at(1).state, State::Running);
        m_service.jobs.first().phase = "COMPLETED";
        QTRY_COMPARE(run->report().count(State::Done), 1);
        QTRY_COMPARE(run->report().entries.at(2).state, State::Running);

        if (aborts)
            run->cancel();
        else
            run->stop();

        QTRY_COMPARE(finished.size(), 1);
        const auto outcome = finished.first().first().value<SweepOutcome>();
        QCOMPARE(rowsOf(outcome), rowsFor({u"a"_s})); // what is there is shown
        QCOMPARE(named(outcome.report, State::Stopped), QStringList({u"b"_s, u"c"_s}));
        QCOMPARE(outcome.table.result.truth.extent, Extent::Partial);
        QCOMPARE(m_service.active(), aborts ? 0 : 2);
        run.reset();

        m_service.completesAtOnce = true;
        QCOMPARE(rowsOf(runAll(all)), rowsFor({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(m_service.jobs.size(), aborts ? 6 : 3);
    }

    /// The program dies after each request that it sends, and the same sweep is started again: no
    /// job is made twice, none runs twice, every row is there.
    void killedAfterEachRequest()
    {
        int kills = 0;
        for (int fatal = 1;; ++fatal) {
            init();
            const auto all = sweep(u"a, b, c"_s);
            int requests = 0;
            auto run = make();
            run->setParallel(2);
            QSignalSpy finished(run.get(), &SweepRun::finished);
            bool isDead = false;
            m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
                auto answer = m_service(asked); // the request arrives; its answer does not
                if (isDead || ++requests == fatal) {
                    isDead = true;
                    return Answer {.hangs = true};
                }
                return answer;
            };
            run->start(all);
            QTRY_VERIFY(isDead || !finished.isEmpty());
            if (!isDead)
                break;
            ++kills;
            m_network->route = [](const Asked&) { return Answer {.hangs = true}; };
            run.reset();
            restart();

            const auto outcome = runAll(all);

            const auto said = "killed after request " + QByteArray::number(fatal);
            QVERIFY2(rowsOf(outcome) == rowsFor({u"a"_s, u"b"_s, u"c"_s}), said);
            QVERIFY2(m_service.jobs.size() == 3, said);
            for (const auto& job : m_service.jobs)
                QVERIFY2(job.runs == 1, said);
        }
        QVERIFY2(kills > 12, "every kind of request was the last one");
    }

    /// What an earlier start has left, and what the same sweep sends then.
    void again_data()
    {
        QTest::addColumn<bool>("isForgotten");
        QTest::addColumn<QByteArray>("phase");
        QTest::addColumn<QString>("values");
        QTest::addColumn<int>("jobs");
        const QByteArray done("COMPLETED");
        QTest::newRow("rows were not put anywhere") << false << done << u"a, b"_s << 2;
        QTest::newRow("rows are safe") << true << done << u"a, b"_s << 4;
        QTest::newRow("another sweep") << false << done << u"b, a"_s << 4;
        QTest::newRow("archived since") << false << QByteArray("ARCHIVED") << u"a, b"_s << 3;
        QTest::newRow("gone since") << false << QByteArray() << u"a, b"_s << 3;
    }

    void again()
    {
        QFETCH(const bool, isForgotten);
        QFETCH(const QByteArray, phase);
        QFETCH(const QString, values);
        QFETCH(const int, jobs);
        auto run = make();
        QSignalSpy finished(run.get(), &SweepRun::finished);
        run->start(sweep(u"a, b"_s));
        QVERIFY(finished.wait(20'000));
        if (isForgotten)
            QVERIFY(run->forget());
        run.reset();
        restart();
        m_service.jobs[1].phase = phase;

        const auto outcome = runAll(sweep(values));

        QVERIFY(outcome.isWhole());
        QCOMPARE(rowsOf(outcome), rowsFor(values.split(u", "_s)));
        QCOMPARE(m_service.jobs.size(), jobs);
    }

    void aFailureIsSentAgain()
    {
        const auto all = sweep(u"a, fails"_s);
        runAll(all);
        restart();

        runAll(all);

        QCOMPARE(m_service.jobs.size(), 3);
        QVERIFY(m_service.jobs.last().query.contains("fails"_L1));
    }

    void deletedFromItsSignals_data()
    {
        QTest::addColumn<int>("signal");
        for (int signal = 1; signal < 12; ++signal)
            QTest::newRow(qPrintable(QString::number(signal))) << signal;
    }

    void deletedFromItsSignals()
    {
        QFETCH(const int, signal);
        auto run = make();
        int heard = 0;
        const auto count = [&] {
            if (++heard == signal)
                run.reset();
        };
        connect(run.get(), &SweepRun::changed, this, count);
        connect(run.get(), &SweepRun::joining, this, [&] {
            heard = 9;
            count();
        });
        connect(run.get(), &SweepRun::finished, this, [&] {
            heard = 10;
            count();
        });

        run->start(sweep(u"a, bad, c"_s));

        QTRY_VERIFY(!run);
    }

    void bounds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<QString>("words");
        const auto select = u"SELECT x FROM t"_s;
        QTest::newRow("numbers") << select << QByteArray("<TD>1</TD><TD>9</TD>") << u"4,7"_s;
        QTest::newRow("nothing but null")
            << select << QByteArray("<TD></TD><TD></TD>") << QString();
        QTest::newRow("texts") << select << QByteArray("<TD>a</TD><TD>b</TD>") << u"not numeric"_s;
        QTest::newRow("no answer") << select << QByteArray() << u"failed"_s;
        QTest::newRow("cannot be cut") << u"SELECT sum(x) FROM t"_s << QByteArray() << u"refused"_s;
    }

    void bounds()
    {
        QFETCH(const QString, query);
        QFETCH(const QByteArray, cells);
        QFETCH(const QString, words);
        m_network->route = [&](const Asked& asked) {
            if (cells.isEmpty() || !asked.body.contains("slice_min"))
                return Answer {.status = 400};
            return Answer {.body = "<VOTABLE><RESOURCE type='results'><TABLE>"
                                   "<FIELD name='slice_min' datatype='char' arraysize='*'/>"
                                   "<FIELD name='slice_max' datatype='char' arraysize='*'/>"
                                   "<DATA><TABLEDATA><TR>"
                               + cells + "</TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"};
        };
        BoundsRun run(*m_monitor);
        QString told;
        connect(&run, &BoundsRun::finished, this,
                [&told](const Result<std::optional<QStringList>>& bounds) {
                    told = !bounds ? u"failed"_s
                        : !*bounds ? u"not numeric"_s
                                   : (*bounds)->join(u',') + u'.';
                });

        const auto asked = run.start(
            {.service = jobServiceAddress(), .text = query, .language = u"ADQL"_s, .maxrec = 0},
            u"x"_s, 3);

        QVERIFY(told.isEmpty());
        QCOMPARE(asked.has_value(), words != "refused"_L1);
        if (!asked)
            return;
        QTRY_VERIFY(!told.isEmpty());
        QCOMPARE(told.remove(u'.'), words);
        QVERIFY(!m_network->bodies.first().contains("MAXREC"));
    }
};

QTEST_GUILESS_MAIN(TestSweepRun)
#include "tst_sweeprun.moc"
