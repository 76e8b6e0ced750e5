// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/runidchange.h"

#include "core/jobs/jobnews.h"
#include "core/jobs/rerun.h"
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobcommand.h"
#include "core/uws/uwsvalues.h"

#include <utility>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

bool isPending(const JobSummary& job)
{
    return job.phase.kind() == JobPhase::Kind::Pending;
}

} // namespace

RunIdChange::RunIdChange(HttpClient& http, JobStore& store, CreationLog& log, TapService service,
                         JobRecord known, QString runId, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_store(store)
    , m_log(log)
    , m_service(std::move(service))
    , m_known(std::move(known))
    , m_runId(std::move(runId))
    , m_jobUrl(m_known.url)
{
}

RunIdChange::~RunIdChange() = default;

void RunIdChange::start()
{
    look(&RunIdChange::onFirstLook);
}

void RunIdChange::look(Next next)
{
    auto* transfer = m_http.start(uwsDocumentRequest(m_known.url), this);
    connect(transfer, &Transfer::finished, this, [this, transfer, next](const auto& answer) {
        transfer->deleteLater();
        (this->*next)(answer.and_then([](const HttpResponse& response) {
            return readJobSummary(response.body, response.url);
        }));
    });
}

void RunIdChange::onFirstLook(const Result<JobSummary>& told)
{
    if (!told)
        conclude(End::Failed, told.error());
    else if (!isPending(*told))
        conclude(End::Started);
    else if (told->runId == m_runId)
        conclude(End::Changed);
    else
        post();
}

/// Whatever the answer is, the job tells what became of it.
void RunIdChange::post()
{
    auto request =
        HttpRequest::post(childUrl(m_known.url, u"parameters"_s), {{u"RUNID"_s, m_runId}});
    request.redirects = HttpRequest::Redirects::Report;
    auto* transfer = m_http.start(request, this);
    connect(transfer, &Transfer::finished, this, [this, transfer](const auto& answer) {
        transfer->deleteLater();
        if (!answer)
            m_refusal = answer.error();
        look(&RunIdChange::onSecondLook);
    });
}

void RunIdChange::onSecondLook(const Result<JobSummary>& told)
{
    if (!told)
        conclude(End::Failed, told.error());
    else if (told->runId == m_runId)
        conclude(End::Changed);
    else if (!isPending(*told))
        conclude(End::Started);
    else if (m_refusal && !isRefusal(*m_refusal))
        conclude(End::Failed, m_refusal); // it may well do it another time
    else
        replace(*told);
}

void RunIdChange::replace(const JobSummary& told)
{
    tell(m_known, told, QDateTime::currentDateTimeUtc());
    auto query = rerunQuery(m_known, m_service);
    if (!query || !told.parameter(u"UPLOAD"_s).isEmpty()) {
        conclude(End::Unrepeatable);
        return;
    }
    query->runId = m_runId;
    m_new = JobRecord();
    m_new->serviceId = m_known.serviceId;
    m_new->runId = m_runId;
    m_new->query = m_known.query;
    m_new->language = query->language;
    m_new->queue = query->queue;
    m_new->maxrec = query->maxrec;
    JobJournal* journal = this;
    m_job = std::make_unique<UwsJob>(m_http, m_service.resource(u"async"_s), journal);
    m_job->setGate(m_gate);
    m_job->setPauses(m_makePause);
    connect(m_job.get(), &UwsJob::finished, this, &RunIdChange::onMade);
    m_job->create(query->formFields());
}

void RunIdChange::jobCreated(const QUrl& jobUrl, CreationLog::Stored stored)
{
    m_new->url = jobUrl;
    m_new->jobId = jobIdOf(jobUrl);
    m_new->phase = JobPhase::Kind::Pending;
    m_new->created = QDateTime::currentDateTimeUtc();
    m_new->isCreatedOurs = true;
    m_new->lastSeen = m_new->created;
    m_new->sentHere = true;
    m_log.add(*m_new, std::move(stored));
}

bool RunIdChange::knows(const QUrl& jobUrl) const
{
    const auto id = jobIdOf(jobUrl);
    const auto known = m_store.job(m_known.serviceId, id);
    return (known && *known && (*known)->sentHere) || m_log.holds(m_known.serviceId, id);
}

void RunIdChange::onMade(const Result<JobSummary>& made)
{
    if (!made) {
        conclude(m_new->url.isEmpty() ? End::Failed : End::LeftBoth, made.error());
    } else if (made->runId != m_runId) {
        remove(m_new->url, End::Ignored);
    } else {
        m_jobUrl = m_new->url;
        look(&RunIdChange::onLastLook);
    }
}

/// A job that runs must not be removed.
void RunIdChange::onLastLook(const Result<JobSummary>& told)
{
    if (!told && !isGone(told.error())) {
        conclude(End::LeftBoth, told.error());
    } else if (told && !isPending(*told)) {
        m_jobUrl = m_known.url;
        remove(m_new->url, End::Started);
    } else {
        remove(m_known.url, End::Replaced);
    }
}

void RunIdChange::remove(const QUrl& jobUrl, End then)
{
    auto* command = new JobCommand(m_http, jobUrl, JobCommand::Action::Delete, this);
    command->setGate(m_gate);
    command->setPauses(m_makePause);
    connect(command, &JobCommand::finished, this, [this, then](const Status& outcome) {
        if (outcome)
            conclude(then);
        else
            conclude(then == End::Replaced ? End::LeftBoth : then, outcome.error());
    });
    command->start();
}

void RunIdChange::conclude(End end, const std::optional<Error>& error)
{
    m_end = end;
    m_error = error;
    emit finished();
}

} // namespace tapdesk
