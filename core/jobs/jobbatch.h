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
/// go on at the service; a job whose query is not known yet is looked at first.
///
/// Before jobs are removed their results can be fetched to the monitor's place (the shelf), one
/// after the other at each host: all of them first, then the jobs are removed whose result lies
/// there. What could not be fetched, broke off, or had to make room there for another is left at
/// the service, and its item tells why.
///
/// finished() is emitted exactly once and is the last signal; items() then tells what became of
/// each. Deleting the batch leaves what is under way to the monitor, but for results that arrive.
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
        Fetched, ///< its result is kept, or it has none; waits to be removed
        Done,
        Failed, ///< error tells
        Cancelled ///< not begun when cancel() came
    };
    /// Why a result could not be fetched before its job is removed.
    enum class Obstacle {
        None, ///< error tells
        Active, ///< the job goes on: nobody knows what its result will be
        Fetch, ///< error tells
        Incomplete, ///< rows are missing; error may tell why
        Place, ///< it arrived, and error tells why it cannot stay
        AgedOut, ///< it had to make room for what came after it
        NoRoom ///< not begun: results of this batch had to go for each other
    };
    struct Item
    {
        TapService service;
        JobRecord record; ///< as it was at the beginning
        State state = State::Waiting;
        std::optional<Error> error = {};
        Obstacle obstacle = Obstacle::None; ///< of a Failed one
        bool cameHere = false; ///< its result was fetched for this batch
        QUrl rerunUrl = {}; ///< of the job that was made, also where it could not be started
    };

    static constexpr int mostAtOnce = 2; ///< per host; reruns and results: one
    static constexpr int mostLosses = 4; ///< of sight, before a result is given up

    /// @param monitor  not owned, must outlive the batch
    /// @param items    service and record of each
    JobBatch(JobMonitor& monitor, Action action, QList<Item> items, QObject* parent = nullptr);
    ~JobBatch() override;

    /// Before start(), of a batch that removes, where the monitor has a place.
    void setFetchesFirst();

    void start();
    /// Begins no more. What is under way comes to its end, but results that arrive are dropped.
    void cancel();

    Action action() const { return m_action; }
    bool isFetching() const { return m_isFetching; } ///< no job has been removed yet
    const QList<Item>& items() const { return m_items; }
    int count(State state) const;
    bool isFinished() const { return m_isFinished; }

signals:
    void itemChanged(int index);
    void finished();

private:
    void proceed();
    void begin(int index);
    void fetch(int index);
    void onFetched(int index, const Result<QueryResult>& outcome);
    void giveUp(TapRun* run);
    bool isKept(const JobRecord& record) const;
    void leaveRest();
    void rerun(int index);
    void onCommandFinished(const QUrl& jobUrl, const Status& outcome);
    void onLooked(const QUrl& jobUrl, const Status& outcome);
    int underWay(const QUrl& jobUrl) const;
    void end(int index, const Status& outcome);
    void end(int index, Obstacle obstacle, const std::optional<Error>& error = {});
    void enter(int index, State state);

    JobMonitor& m_monitor;
    Action m_action;
    QList<Item> m_items;
    QHash<QString, int> m_busy; // by host
    QHash<QUrl, int> m_looks; // items whose query is asked for
    QSet<TapRun*> m_runs; // of the monitor, not released yet
    QHash<int, TapRun*> m_fetches; // under way
    QHash<int, Error> m_lost; // why they were given up
    int m_firstFetched = -1; // the oldest of those that came here, and so the first to be aged out
    int m_next = 0;
    State m_from = State::Waiting; // what can be begun now
    bool m_isFetching = false;
    bool m_isCancelled = false;
    bool m_isFinished = false;
};

} // namespace tapdesk
