// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitefile.h"
#include "core/batch/batchentry.h"
#include "core/batch/batchrun.h"
#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "tests/core/batch/jobservice.h"

#include <QFile>
#include <QSignalSpy>
#include <QSqlQuery>
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
using RecordState = BatchRecord::State;

class TestBatchRun final : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }

    BatchItem item(const QString& name, const QString& query = {}, bool writes = true) const
    {
        return {.name = name,
                .key = path(name + u".sql"_s),
                .query = {.service = jobServiceAddress(),
                          .text = query.isEmpty() ? name : query,
                          .language = u"ADQL"_s,
                          .mode = TapQuery::Mode::Async,
                          .runId = name},
                .output = writes ? path(name + u".csv"_s) : QString()};
    }

    QList<BatchItem> items(const QStringList& names) const
    {
        QList<BatchItem> all;
        for (const auto& name : names)
            all.append(item(name));
        return all;
    }

    std::unique_ptr<BatchRun> make(BatchRun::Options options = {})
    {
        options.pause = 1ms;
        options.longestPause = 2ms;
        return std::make_unique<BatchRun>(*m_client, *m_monitor, m_state.get(), options);
    }

    /// Runs to the end. (The spy is made first: finished() comes from the event loop.)
    BatchReport runAll(const QList<BatchItem>& all, const BatchRun::Options& options = {})
    {
        auto run = make(options);
        QSignalSpy finished(run.get(), &BatchRun::finished);
        run->start(all);
        if (!finished.wait(20'000))
            qFatal("the batch has no end");
        return finished.first().first().value<BatchReport>();
    }

    QList<BatchItem> unended(QList<BatchItem> all) const
    {
        all.removeIf([this](const BatchItem& one) {
            return !isSelected(BatchSelection::Unended, *m_state->find(one.key),
                               queryHash(one.query));
        });
        return all;
    }

    QByteArray content(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
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
        m_store = std::move(*JobStore::open(path(u"tapdesk.sqlite"_s)));
        m_state = std::move(*BatchState::open(path(u"tapdesk.sqlite"_s)));
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

    void oneFailureStopsNothing()
    {
        auto run = make({.parallel = 2});
        QList<int> ended;
        connect(run.get(), &BatchRun::changed, this,
                [&](int) { ended.append(int(run->report().ended())); });
        QSignalSpy finished(run.get(), &BatchRun::finished);

        run->start(items({u"a"_s, u"bad"_s, u"fails"_s, u"lost"_s, u"b"_s}));

        QVERIFY(finished.wait(20'000));
        const auto report = finished.first().first().value<BatchReport>();
        QList<State> states;
        for (const auto& entry : report.entries)
            states.append(entry.state);
        QCOMPARE(states,
                 (QList {State::Done, State::Failed, State::Failed, State::Failed, State::Done}));
        QCOMPARE(content(u"a.csv"_s), QByteArray("q\r\na\r\n"));
        QCOMPARE(report.entries.at(0).truth->rows, 1);
        QCOMPARE(report.entries.at(0).output, path(u"a.csv"_s));
        QCOMPARE(report.entries.at(0).jobUrl, QUrl(u"https://example.org/tap/async/1"_s));
        QCOMPARE(report.entries.at(1).error->detail, u"QUERY: bad"_s);
        QVERIFY(m_service.mostSeen <= 2);
        QVERIFY(std::is_sorted(ended.begin(), ended.end()));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(m_state->find(path(u"b.sql"_s))->value().state, RecordState::Done);
        QCOMPARE(m_state->find(path(u"fails.sql"_s))->value().state, RecordState::Failed);
        QCOMPARE(m_state->find(path(u"lost.sql"_s))->value().state, RecordState::Unkept);
    }

    void nothingToRun() { QCOMPARE(runAll({}).entries.size(), 0); }

    void rowsAreHandedOver()
    {
        auto run = make();
        QSignalSpy finished(run.get(), &BatchRun::finished);
        QSignalSpy results(run.get(), &BatchRun::resultReady);

        run->start({item(u"a"_s, {}, false), item(u"b"_s, {}, false)});

        QVERIFY(finished.wait(20'000));
        QCOMPARE(results.size(), 2);
        const auto index = results.first().at(0).toInt();
        QCOMPARE(results.first().at(1).value<QueryResult>().table.text(0, 0),
                 QStringList({u"a"_s, u"b"_s}).at(index));
    }

    void fullService_data()
    {
        QTest::addColumn<bool>("refusesAtRun");
        QTest::newRow("when the job is made") << false;
        QTest::newRow("when it is started") << true;
    }

    void fullService()
    {
        QFETCH(const bool, refusesAtRun);
        m_service.mostActive = 2;
        m_service.refusesAtRun = refusesAtRun;
        auto run = make({.parallel = 5});
        QSignalSpy throttled(run.get(), &BatchRun::throttled);
        QSignalSpy finished(run.get(), &BatchRun::finished);

        m_service.completesAtOnce = false;
        run->start(items({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
        QTRY_COMPARE(throttled.size(), 1);
        QCOMPARE(throttled.first().at(1).toInt(), 2);
        m_service.completesAtOnce = true;

        QVERIFY(finished.wait(20'000));
        QCOMPARE(run->report().count(State::Done), 5);
        QCOMPARE(throttled.size(), 1); // learnt
        QCOMPARE(m_service.jobs.size(), 5);
        QCOMPARE(m_service.mostSeen, 2);
    }

    /// Jobs sent from elsewhere fill the service: there is nothing to wait for but time.
    void fullServiceWithoutOurJobs()
    {
        m_service.jobs.append({.runId = u"else"_s, .query = u"x"_s, .phase = "EXECUTING"});
        m_service.mostActive = 1;
        auto run = make();
        QSignalSpy throttled(run.get(), &BatchRun::throttled);
        QSignalSpy finished(run.get(), &BatchRun::finished);

        run->start(items({u"a"_s}));
        QTRY_VERIFY(throttled.size() >= 3);
        m_service.complete();

        QVERIFY(finished.wait(20'000));
        QCOMPARE(run->report().count(State::Done), 1);
        QCOMPARE(m_service.jobs.size(), 2);
    }

    void existingFile_data()
    {
        QTest::addColumn<bool>("replace");
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<bool>("done");
        QTest::newRow("somebody's file stays") << false << false << false;
        QTest::newRow("unless it may go") << true << false << true;
        QTest::newRow("that of the run before") << false << true << true;
    }

    void existingFile()
    {
        QFETCH(const bool, replace);
        QFETCH(const bool, isOurs);
        QFETCH(const bool, done);
        if (isOurs)
            QCOMPARE(runAll(items({u"a"_s})).count(State::Done), 1);
        QFile file(path(u"a.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        const auto before = m_service.jobs.size();

        const auto report = runAll(items({u"a"_s}), {.replaceFiles = replace});

        QCOMPARE(report.entries.first().state == State::Done, done);
        QCOMPARE(report.entries.first().replaced, done);
        QCOMPARE(content(u"a.csv"_s), done ? QByteArray("q\r\na\r\n") : QByteArray("mine"));
        QCOMPARE(m_service.jobs.size(), before + (done ? 1 : 0));
    }

    /// What an earlier run has not written is not ours, though it was to be written.
    void aFileThatWasNotWrittenIsNotOurs_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("refused") << u"bad"_s;
        QTest::newRow("failed") << u"fails"_s;
        QTest::newRow("there before") << u"a"_s;
    }

    void aFileThatWasNotWrittenIsNotOurs()
    {
        QFETCH(const QString, query);
        const auto write = [this] {
            QFile file(path(u"a.csv"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write("mine");
        };
        m_network->route = [&](const Asked& asked) {
            if (asked.url.path().endsWith(u"result"_s))
                write(); // while the rows are on their way
            return m_service(asked);
        };
        QCOMPARE(runAll({item(u"a"_s, query)}).count(State::Failed), 1);
        write();

        const auto report = runAll(items({u"a"_s}));

        QCOMPARE(report.entries.first().state, State::Failed);
        QCOMPARE(content(u"a.csv"_s), QByteArray("mine"));
    }

    void unwritableFile()
    {
        auto one = item(u"a"_s);
        one.output = u"/proc/none/a.csv"_s;

        const auto report = runAll({one});

        QCOMPARE(report.entries.first().state, State::Failed);
        QCOMPARE(report.entries.first().error->kind, Error::Kind::FileSystem);

        // The rows are still at the service: they are fetched, not asked for anew.
        one.output = path(u"a.csv"_s);
        const auto again = runAll({one});
        QCOMPARE(again.entries.first().state, State::Done);
        QVERIFY(again.entries.first().wasThere);
        QCOMPARE(m_service.jobs.size(), 1);
    }

    /// The program dies after each request that it sends, and starts again: no job is made twice,
    /// none runs twice, every file is there.
    void killedAfterEachRequest()
    {
        int kills = 0;
        for (int fatal = 1;; ++fatal) {
            init();
            const auto all = items({u"a"_s, u"b"_s, u"c"_s});
            int requests = 0;
            auto run = make({.parallel = 2});
            QSignalSpy finished(run.get(), &BatchRun::finished);
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
            // What is in memory goes without a word to anybody, the service first of all.
            m_network->route = [](const Asked&) { return Answer {.hangs = true}; };
            run.reset();
            restart();

            const auto rest = unended(all);
            const auto report = runAll(rest, {.parallel = 2});

            QCOMPARE(report.count(State::Done), rest.size());
            const auto said = "killed after request " + QByteArray::number(fatal);
            QVERIFY2(m_service.jobs.size() == 3, said);
            for (const auto& job : m_service.jobs)
                QVERIFY2(job.runs == 1, said);
            for (const auto* name : {"a", "b", "c"})
                QCOMPARE(content(QLatin1StringView(name) + u".csv"_s),
                         QByteArray("q\r\n") + name + "\r\n");
        }
        QVERIFY2(kills > 12, "every kind of request was the last one");
    }

    /// An earlier run has made the job, and may have started it.
    void aFoundJobIsStarted_data()
    {
        QTest::addColumn<bool>("isHeard");
        QTest::addColumn<Answer>("answer"); // to the first PHASE=RUN
        const Answer lost {.status = 0, .error = QNetworkReply::RemoteHostClosedError};
        QTest::newRow("RUN lost") << false << lost;
        QTest::newRow("RUN lost with a 500") << false << Answer {.status = 500};
        QTest::newRow("its answer lost") << true << lost;
        QTest::newRow("RUN taken and forgotten")
            << false << Answer {.status = 303, .location = "https://example.org/tap/async/1"};
        QTest::newRow("refused, as an earlier one was heard") << true << Answer {.status = 400};
    }

    void aFoundJobIsStarted()
    {
        QFETCH(const bool, isHeard);
        QFETCH(const Answer, answer);
        const auto all = items({u"a"_s, u"b"_s});
        m_service.jobs.append({.runId = u"a"_s, .query = u"a"_s});
        QVERIFY(m_state->save({.key = all.first().key,
                               .state = RecordState::Running,
                               .hash = queryHash(all.first().query),
                               .serviceId = u"test"_s,
                               .jobUrl = QUrl(u"https://example.org/tap/async/1"_s)}));
        bool isFirst = true;
        m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
            if (asked.body != "PHASE=RUN" || !std::exchange(isFirst, false))
                return m_service(asked);
            if (isHeard)
                (void)m_service(asked);
            return answer;
        };

        const auto report = runAll(all);

        QCOMPARE(report.count(State::Done), 2);
        QVERIFY(!isFirst);
        QCOMPARE(m_service.jobs.size(), 2);
        QCOMPARE(m_service.jobs.first().runs, 1);
    }

    /// The program ended while the service was making the job.
    void aJobWhoseAnswerWasLostIsFound_data()
    {
        QTest::addColumn<QString>("runId");
        QTest::addColumn<QString>("query"); // of the job that waits at the service
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<bool>("isFound");
        const QString longId(80, u'x');
        QTest::newRow("found") << u"a"_s << u"a"_s << false << true;
        QTest::newRow("found by what the service keeps of its run id")
            << longId << u"a"_s << false << true;
        QTest::newRow("another's query") << u"a"_s << u"b"_s << false << false;
        QTest::newRow("of a run whose answer came") << u"a"_s << u"a"_s << true << false;
    }

    void aJobWhoseAnswerWasLostIsFound()
    {
        QFETCH(const QString, runId);
        QFETCH(const QString, query);
        QFETCH(const bool, isKnown);
        QFETCH(const bool, isFound);
        auto one = item(u"a"_s);
        one.query.runId = runId;
        m_service.jobs.append({.runId = runId.left(64), .query = query});
        QVERIFY(m_state->save({.key = one.key,
                               .state = RecordState::Sending,
                               .hash = queryHash(one.query),
                               .serviceId = u"test"_s,
                               .sent = QDateTime::currentDateTimeUtc()}));
        if (isKnown) {
            JobRecord record;
            record.serviceId = u"test"_s;
            record.jobId = u"1"_s;
            record.url = QUrl(u"https://example.org/tap/async/1"_s);
            record.sentHere = true;
            QVERIFY(m_store->save(record));
        }

        QCOMPARE(runAll({one}).count(State::Done), 1);

        QCOMPARE(m_service.jobs.size(), isFound ? 1 : 2);
        QCOMPARE(m_service.jobs.first().runs, isFound ? 1 : 0);
    }

    /// What would not be found again is not started.
    void aJobThatCannotBeRememberedDoesNotRun()
    {
        m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
            if (asked.verb == "POST" && asked.url.path().endsWith(u"async"_s)) {
                const auto file = SqliteFile::open(path(u"tapdesk.sqlite"_s));
                QSqlQuery((*file)->database()).exec(u"DROP TABLE batch_entries"_s);
            }
            return m_service(asked);
        };

        const auto report = runAll(items({u"a"_s}));

        QCOMPARE(report.entries.first().state, State::Failed);
        QCOMPARE(report.entries.first().error->kind, Error::Kind::FileSystem);
        QCOMPARE(m_service.jobs.size(), 1);
        QCOMPARE(m_service.jobs.first().runs, 0);
    }

    /// We lose the job, but it runs: the next run goes on with it.
    void aJobThatMayRunIsNotSentAgain_data()
    {
        QTest::addColumn<QByteArray>("refused"); // what begins so
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("jobs");
        QTest::newRow("looking is refused") << "GET"_ba << 403 << 1;
        QTest::newRow("a login is wanted") << "GET"_ba << 401 << 1;
        QTest::newRow("the job is gone") << "GET"_ba << 404 << 2;
        QTest::newRow("ABORT is refused") << "PHASE=ABORT"_ba << 403 << 1;
    }

    void aJobThatMayRunIsNotSentAgain()
    {
        QFETCH(const QByteArray, refused);
        QFETCH(const int, status);
        QFETCH(const int, jobs);
        m_service.completesAtOnce = false;
        auto run = make();
        QSignalSpy finished(run.get(), &BatchRun::finished);
        run->start(items({u"a"_s}));
        QTRY_COMPARE(run->report().entries.first().phase.word(), u"EXECUTING"_s);

        m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
            if ((asked.verb + asked.body).contains(refused))
                return Answer {.status = status};
            return m_service(asked);
        };
        if (refused == "PHASE=ABORT")
            run->cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run->report().count(State::Failed), 1);
        const auto one = item(u"a"_s);
        QVERIFY(isSelected(BatchSelection::Failed, *m_state->find(one.key), queryHash(one.query)));
        restart();
        m_service.completesAtOnce = true;

        QCOMPARE(runAll(items({u"a"_s})).count(State::Done), 1);
        QCOMPARE(m_service.jobs.size(), jobs);
    }

    /// Of the same folder, each with its own connection to the memory.
    void twoProgramsAtOnce()
    {
        m_service.completesAtOnce = false;
        const auto other = std::move(*BatchState::open(path(u"tapdesk.sqlite"_s)));
        const auto all = items({u"a"_s, u"b"_s, u"c"_s});
        auto first = make({.parallel = 1});
        BatchRun second(*m_client, *m_monitor, other.get(), {.parallel = 3});
        QSignalSpy firstEnd(first.get(), &BatchRun::finished);
        QSignalSpy secondEnd(&second, &BatchRun::finished);

        first->start(all);
        second.start(all);

        QTRY_COMPARE(secondEnd.size(), 1);
        for (const auto& entry : second.report().entries) {
            QCOMPARE(entry.state, State::Failed);
            QCOMPARE(entry.error->kind, Error::Kind::FileSystem);
        }
        QTRY_COMPARE(m_service.active(), 1);
        const auto isDone = [&] {
            m_service.complete();
            return !firstEnd.isEmpty();
        };
        QTRY_VERIFY(isDone());
        QCOMPARE(first->report().count(State::Done), 3);
        QCOMPARE(m_service.jobs.size(), 3);

        // What has ended is free, and so is what a program left alone that was told to stop.
        BatchRun third(*m_client, *m_monitor, other.get(), {});
        QSignalSpy thirdEnd(&third, &BatchRun::finished);
        third.start(all);
        QTRY_COMPARE(m_service.active(), 3);
        third.stop();
        QTRY_COMPARE(thirdEnd.size(), 1);
        for (const auto& item : all)
            QVERIFY(!*m_state->isTaken(item.key));
    }

    void aChangedQueryIsSentAnew()
    {
        m_service.completesAtOnce = false;
        auto run = make();
        run->start({item(u"a"_s)});
        QTRY_COMPARE(m_service.active(), 1);
        run.reset();
        restart();
        m_service.completesAtOnce = true;

        const auto report = runAll({item(u"a"_s, u"new"_s)});

        QCOMPARE(report.count(State::Done), 1);
        QVERIFY(!report.entries.first().wasThere);
        QCOMPARE(m_service.jobs.size(), 2);
        QCOMPARE(content(u"a.csv"_s), QByteArray("q\r\nnew\r\n"));
    }

    void stop_data()
    {
        QTest::addColumn<bool>("aborts");
        QTest::newRow("leaves the jobs alone") << false;
        QTest::newRow("aborts them") << true;
    }

    void stop()
    {
        QFETCH(const bool, aborts);
        m_service.completesAtOnce = false;
        auto run = make({.parallel = 2});
        QSignalSpy finished(run.get(), &BatchRun::finished);
        run->start(items({u"a"_s, u"b"_s, u"c"_s}));
        QTRY_COMPARE(m_service.active(), 2);
        QTRY_COMPARE(run->report().entries.at(1).state, State::Running);

        if (aborts)
            run->cancel();
        else
            run->stop();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run->report().count(State::Stopped), 3);
        QCOMPARE(m_service.jobs.size(), 2);
        QCOMPARE(m_service.active(), aborts ? 0 : 2);
        run.reset();

        m_service.completesAtOnce = true;
        const auto report = runAll(items({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(report.count(State::Done), 3);
        QCOMPARE(m_service.jobs.size(), aborts ? 5 : 3);
    }

    void deletedFromItsSignals_data()
    {
        QTest::addColumn<int>("signal");
        for (int signal = 1; signal < 9; ++signal)
            QTest::newRow(qPrintable(QString::number(signal))) << signal;
    }

    void deletedFromItsSignals()
    {
        QFETCH(const int, signal);
        auto run = make();
        int heard = 0;
        connect(run.get(), &BatchRun::changed, this, [&] {
            if (++heard == signal)
                run.reset();
        });

        run->start(items({u"a"_s, u"bad"_s, u"c"_s}));

        QTRY_VERIFY(!run);
    }
};

QTEST_GUILESS_MAIN(TestBatchRun)
#include "tst_batchrun.moc"
