// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/joblookup.h"
#include "core/base/result.h"
#include "core/jobs/jobmonitor.h"

#include <QObject>

namespace tapdesk::app {

/// Reads the documents of jobs into the mirror, one after the other. From then on the monitor asks
/// hosts at the pace of a command that somebody waits for.
class JobLooks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobLooks)

public:
    /// @param monitor  not owned, must outlive the object
    JobLooks(JobMonitor& monitor, QList<JobTarget> jobs, QObject* parent = nullptr);

    void start();
    void stop(); ///< after the one that is on its way; finished() comes as ever

signals:
    void looked(int index, const tapdesk::Status& outcome);
    void finished(); ///< once and last; from start() itself where there is nothing to do

private:
    void next();

    JobMonitor& m_monitor;
    QList<JobTarget> m_jobs;
    int m_index = -1;
    bool m_isStopped = false;
};

} // namespace tapdesk::app
