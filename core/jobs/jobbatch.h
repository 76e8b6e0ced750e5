// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace tapdesk {

/// The same done to many jobs: removed (archived, where that is so), aborted, or asked again.
///
/// A few at a time at each host; a failure stops nothing. A job that runs is aborted before it is
/// removed. Reruns are sent one behind the other at each host, as they may have one run id, and
/// go on at the service; a job whose query is not known yet is looked at first. finished() is
/// emitted exactly once and is the last signal; items() then tells what became of each. Deleting
/// the batch leaves what is under way to the monitor.
///
/// Lives on the thread of the monitor.
class JobBatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobBatch)

public:
    enum class Action { Remove, Abort, Rerun };
    enum class State {
        Waiting,
        UnderWay,
        Done,
        Failed, ///< error tells
        Cancelled ///< not begun when cancel() came
    };
    struct Item
    {
        TapService service;
        JobRecord record; ///< as it was at the beginning
        State state = State::Waiting;
        std::optional<Error> error = {};
        QUrl rerunUrl = {}; ///< of the job that was made, also where it could not be started
    };

    static constexpr int mostAtOnce = 2; ///< per host; reruns: one

    /// @param monitor  not owned, must outlive the batch
    /// @param items    service and record of each
    JobBatch(JobMonitor& monitor, Action action, QList<Item> items, QObject* parent = nullptr);
    ~JobBatch() override;

    void start();
    void cancel(); ///< begins no more; what is under way comes to its end

    Action action() const { return m_action; }
    const QList<Item>& items() const { return m_items; }
    int count(State state) const;
    bool isFinished() const { return m_isFinished; }

signals:
    void itemChanged(int index);
    void finished();

private:
    void proceed();
    void begin(int index);
    void rerun(int index);
    void onCommandFinished(const QUrl& jobUrl, const Status& outcome);
    void onLooked(const QUrl& jobUrl, const Status& outcome);
    int underWay(const QUrl& jobUrl) const;
    void end(int index, const Status& outcome);

    JobMonitor& m_monitor;
    Action m_action;
    QList<Item> m_items;
    QHash<QString, int> m_busy; // by host
    QHash<QUrl, int> m_looks; // items whose query is asked for
    QSet<TapRun*> m_runs; // of the monitor, not released yet
    int m_next = 0;
    bool m_isCancelled = false;
    bool m_isFinished = false;
};

} // namespace tapdesk
