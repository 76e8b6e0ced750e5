// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"
#include "core/jobs/hostbudget.h"
#include "core/jobs/jobstore.h"
#include "core/service/tapservice.h"
#include "core/tap/taprun.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace tapdesk {

class HttpClient;
class LookGate;
class RunIdChange;

/// Owns the runs of this program and keeps the mirror of the services' jobs true.
///
/// Lives on the thread of the HttpClient. Jobs that a run follows are told by the run; the others
/// of a watched service by its job list, asked with back-off while something is active, one
/// request at a time for each service. All that is asked about jobs takes turns, host by host
/// (HostBudget). A job that a service does not list any more is looked at
/// by its own address: it is archived, or gone; the record stays, so that it can be rerun.
class JobMonitor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobMonitor)

public:
    /// @param http, store  not owned, must outlive the monitor
    JobMonitor(HttpClient& http, JobStore& store, QObject* parent = nullptr);
    ~JobMonitor() override; ///< jobs go on at their services

    /// Where results are to stay; not owned, must outlive the monitor. For runs that start later.
    void setPlace(ResultPlace* place);
    ResultPlace* place() const; ///< null where results do not stay

    /// For runs and lists that start later.
    void setPace(const UwsJob::Pace& pace);
    /// For runs, commands and services that are not known yet; by the clock if never called.
    void setPauses(const Pause::Maker& makePause);

    using Clock = std::function<std::chrono::milliseconds()>; ///< one that does not go back
    void setClock(Clock clock); ///< what the budget goes by; the system's if never called

    /// How much each host is asked; from now on.
    void setBudget(const HostBudget::Limits& limits);
    /// For who asks about jobs without a run of the monitor's: the turns of all that it asks
    /// itself. Lives as long as the monitor.
    LookGate& gate() const;

    /// Is told of a new job before the mirror is and before it runs; an Error keeps it from
    /// running. May be called after release().
    using Witness = std::function<Status(const QUrl& jobUrl)>;

    /// Starts a query. The run belongs to the monitor until release().
    /// @param rerunOf  id of the job of the same service that @p query repeats (rerunQuery()); the
    ///                 mirror remembers it
    TapRun* run(const TapQuery& query, const QString& rerunOf = {}, const Witness& witness = {});
    /// Follows a job that exists and fetches its result when it is there. Here and below a URL of
    /// the sample service may be that of an earlier start.
    TapRun* fetch(const TapService& service, const QUrl& jobUrl);
    /// Goes on with the job of a query that was sent before: as fetch(), but a PENDING one is
    /// started (TapRun::resume()).
    TapRun* resume(const TapQuery& query, const QUrl& jobUrl);
    /// Reads a kept result again, see TapRun::reopen().
    /// @param query  what was asked, as far as it is known
    TapRun* reopen(const TapQuery& query, const QString& file, const QueryResult& known);
    /// Nobody looks at the run any more: it goes away, and if it has not ended it is detached, so
    /// that no rows are fetched for nobody. One that is being cancelled ends that first.
    void release(TapRun* run);

    QList<JobRecord> jobs(const QString& serviceId = {}) const; ///< of the mirror, newest first
    QList<JobRecord> jobs(const RecordFilter& filter) const;
    std::optional<JobRecord> job(const QString& serviceId, const QString& jobId) const;
    const JobStore& store() const; ///< for counts, history and documents

    void watch(const TapService& service); ///< asks the job list now and again
    void unwatch(const QString& serviceId);
    void refresh(const TapService& service); ///< asks the whole job list
    /// Asks for the archived jobs, which no other list has; once per start. jobsChanged() tells.
    void listArchived(const TapService& service);
    /// Reads one job's document, which has what lists leave out: the query above all. A job that
    /// was not known comes into the mirror with it, whoever sent it: this is how one is adopted
    /// (serviceOf() tells the service). looked() ends it.
    void look(const TapService& service, const QUrl& jobUrl);

    void abort(const TapService& service, const QUrl& jobUrl);
    void remove(const TapService& service, const QUrl& jobUrl); ///< archives, where that is so
    /// Begins to give a job that was never started another run id; the job and the one that takes
    /// its place are looked at after it. It belongs to the monitor and goes after its finished().
    RunIdChange* changeRunId(const TapService& service, const QUrl& jobUrl, const QString& runId);
    /// What remove() does at the service: what was seen to happen there, else what is known of it.
    Removal removalAt(const TapService& service) const;

signals:
    void jobChanged(const tapdesk::JobRecord& record);
    void jobsChanged(const QString& serviceId); ///< many at once
    void refreshed(const QString& serviceId, const tapdesk::Status& outcome);
    /// jobChanged() came before where the look had news. @p jobUrl as in look().
    void looked(const QUrl& jobUrl, const tapdesk::Status& outcome);
    /// The service has taken abort() or remove(), or not; a look at the job is on its way.
    void commandFinished(const QUrl& jobUrl, const tapdesk::Status& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
