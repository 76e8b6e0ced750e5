// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"
#include "core/base/result.h"
#include "core/net/httprequest.h"
#include "core/uws/jobsummary.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace tapdesk {

class HttpClient;
class LookGate;

/// Where a job's URL is written down the moment it is known, before any other request goes out,
/// so that a crash orphans no job.
class JobJournal
{
public:
    virtual ~JobJournal() = default;

    /// Stores the URL, whatever becomes of the asker.
    ///
    /// @param stored  called once, later, from the event loop, not from within: the URL outlives a
    ///                power cut, or an Error when it could not be stored; the job then is not
    ///                started, so that nothing runs that nobody remembers
    virtual void jobCreated(const QUrl& jobUrl, std::function<void(const Status&)> stored) = 0;
    /// Whether a job has been written down before, as one that this program or another has made.
    virtual bool knows(const QUrl& jobUrl) const = 0;
};

/// Drives one query on a UWS service from submission to a terminal phase, or watches a job that
/// is there already.
///
/// Lives on the thread of the HttpClient and never blocks it. After start() or attach(),
/// finished() is emitted exactly once and is the last signal, whatever happens. Deleting the
/// object drops the transfer in flight and leaves the job on the service.
///
/// Losing sight is not failing: once the job is known, lost connections, 5xx and answers that are
/// no job document are repeated for ever with growing delay; lostSight() tells. Only 404 and 410
/// (the job is gone), 401 and 403 end it, and after attach() or resume() a first answer that shows
/// no job.
/// The creating POST is never repeated; after a lost answer the job is looked for (LostJob).
/// Source: UWS 1.1, sections 2.1.3, 2.2.1.2, 2.2.3; protocols.md 2.5, 2.6, 2.11.
class UwsJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UwsJob)

public:
    /// What this client is doing; the service's own view is summary().phase.
    enum class State { Idle, Submitting, Starting, Monitoring, Aborting, Finished };
    Q_ENUM(State)

    /// How often to look at a job whose service does not block.
    struct Pace
    {
        std::chrono::milliseconds first {1000};
        std::chrono::milliseconds longest {30'000};
        double growth = 1.5;
        std::chrono::seconds wait {30}; ///< WAIT asked of a service that blocks; 0 = never ask
        /// A WAIT that is answered sooner with nothing changed tells that the service does not
        /// block, whatever version it claims.
        std::chrono::milliseconds quick {1000};
    };

    /// @param http     not owned, must outlive the job
    /// @param jobList  {base}/async
    /// @param journal  not owned, must outlive the job; may be null for jobs that exist already
    UwsJob(HttpClient& http, QUrl jobList, JobJournal* journal, QObject* parent = nullptr);
    ~UwsJob() override;

    State state() const;
    const JobSummary& summary() const;
    QUrl jobUrl() const; ///< empty until the service has created the job
    QDateTime lastSeen() const; ///< when the service last answered about the job

    /// False once the service has answered a WAIT at once; the next job need not try again.
    bool serviceBlocks() const;

    void setPace(const Pace& pace);
    /// Looks take turns with those of other jobs, what is asked for goes ahead of them, and nothing
    /// is asked of a job while its host wants to be left alone.
    /// @param gate  not owned, must outlive the job; null: alone
    void setGate(LookGate* gate);
    /// Before start(); by the clock if never called.
    void setPauses(const Pause::Maker& makePause);

    /// Creates the job with @p parameters (PHASE not among them), then posts PHASE=RUN.
    void start(const FormFields& parameters);
    /// Creates the job and leaves it PENDING; finished() comes with its summary.
    void create(const FormFields& parameters);
    /// Watches a job that exists. A PENDING one is not started; a HELD one is asked to run again,
    /// as somebody has asked before.
    void attach(const QUrl& jobUrl);
    /// Goes on with a job that was made and may not have been started: as attach(), but one that is
    /// PENDING is run, as after start().
    void resume(const QUrl& jobUrl);
    /// Asks the service to abort; finished() comes when the job is in a terminal phase (or still
    /// PENDING after that: Daiquiri aborts only what runs), or at once with Cancelled when there
    /// is no job yet. A RUN on its way is answered first. No effect before start() and once
    /// finished.
    void abort();

signals:
    void stateChanged(tapdesk::UwsJob::State state);
    void created(const QUrl& jobUrl);
    void summaryChanged(const tapdesk::JobSummary& summary);
    void lostSight(const tapdesk::Error& reason); ///< the next look is on its way
    /// COMPLETED gives the summary; ERROR, ABORTED and ARCHIVED give Error::Kind::Service with the
    /// service's sentence (Cancelled after abort()); summary() tells the phase in either case.
    void finished(const tapdesk::Result<tapdesk::JobSummary>& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
