// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/lostjob.h"

#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobsummary.h"

#include <QTimer>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr int clockErrorSeconds = 600;
constexpr qsizetype mostCandidates = 8; // of one run id that wait to be started: more is no luck

/// PENDING jobs since the day before, as clocks differ. Not LAST: Daiquiri leaves out jobs that
/// never ran.
JobFilter filterFor(const QDateTime& submitted)
{
    return {.phases = {JobPhase::Kind::Pending}, .after = submitted.addDays(-1)};
}

/// Services may break lines anew.
bool isSameQuery(const QString& sent, const QString& told)
{
    return sent.simplified() == told.simplified();
}

} // namespace

LostJob::LostJob(HttpClient& http, QUrl jobList, FormFields parameters, QDateTime submitted,
                 std::function<bool(const QUrl&)> isOthers, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_jobList(std::move(jobList))
    , m_parameters(std::move(parameters))
    , m_submitted(std::move(submitted))
    , m_isOthers(std::move(isOthers))
{
}

void LostJob::start()
{
    if (fieldValue(m_parameters, u"RUNID"_s).isEmpty())
        QTimer::singleShot(0, this, [this] { emit finished(std::nullopt); });
    else
        ask(filterFor(m_submitted).applied(m_jobList), &LostJob::onListed);
}

void LostJob::ask(const QUrl& url, void (LostJob::*handler)(const Result<HttpResponse>&))
{
    auto* transfer = m_http.start(lookRequest(url), this);
    connect(transfer, &Transfer::finished, this, [this, transfer, handler](const auto& outcome) {
        transfer->deleteLater();
        (this->*handler)(outcome);
    });
}

void LostJob::onListed(const Result<HttpResponse>& outcome)
{
    const auto entries = outcome.and_then(
        [](const HttpResponse& response) { return readJobList(response.body, response.url); });
    if (!entries) {
        emit finished(failure(entries.error()));
        return;
    }
    const auto runId = fieldValue(m_parameters, u"RUNID"_s);
    const auto earliest = m_submitted.addSecs(-clockErrorSeconds);
    for (const auto& entry : *entries) {
        const auto isOlder = entry.creationTime.isValid() && entry.creationTime < earliest;
        if (entry.phase.kind() == JobPhase::Kind::Pending && entry.runId == runId && !isOlder
            && !m_isOthers(entry.url))
            m_candidates.append(entry.url);
    }
    if (m_candidates.size() > mostCandidates)
        m_candidates.clear();
    compareNext();
}

void LostJob::compareNext()
{
    if (m_candidates.isEmpty()) {
        emit finished(m_found.size() == 1 ? std::optional(m_found.first()) : std::nullopt);
        return;
    }
    m_candidate = m_candidates.takeFirst();
    ask(m_candidate, &LostJob::onDocument);
}

void LostJob::onDocument(const Result<HttpResponse>& outcome)
{
    const auto job = outcome.and_then(
        [](const HttpResponse& response) { return readJobSummary(response.body, response.url); });
    if (!job && !isGone(job.error())) {
        emit finished(failure(job.error()));
        return;
    }
    const auto query = job ? job->parameter(u"QUERY"_s) : QString();
    // A document need not tell the parameters.
    const auto mayBeIt = job && job->phase.kind() == JobPhase::Kind::Pending
        && (query.isEmpty() || isSameQuery(fieldValue(m_parameters, u"QUERY"_s), query));
    if (mayBeIt)
        m_found.append(m_candidate);
    compareNext();
}

} // namespace tapdesk
