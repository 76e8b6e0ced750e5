// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>

#include <optional>

namespace tapdesk {

/// One query that gets as much time as it needs: first synchronously, and when the service's own
/// time limit ends it, as a job in the next queue, and the next. One item with one history: a job
/// that follows another is its rerun in the mirror.
///
/// Only the service's time limit moves it on; a client does not lose patience. finished() is
/// emitted exactly once and is the last signal. The present run belongs to the monitor; after
/// finished() it is the caller's to release, earlier ones have been. Deleting the object leaves
/// the present run as it is.
class AutomaticRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AutomaticRun)

public:
    struct Attempt
    {
        TapQuery query = {}; ///< its mode and queue tell where
        QDateTime started = {}; ///< UTC
        QDateTime ended = {}; ///< invalid while it goes on
        QUrl jobUrl = {}; ///< empty for sync
        std::optional<Error> error = {}; ///< of one that failed, or whose rows were cut
    };

    /// @param monitor  not owned, must outlive the object
    /// @param query    begins with its mode and queue: Sync for "automatic"
    AutomaticRun(JobMonitor& monitor, TapQuery query, QObject* parent = nullptr);

    void start();
    void cancel(); ///< aborts the present run; no more follow
    TapRun* run() const { return m_run; } ///< the present one, or the last; null before start()
    const QList<Attempt>& attempts() const { return m_attempts; } ///< oldest first

signals:
    /// The time limit was reached, and run() is another one now, which has just begun.
    void movedOn();
    void finished(const tapdesk::Result<tapdesk::QueryResult>& outcome);

private:
    void begin(const TapQuery& query, const QString& rerunOf);
    void onFinished(const Result<QueryResult>& outcome);

    JobMonitor& m_monitor;
    QPointer<TapRun> m_run;
    QList<Attempt> m_attempts;
    TapQuery m_query;
    bool m_isCancelled = false;
};

} // namespace tapdesk
