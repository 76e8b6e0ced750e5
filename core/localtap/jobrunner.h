// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/localtap/jobdatabase.h"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace tapdesk::localtap {

/// Executes the jobs of the queues: one at a time of each, on a thread of its own.
class JobRunner final
{
public:
    /// Path of the sample database; may block until it is made.
    using DataPath = std::function<Result<QString>()>;

    /// @param jobs  not owned, must outlive the runner
    JobRunner(JobDatabase& jobs, DataPath dataPath);

    /// Stops the queries, whose jobs go back into their queues, and joins the threads.
    ~JobRunner();

    Q_DISABLE_COPY_MOVE(JobRunner)

private:
    void work(const QString& queue);
    void execute(const JobRecord& job);
    Result<qint64> writeResultFile(const JobRecord& job, const QString& path);

    JobDatabase& m_jobs;
    DataPath m_dataPath;
    std::atomic<bool> m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace tapdesk::localtap
