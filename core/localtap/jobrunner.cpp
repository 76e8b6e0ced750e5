// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/jobrunner.h"

#include "core/localtap/queryrun.h"
#include "core/localtap/resultwriter.h"

#include <QFile>
#include <QSaveFile>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds idleLook {2}; // for jobs that programs which died have left
constexpr std::chrono::milliseconds abortLook {100};

} // namespace

JobRunner::JobRunner(JobDatabase& jobs, DataPath dataPath)
    : m_jobs(jobs)
    , m_dataPath(std::move(dataPath))
{
    for (const auto queue : {shortQueueName, longQueueName})
        m_threads.emplace_back([this, queue] { work(queue); });
}

JobRunner::~JobRunner()
{
    m_stopping = true;
    m_jobs.interrupt();
    for (std::thread& thread : m_threads)
        thread.join();
}

void JobRunner::work(const QString& queue)
{
    while (!m_stopping) {
        if (const auto job = m_jobs.claim(queue)) {
            execute(*job);
        } else {
            m_jobs.waitForChange(idleLook);
            m_jobs.tidy();
        }
    }
}

void JobRunner::execute(const JobRecord& job)
{
    const QString path = m_jobs.resultPath(job.id);
    const auto rows = writeResultFile(job, path);
    if (rows && m_jobs.complete(job.id, *rows, QFile(path).size()))
        return;
    if (rows) // aborted or archived in the last moment
        QFile::remove(path);
    else if (rows.error().kind != Error::Kind::Cancelled)
        m_jobs.fail(job.id, rows.error().detail);
    else if (m_stopping)
        m_jobs.release(job.id);
}

Result<qint64> JobRunner::writeResultFile(const JobRecord& job, const QString& path)
{
    if (const auto runnable = requireRunnable(job.request); !runnable)
        return failure(runnable.error());
    const auto data = m_dataPath();
    if (!data)
        return failure(data.error());

    auto looked = std::chrono::steady_clock::now();
    const auto stopped = [this, &job, &looked, lost = false]() mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - looked > abortLook) {
            looked = now;
            lost = !m_jobs.isMine(job.id);
        }
        return lost || m_stopping;
    };
    const auto run =
        QueryRun::start(*data, job.request, {.time = job.duration, .stopped = stopped});
    if (!run)
        return failure(run.error());
    m_jobs.setNativeQuery(job.id, (*run)->nativeQuery());

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure({.kind = Error::Kind::FileSystem, .detail = file.errorString()});
    }
    const auto format = outputFormat(job.request.format).value_or(outputFormats().front());
    if (auto written = writeResult(file, **run, job.request, format); !written)
        return failure(written.error());
    if (!file.commit())
        return failure({.kind = Error::Kind::FileSystem, .detail = file.errorString()});
    return (*run)->rowCount();
}

} // namespace tapdesk::localtap
