// SPDX-License-Identifier: GPL-3.0-or-later

// bench_jobs [JOBS] [FOLDER] [MINUTES]
//
// Fills a mirror of jobs in FOLDER (a real disk, or the waits for it mean nothing) and tells how
// long the acts of a jobs panel take, each beside the same statement without JobStore; then how
// long the event loop stands still while lists and jobs come in from a scripted service, and how
// often that one is asked.

#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/uws/jobsummary.h"
#include "tests/support/fakenetwork.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::FakeNetwork;

namespace {

using Survives = JobStore::Survives;

constexpr int rounds = 5;

/// The shortest of some rounds, in milliseconds.
double measure(const std::function<void()>& act)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer clock;
        clock.start();
        act();
        best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return best;
}

void tell(const char* what, double ours, double floor)
{
    std::printf("| %s | %.2f | %.2f |\n", what, ours, floor);
}

QList<JobRecord> records(int count)
{
    static const JobPhase::Kind phases[] = {JobPhase::Kind::Completed, JobPhase::Kind::Archived,
                                            JobPhase::Kind::Archived, JobPhase::Kind::Error};
    const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    QList<JobRecord> list;
    for (int i = 0; i < count; ++i) {
        JobRecord job;
        job.serviceId = u"cars"_s;
        job.jobId = u"e31bcd6b-0000-4000-8000-%1"_s.arg(i, 12, 10, QChar(u'0'));
        job.url = QUrl(u"https://cars.aip.de/tap/async/"_s + job.jobId);
        job.runId = u"run-%1"_s.arg(i % 100);
        job.query = u"SELECT target_name, flux, flux_error FROM cars_dr1.photometry WHERE"
                    " target_name = 'HE%1' AND band IN ('u', 'g', 'r', 'i', 'z')"_s.arg(i);
        job.language = u"PostgreSQL"_s;
        job.queue = u"30s"_s;
        job.phase = phases[i % 4];
        job.created = start.addSecs(i * 60);
        job.started = job.created.addMSecs(400);
        job.ended = job.created.addMSecs(5400);
        job.lastSeen = job.ended;
        job.rows = i;
        list.append(job);
    }
    return list;
}

class Plain
{
public:
    explicit Plain(const QString& file)
        : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, u"plain"_s))
    {
        m_database.setDatabaseName(file);
        m_database.open();
    }

    /// Reads all columns of all rows as the driver gives them.
    void run(const QString& statement)
    {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        query.exec(statement);
        while (query.next()) {
            for (int column = 0; query.isSelect() && column < m_columns; ++column)
                static_cast<void>(query.value(column));
        }
    }
    void setColumns(int count) { m_columns = count; }

private:
    QSqlDatabase m_database;
    int m_columns = 25;
};

TapService cars()
{
    return {.id = u"cars"_s, .baseUrl = QUrl(u"https://cars.aip.de/tap"_s), .archives = true};
}

struct Gap
{
    double wall = 0; ///< ms
    double own = 0; ///< the same without the time that the thread waited for a core
    double cpu = 0; ///< of the thread alone; the rest of its own time it waits for the disk
};

/// How long this thread could have run and had no core, in ms.
double waitedForCore()
{
    QFile file(u"/proc/thread-self/schedstat"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() / 1e6;
}

double threadMs()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Runs the event loop until @p isDone, and measures the longest time between two of its turns.
Gap longestGap(const std::function<void()>& act, const std::function<bool()>& isDone)
{
    QEventLoop loop;
    QElapsedTimer clock;
    Gap longest;
    double cpu = threadMs();
    double waited = waitedForCore();
    QTimer turn;
    QObject::connect(&turn, &QTimer::timeout, &loop, [&] {
        const auto wall = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        longest.wall = std::max(longest.wall, wall);
        longest.own = std::max(longest.own, wall - (waitedForCore() - waited));
        longest.cpu = std::max(longest.cpu, threadMs() - cpu);
        if (isDone())
            loop.quit();
        waited = waitedForCore();
        cpu = threadMs();
        clock.restart();
    });
    turn.start(0);
    clock.start();
    act();
    loop.exec();
    return longest;
}

QByteArray listOf(const QList<JobRecord>& jobs)
{
    QByteArray entries;
    for (const auto& job : jobs) {
        entries += "<jobref id='" + job.jobId.toLatin1() + "'><phase>" + job.phase.word().toLatin1()
            + "</phase><runId>" + job.runId.toLatin1() + "</runId><creationTime>"
            + job.created.toString(Qt::ISODateWithMs).toLatin1() + "</creationTime></jobref>";
    }
    return "<jobs version='1.1'>" + entries + "</jobs>";
}

/// The whole list again and again; the floor is reading it, without telling anybody.
void benchLists(JobStore& store, QList<JobRecord> jobs)
{
    jobs.removeIf([](const JobRecord& job) { return job.phase == JobPhase::Kind::Archived; });
    FakeNetwork network;
    QByteArray list = listOf(jobs);
    network.route = [&](const Asked& asked) -> std::optional<Answer> {
        if (asked.url.path().endsWith(u"/async"_s))
            return Answer {.body = list};
        return Answer {.status = 404};
    };
    HttpClient client(network);
    const auto floor =
        measure([&] { static_cast<void>(readJobList(list, cars().resource(u"async"_s))); });
    std::printf(
        "\n| list of %d jobs | until merged, ms | longest gap, ms | with a core | cpu | reading "
        "alone |\n|---|---|---|---|---|---|\n",
        static_cast<int>(jobs.size()));
    JobMonitor monitor(client, store);
    const auto merge = [&](const char* what) {
        bool isMerged = false;
        const auto refreshed =
            QObject::connect(&monitor, &JobMonitor::refreshed, &monitor, [&] { isMerged = true; });
        QElapsedTimer clock;
        clock.start();
        const auto gap =
            longestGap([&] { monitor.refresh(cars()); }, [&isMerged] { return isMerged; });
        std::printf("| %s | %lld | %.1f | %.1f | %.1f | %.1f |\n", what, clock.elapsed(), gap.wall,
                    gap.own, gap.cpu, floor);
        QObject::disconnect(refreshed);
    };
    merge("known jobs, first list since the start");
    merge("no change");
    jobs[7].phase = JobPhase::Kind::Archived;
    list = listOf(jobs);
    merge("one change");
    for (auto& job : jobs)
        job.jobId += u"-new"_s;
    list = listOf(jobs);
    merge("all new, none of the old ones");
}

/// Jobs of this program: the gap while they are created, the requests while they run.
void benchRuns(JobStore& store, int minutes)
{
    FakeNetwork network;
    int made = 0;
    int looks = 0;
    network.route = [&](const Asked& asked) -> std::optional<Answer> {
        if (asked.verb == "POST")
            return Answer {.status = 303,
                           .location = asked.url.path().endsWith(u"/async"_s)
                               ? "https://cars.aip.de/tap/async/run" + QByteArray::number(++made)
                               : "https://cars.aip.de/tap/async/run"};
        ++looks;
        return Answer {.body = "<job version='1.0'><phase>EXECUTING</phase></job>"};
    };
    HttpClient client(network);
    JobMonitor monitor(client, store);
    TapQuery query {.service = cars(), .text = u"SELECT 1"_s, .mode = TapQuery::Mode::Async};
    int created = 0;
    const auto start = [&](int count) {
        created = 0;
        for (int i = 0; i < count; ++i) {
            auto* run = monitor.run(query);
            QObject::connect(run, &TapRun::jobCreated, &monitor, [&created] { ++created; });
        }
    };
    const auto gap = longestGap([&] { start(50); }, [&created] { return created == 50; });
    std::printf("\nfifty jobs created at once: longest gap %.1f ms, with a core %.1f, cpu %.1f\n",
                gap.wall, gap.own, gap.cpu);
    if (minutes == 0)
        return;

    static_cast<void>(longestGap([&] { start(150); }, [&created] { return created == 150; }));
    for (int minute = 1; minute <= minutes; ++minute) {
        looks = 0;
        QElapsedTimer clock;
        clock.start();
        const auto running = longestGap([] {}, [&clock] { return clock.hasExpired(60'000); });
        std::printf("200 jobs running, minute %d: %d looks, longest gap %.1f ms, cpu %.1f\n",
                    minute, looks, running.wall, running.cpu);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    QLoggingCategory::setFilterRules(u"tapdesk.*.info=false"_s);
    const int count = argc > 1 ? atoi(argv[1]) : 10'000;
    const int minutes = argc > 3 ? atoi(argv[3]) : 2;
    const QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + u"/jobs-XXXXXX"_s
                                        : QString());
    const auto file = folder.filePath(u"tapdesk.sqlite"_s);
    const auto store = std::move(*JobStore::open(file));
    const auto all = records(count);
    if (!store->save(all))
        return 1;
    Plain plain(file);

    std::printf("| %d jobs | ms | same SQL, driver alone |\n|---|---|---|\n", count);
    tell("open the file", measure([&] { static_cast<void>(JobStore::open(file)); }), 0);
    tell("read all", measure([&] { static_cast<void>(store->jobs()); }),
         measure([&] { plain.run(u"SELECT * FROM jobs"_s); }));
    const auto newest = u" ORDER BY coalesce(created, started, last_seen, '') DESC, job_id DESC"_s;
    tell("first page of 200",
         measure([&] { static_cast<void>(store->jobs(RecordFilter {.limit = 200})); }),
         measure([&] { plain.run(u"SELECT * FROM jobs"_s + newest + u" LIMIT 200"_s); }));
    tell("page of 200 with text", measure([&] {
             static_cast<void>(store->jobs(RecordFilter {.text = u"he77"_s, .limit = 200}));
         }),
         measure([&] {
             plain.run(u"SELECT * FROM jobs WHERE run_id LIKE '%he77%' OR query LIKE '%he77%'"_s
                       + newest + u" LIMIT 200"_s);
         }));
    plain.setColumns(3);
    tell("counts of phases", measure([&] { static_cast<void>(store->counts()); }),
         measure([&] { plain.run(u"SELECT phase, gone, count(*) FROM jobs GROUP BY 1, 2"_s); }));
    tell("counts with text",
         measure([&] { static_cast<void>(store->counts(RecordFilter {.text = u"he77"_s})); }),
         measure([&] {
             plain.run(u"SELECT phase, gone, count(*) FROM jobs WHERE run_id LIKE '%he77%'"
                       " OR query LIKE '%he77%' GROUP BY 1, 2"_s);
         }));

    auto changing = all.first();
    const auto change = [&](Survives what) {
        return [&, what] {
            changing.lastSeen = changing.lastSeen.addSecs(1);
            changing.phase = changing.phase.kind() == JobPhase::Kind::Queued
                ? JobPhase::Kind::Executing
                : JobPhase::Kind::Queued;
            static_cast<void>(store->save(changing, what));
        };
    };
    tell("one phase, on disk", measure(change(Survives::PowerCut)), 0);
    tell("one phase", measure(change(Survives::Kill)), measure([&] {
             plain.run(u"UPDATE jobs SET phase = 'QUEUED' WHERE service_id = 'cars'"
                       " AND job_id = 'e31bcd6b-0000-4000-8000-000000000001'"_s);
         }));
    const auto fifty = [&](Survives what) {
        return [&, what] {
            for (int i = 0; i < 50; ++i)
                change(what)();
        };
    };
    tell("fifty phases one by one, on disk", measure(fifty(Survives::PowerCut)), 0);
    tell("fifty phases one by one", measure(fifty(Survives::Kill)), 0);

    benchLists(*store, all);
    benchRuns(*store, minutes);
    return 0;
}
