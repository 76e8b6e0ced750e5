// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchreport.h"
#include "core/batch/sweep.h"
#include "core/sql/slicing.h"

#include <QMetaType>
#include <QObject>

#include <memory>

namespace tapdesk {

class BatchRun;
class BatchState;
class HttpClient;
class JobMonitor;

/// Queries whose rows together are one table: a statement for many values of its placeholders, or
/// in slices. A value; nothing has been sent.
struct Sweep
{
    TapQuery query; ///< with its placeholders, or not cut yet
    QList<SweepParameter> parameters; ///< none for slices
    QList<SweepQuery> queries;
    QStringList names; ///< of the queries, for people: values by commas, or the slice's condition
};

/// A job without a run id gets one, by which a lost job is found again.
SweepResult<Sweep> makeSweep(const TapQuery& query, const QList<SweepParameter>& parameters);
/// @param bounds  of sliceBounds()
sql::SliceResult<Sweep> makeSlices(const TapQuery& query, const QString& column,
                                   const QStringList& bounds);

/// What a sweep gave.
struct SweepOutcome
{
    SweepTable table; ///< without columns where no query gave rows; its cause is the first failure
    BatchReport report; ///< in the order of the queries, with their names

    bool isWhole() const
    {
        return report.count(BatchOutcome::State::Done) == report.entries.size();
    }
    /// Whether any query was answered, be it without rows.
    bool hasTable() const { return table.result.table.columnCount() > 0; }
};

/// Runs a sweep as a BatchRun, with its throttling, and joins the rows on the pool.
///
/// One failure stops nothing: the table is partial then. With a BatchState jobs are remembered
/// until forget(): the same sweep started again, after a crash, a stop or a failure, goes on with
/// the jobs that there are, fetches the rows of those that are done once more, and sends only what
/// was not sent or has failed. What runs without jobs is not remembered. Two runs of the same sweep
/// at once would both send what has no job yet: the caller prevents that.
///
/// Lives on the thread of the HttpClient. finished() is emitted once and last, never from within
/// start(). The object may be deleted from any of its signals: jobs go on.
class SweepRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SweepRun)

public:
    /// @param http, jobs, state  not owned, must outlive the run; state may be null
    SweepRun(HttpClient& http, JobMonitor& jobs, BatchState* state, QObject* parent = nullptr);
    ~SweepRun() override;

    void setParallel(int jobs); ///< see BatchRun::Options; before start()
    void start(const Sweep& sweep); ///< once

    void stop(); ///< sends nothing more; jobs go on, and the same sweep goes on with them
    void cancel(); ///< sends nothing more, aborts what runs and forgets it

    /// The rows are where they belong: the next start of the same sweep asks anew.
    Status forget();

    const Sweep& sweep() const { return m_sweep; }
    const BatchReport& report() const; ///< so far
    bool isJoining() const { return m_isJoining; } ///< all queries have ended
    bool hasEnded() const { return m_hasEnded; }

signals:
    void changed(int index); ///< of the query; report() tells
    void throttled(const QString& serviceId, int limit); ///< the service has too many jobs
    void joining();
    void finished(const tapdesk::SweepOutcome& outcome);

private:
    void onFinished();
    std::optional<Error> firstFailure() const;
    QStringList keys() const;

    BatchState* m_state;
    HttpClient& m_http;
    JobMonitor& m_jobs;
    int m_parallel;
    Sweep m_sweep;
    QList<std::optional<QueryResult>> m_results; // of the queries
    std::unique_ptr<BatchRun> m_run; // goes before what it refers to
    bool m_isJoining = false;
    bool m_hasEnded = false;
    bool m_isCancelled = false;
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::SweepOutcome)
