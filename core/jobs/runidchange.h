// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"
#include "core/base/result.h"
#include "core/jobs/creationlog.h"
#include "core/jobs/jobstore.h"
#include "core/net/httprequest.h"
#include "core/service/tapservice.h"
#include "core/uws/jobsummary.h"
#include "core/uws/uwsjob.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace tapdesk {

class HttpClient;
class JobCommand;
class LookGate;
class Transfer;

/// Gives a job that was never started another run id, as far as its service allows.
///
/// The standard way is to post RUNID to the job's parameters. Services may refuse that (Daiquiri:
/// 405) or take it without doing anything, so that the job is read again. Where it has the old
/// run id still, a new job with the same query, language, queue and row limit is made, PENDING as
/// well, and then the old one is removed: in that order, so that nothing is lost whatever fails,
/// and only if nobody has started it meanwhile.
///
/// Lives on the thread of the HttpClient. finished() is emitted exactly once and is the last
/// signal; the getters tell the end then. The journal of the new job is the mirror.
/// Source: UWS 1.1, section 2.2.3; TAP 1.1, section 5; daiquiri.md section 1.
class RunIdChange final : public QObject, private JobJournal
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunIdChange)

public:
    enum class End {
        Changed, ///< the job has the run id
        Replaced, ///< a new job has it, and the old one is removed
        LeftBoth, ///< a new job has it, and the old one could not be removed: error()
        Started, ///< the job is not PENDING any more and was left as it is
        Unrepeatable, ///< the service does not change it, and its query or upload is not known
        Ignored, ///< the service does not keep run ids
        Failed ///< error()
    };

    /// The run id of a job is cut to so many characters.
    static constexpr int longest = 64;

    /// @param http, store, log  not owned, must outlive the change
    /// @param known        what the mirror knows of the job; its URL is where it is now
    RunIdChange(HttpClient& http, JobStore& store, CreationLog& log, TapService service,
                JobRecord known, QString runId, QObject* parent = nullptr);
    ~RunIdChange() override;

    void setGate(LookGate* gate) { m_gate = gate; } ///< as that of a JobCommand
    void setPauses(const Pause::Maker& makePause) { m_makePause = makePause; }
    void start();

    End end() const { return m_end; }
    QUrl oldUrl() const { return m_known.url; }
    QUrl jobUrl() const { return m_jobUrl; } ///< of the job with the new run id, else the old one
    QUrl newUrl() const { return m_new ? m_new->url : QUrl(); } ///< of a job that was made
    const std::optional<Error>& error() const { return m_error; }

signals:
    void finished();

private:
    using Next = void (RunIdChange::*)(const Result<JobSummary>&);

    void jobCreated(const QUrl& jobUrl, CreationLog::Stored stored) override;
    bool knows(const QUrl& jobUrl) const override;
    void look(Next next);
    void onFirstLook(const Result<JobSummary>& told);
    void post();
    void onSecondLook(const Result<JobSummary>& told);
    void replace(const JobSummary& told);
    void onMade(const Result<JobSummary>& made);
    void onLastLook(const Result<JobSummary>& told);
    void remove(const QUrl& jobUrl, End then);
    void conclude(End end, const std::optional<Error>& error = {});

    HttpClient& m_http;
    JobStore& m_store;
    CreationLog& m_log;
    TapService m_service;
    JobRecord m_known;
    QString m_runId;
    LookGate* m_gate = nullptr;
    Pause::Maker m_makePause = timedPause;
    std::optional<Error> m_refusal; // of the parameters
    std::optional<JobRecord> m_new; // of the job that replaces the old one
    std::unique_ptr<UwsJob> m_job;
    QUrl m_jobUrl;
    End m_end = End::Failed;
    std::optional<Error> m_error;
};

} // namespace tapdesk
