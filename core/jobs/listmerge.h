// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"
#include "core/jobs/listnews.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace tapdesk {

/// What became of a list that was brought into the mirror.
struct MergedList
{
    ListNews news;
    QList<QUrl> ended; ///< that were busy until now
    QList<JobRecord> missing; ///< brief; jobs that the list should have had
    bool isWhole = false;
    bool hasChanged = false; ///< the mirror
};

/// Brings one job list into the mirror without holding up the event loop, however long it is: read
/// and compared with what lists told before on the thread pool, then compared with the mirror and
/// written in slices, one for each turn of the event loop. What has not changed costs no look at
/// the mirror.
///
/// Jobs that somebody else tells about, between two slices too, are left alone. finished() is
/// emitted once and last; deleting the object leaves the rest undone.
class ListMerge final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListMerge)

public:
    /// Which jobs of the mirror the list has to have.
    enum class Expects { Nothing, Busy, All };

    struct Task
    {
        QString serviceId;
        HttpResponse answer;
        JobFilter filter;
        Expects expects = Expects::Nothing; ///< All where the service ignores the filter
        int cutAt = 0; ///< a list this long has an end that was cut off, so only Busy; 0 = never
    };

    /// @param store       not owned, must outlive the merge
    /// @param listed      the same; what has been merged is entered
    /// @param isFollowed  whether a run tells about the job of this id
    ListMerge(JobStore& store, ListedJobs& listed, std::function<bool(const QString&)> isFollowed,
              QObject* parent = nullptr);

    void start(const Task& task);

signals:
    void finished(const tapdesk::Result<tapdesk::MergedList>& outcome);

private:
    void onRead(const Result<ListNews>& news);
    void takeTurn();
    Status mergeSlice();
    Status findMissing();
    Status judgeSlice();
    void noteMissing(const QString& id);
    void finish(const Status& outcome);

    JobStore& m_store;
    ListedJobs& m_listed;
    std::function<bool(const QString&)> m_isFollowed;
    Task m_task;
    QTimer m_turn;
    MergedList m_merged;
    QDateTime m_seen;
    qsizetype m_next = 0; // entry of the news
    bool m_hasSearched = false; // for what is missing
    QString m_searchedTo;
    QStringList m_missing; // ids not yet judged
};

} // namespace tapdesk
