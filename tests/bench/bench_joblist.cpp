// SPDX-License-Identifier: GPL-3.0-or-later

// bench_joblist [JOBS [RUNS]]
//
// What the jobs panel does with many jobs, each step with the frame that shows it, beside the same
// records in a QStandardItemModel behind a QSortFilterProxyModel, and beside std::sort of the keys
// alone. Median and worst of RUNS, in ms, and the median of the cpu time, which other programs do
// not lengthen; a frame has 16.

#include "core/jobs/jobstore.h"
#include "core/net/httpclient.h"
#include "ui/jobs/joblistmodel.h"
#include "ui/jobs/joblistview.h"
#include "ui/jobs/jobloader.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

QList<JobRecord> makeJobs(int count)
{
    const QString query =
        u"SELECT t.target_id, t.hes_name, p.phot_band, p.phot_flux, p.phot_flux_err "
        "FROM cars_dr1.targets AS t JOIN cars_dr1.photometry AS p ON p.target_id = t.target_id "
        "WHERE p.phot_flux > %1 AND t.redshift < 0.06 AND p.phot_band IN ('J', 'H', 'K', 'W1') "
        "ORDER BY t.hes_name, p.phot_band"_s;
    const auto start = QDateTime(QDate(2025, 11, 21), QTime(14, 3), Qt::UTC);
    std::mt19937 random(1);
    QList<JobRecord> jobs;
    for (int i = 0; i < count; ++i) {
        const int dice = int(random() % 100);
        JobRecord job;
        job.serviceId = u"bench"_s;
        job.jobId = QString::number(i);
        job.url = QUrl(u"https://example.org/tap/async/%1"_s.arg(i));
        job.runId = u"run-%1"_s.arg(random() % 2000);
        job.query = query.arg(i);
        job.queue = dice % 2 == 0 ? u"30s"_s : u"5m"_s;
        job.phase = dice < 80 ? JobPhase::Kind::Completed
            : dice < 90       ? JobPhase::Kind::Archived
            : dice < 98       ? JobPhase::Kind::Error
                              : JobPhase::Kind::Executing;
        job.created = start.addSecs(i * 60);
        job.started = job.created.addSecs(1);
        if (job.phase.isTerminal())
            job.ended = job.started.addMSecs(random() % 30'000);
        job.rows = random() % 100'000;
        job.serverBytes = random() % 10'000'000;
        job.lastSeen = QDateTime::currentDateTimeUtc();
        jobs.append(job);
    }
    return jobs;
}

double cpuMs()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

class Bench
{
public:
    explicit Bench(int runs)
        : m_runs(runs)
    {
    }

    void measure(const char* what, const std::function<void(int)>& step) const
    {
        std::vector<double> times;
        std::vector<double> cpu;
        for (int run = 0; run < m_runs; ++run) {
            QElapsedTimer timer;
            const auto before = cpuMs();
            timer.start();
            step(run);
            times.push_back(double(timer.nsecsElapsed()) * 1e-6);
            cpu.push_back(cpuMs() - before);
        }
        std::sort(times.begin(), times.end());
        std::sort(cpu.begin(), cpu.end());
        std::printf("%-44s %8.2f %8.2f %8.2f\n", what, times[times.size() / 2], times.back(),
                    cpu[cpu.size() / 2]);
    }

private:
    int m_runs;
};

void show(QTreeView& view)
{
    view.grab();
}

void benchOurs(const Bench& bench, const QList<JobRecord>& jobs)
{
    JobListModel model;
    JobListView view(&model);
    view.resize(1200, 800);
    view.show();
    bench.measure("ours: open", [&](int) {
        model.setJobs({});
        model.setJobs(jobs);
        show(view);
    });
    view.selectAll();
    view.setCurrentIndex(model.index(0, 0));
    const QStringList texts {u"s"_s, u"run-19"_s, u"flux > 77"_s, u"nothing has this"_s, {}};
    bench.measure("ours: filter by text", [&](int run) {
        model.setFilter({.text = texts.at(run % texts.size())});
        show(view);
    });
    bench.measure("ours: filter by phase", [&](int run) {
        model.setFilter({.group = run % 2 == 0 ? PhaseGroup::Completed : PhaseGroup::All});
        show(view);
    });
    model.setFilter({});
    const int columns[] = {JobListModel::RowsColumn, JobListModel::RunIdColumn,
                           JobListModel::CreatedColumn};
    for (const int column : columns) {
        const auto name = u"ours: sort by %1"_s.arg(
            model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        bench.measure(qPrintable(name), [&](int run) {
            model.sort(column, run % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            show(view);
        });
    }
    view.sortByColumn(JobListModel::PhaseColumn, Qt::AscendingOrder);
    bench.measure("ours: a phase changes, and its place", [&](int run) {
        auto job = jobs.at((run * 7919) % jobs.size());
        job.phase = run % 2 == 0 ? JobPhase::Kind::Executing : JobPhase::Kind::Aborted;
        job.rows = run;
        model.update(job);
        show(view);
    });
    view.selectAll();
    bench.measure("ours: filter with all selected", [&](int run) {
        model.setFilter({.group = run % 2 == 0 ? PhaseGroup::Completed : PhaseGroup::All});
        show(view);
    });
    bench.measure("ours: the list again, nothing new", [&](int) { model.setJobs(model.jobs()); });
    bench.measure("ours: a second passes", [&](int) { model.tick(); });
}

void benchFloor(const Bench& bench, const QList<JobRecord>& jobs)
{
    std::unique_ptr<QStandardItemModel> items;
    QSortFilterProxyModel sorted;
    sorted.setFilterCaseSensitivity(Qt::CaseInsensitive);
    sorted.setFilterRole(Qt::UserRole + 1);
    sorted.setSortRole(Qt::UserRole);
    QTreeView view;
    view.setUniformRowHeights(true);
    view.setModel(&sorted);
    view.resize(1200, 800);
    view.show();
    bench.measure("QStandardItemModel: open", [&](int) {
        items = std::make_unique<QStandardItemModel>();
        for (const auto& job : jobs) {
            const auto cell = [&](const QString& text, const QVariant& key) {
                auto* item = new QStandardItem(text);
                item->setData(key, Qt::UserRole);
                return item;
            };
            auto* first = cell(job.phase.word(), job.phase.word());
            first->setData(QString(job.runId + u'\n' + job.query), Qt::UserRole + 1);
            items->appendRow({first, cell(job.runId, job.runId),
                              cell(job.created.toString(), job.created),
                              cell(QString::number(*job.rows), *job.rows)});
        }
        sorted.setSourceModel(items.get());
        show(view);
    });
    if (sorted.rowCount() != jobs.size())
        qFatal("the proxy does not show the jobs");
    const QStringList texts {u"s"_s, u"run-19"_s, u"flux > 77"_s, u"nothing has this"_s, {}};
    bench.measure("QSortFilterProxyModel: filter by text", [&](int run) {
        sorted.setFilterFixedString(texts.at(run % texts.size()));
        show(view);
    });
    sorted.setFilterFixedString({});
    for (const int column : {3, 1, 2}) {
        const auto name = u"QSortFilterProxyModel: sort by column %1"_s.arg(column);
        bench.measure(qPrintable(name), [&](int run) {
            sorted.sort(column, run % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            show(view);
        });
    }
    std::vector<qint64> keys;
    for (const auto& job : jobs)
        keys.push_back(*job.rows);
    bench.measure("std::sort of the keys", [&](int) {
        std::vector<int> order(keys.size());
        for (size_t i = 0; i < order.size(); ++i)
            order[i] = int(i);
        std::sort(order.begin(), order.end(),
                  [&](int l, int r) { return keys[size_t(l)] < keys[size_t(r)]; });
    });
}

/// The mirror is read in pages: the longest of them is what a frame has to bear.
void benchLoading(const Bench& bench, const QList<JobRecord>& jobs)
{
    QTemporaryDir folder;
    const auto store = JobStore::open(folder.filePath(u"jobs.sqlite"_s));
    if (!store || !(*store)->save(jobs, JobStore::Survives::Kill))
        qFatal("the store cannot be written");
    QNetworkAccessManager network;
    HttpClient http(network);
    JobMonitor monitor(http, **store);
    JobLoader loader(monitor);
    bench.measure("ours: first page of the mirror", [&](int) { loader.load(u"bench"_s); });
    for (const int offset : {0, int(jobs.size()) - JobLoader::pageSize}) {
        const auto name = u"ours: the page at %1"_s.arg(offset);
        bench.measure(qPrintable(name), [&](int) {
            const auto page = monitor.jobs(RecordFilter {
                .serviceId = u"bench"_s, .limit = JobLoader::pageSize, .offset = offset});
            if (page.size() != JobLoader::pageSize)
                qFatal("%lld jobs", static_cast<long long>(page.size()));
        });
    }
    bench.measure("JobStore: all at once", [&](int) { monitor.jobs(u"bench"_s); });
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 10'000;
    const Bench bench(argc > 2 ? QByteArray(argv[2]).toInt() : 20);
    const auto jobs = makeJobs(count);
    std::printf("%d jobs; ms with a frame painted             median    worst      cpu\n", count);
    benchOurs(bench, jobs);
    benchFloor(bench, jobs);
    benchLoading(bench, jobs);
    return 0;
}
