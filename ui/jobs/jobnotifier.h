// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace tapdesk {
class JobMonitor;
}

namespace tapdesk::ui {

/// Tells that a long job has ended while nobody looked. Jobs that end together are one notice.
class JobNotifier final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobNotifier)

public:
    /// @param monitor     must outlive the notifier
    /// @param isLookedAt  whether the user has the program before them, so that no notice is due
    JobNotifier(JobMonitor& monitor, std::function<bool()> isLookedAt, QObject* parent = nullptr);

    /// Shorter jobs are not worth a notice.
    static constexpr auto shortest = std::chrono::seconds(10);

signals:
    void notice(const QString& title, const QString& text);

private:
    void onJobChanged(const JobRecord& job);
    void onJobsChanged(const QString& serviceId);
    void tell();

    JobMonitor& m_monitor;
    std::function<bool()> m_isLookedAt;
    QSet<QString> m_active; // URLs of jobs that were seen to run
    QList<JobRecord> m_ended; // not told yet
    QTimer m_gathering;
};

} // namespace tapdesk::ui
