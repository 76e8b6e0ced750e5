// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"
#include "ui/jobs/joblistmodel.h"

#include <QHash>
#include <QObject>

namespace tapdesk::ui {

/// Reads the jobs of a service, or of all, from the mirror: a page for each turn of the event
/// loop, newest first, so that ten thousand jobs do not hold up a frame.
class JobLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobLoader)

public:
    static constexpr int pageSize = 200; ///< read in a few milliseconds, also where others work

    /// @param monitor  not owned; what it tells while pages are read counts
    explicit JobLoader(JobMonitor& monitor, QObject* parent = nullptr);

    /// Begins anew. The first page is read before this returns, and so is everything else if it
    /// is the only one.
    /// @param serviceId  empty for all services
    void load(const QString& serviceId);
    /// The jobs have changed: reads them once more, after what is being read.
    void reload();

signals:
    void begun(const QList<tapdesk::JobRecord>& newest); ///< there are more
    void loaded(const QList<tapdesk::JobRecord>& jobs); ///< all of them

private:
    void start();
    void readPage();

    JobMonitor& m_monitor;
    QString m_serviceId;
    QList<JobRecord> m_jobs;
    QHash<JobKey, JobRecord> m_newer; // than their page may be
    bool m_isReading = false;
    bool m_isStale = false;
    int m_turn = 0; // pages that were asked for earlier count for nothing
};

} // namespace tapdesk::ui
