// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchreport.h"
#include "core/batch/batchstate.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace tapdesk {

class HttpClient;
class JobMonitor;

/// Whether a service says that the user has as many active jobs as it allows, so that the same
/// query may be taken later. Source: daiquiri.md section 3 (400 `QUERY: Too many active jobs.`,
/// at creation); HTTP 429.
bool isTooManyJobs(const Error& error);

/// Runs many queries: a batch, or a sweep.
///
/// At most Options::parallel at a time for each service, and one creation at a time, so that after
/// a crash no more than one answer can be missing. A service that has too many active jobs lowers
/// the number for this run, and the query waits; that is no failure. One failure stops nothing.
///
/// With a BatchState, every step is written down before the next request goes out. A new run of
/// the same items finds the jobs of an earlier one whose query is still the same and goes on with
/// them: by URL; if the program ended while the answer was on its way, among the jobs of the
/// service (LostJob). Nothing is sent twice, unless the service has forgotten the job.
/// An item that another program runs at the moment is Failed, and left to that one.
///
/// Lives on the thread of the HttpClient; files are written on the pool. finished() is emitted
/// once and last. The object may be deleted from any of its signals: jobs go on.
class BatchRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchRun)

public:
    struct Options
    {
        int parallel = 4; ///< active jobs of each service
        /// Rows that are handed over are of use only together with those of the other items, and in
        /// memory until then: their jobs are remembered as Unkept, not Done, so that a new run of
        /// the same items fetches them again. Whoever has the rows in safety forgets the items
        /// (BatchState::forget()).
        bool rowsAreShortLived = false;
        bool replaceFiles = false; ///< also those that no earlier run of the item has written
        /// How long to wait when a service has no room for a first job; doubles up to the longest.
        std::chrono::milliseconds pause {5000};
        std::chrono::milliseconds longestPause {60'000};
        /// Sentences about a result for the formats that have a place for them.
        std::function<QStringList(const QueryResult&)> notes = {};
    };

    /// @param http, jobs, state  not owned, must outlive the run; state may be null, and is written
    ///                           to by the runs that @p jobs still owns when this one has gone
    BatchRun(HttpClient& http, JobMonitor& jobs, BatchState* state, Options options,
             QObject* parent = nullptr);
    ~BatchRun() override;

    /// Once. An item whose file is there already is Failed before anything is sent, unless an
    /// earlier run of the item wrote it or files may be replaced.
    void start(const QList<BatchItem>& items);

    /// Sends nothing more and leaves the jobs alone, which go on; a later run adopts them.
    void stop();
    /// Sends nothing more and aborts what runs.
    void cancel();

    const BatchReport& report() const; ///< so far

signals:
    void changed(int index); ///< of the item; report() tells
    void resultReady(int index, const tapdesk::QueryResult& result); ///< of items without file
    void throttled(const QString& serviceId, int limit); ///< the service has too many jobs
    void finished(const tapdesk::BatchReport& report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
