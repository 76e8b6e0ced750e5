// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sentjob.h"

#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"

#include <QTimer>

namespace tapdesk {

using namespace Qt::StringLiterals;

SentJob::SentJob(HttpClient& http, JobMonitor& jobs, TapQuery query, QDateTime sent,
                 QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_jobs(jobs)
    , m_query(std::move(query))
    , m_sent(std::move(sent))
{
}

void SentJob::start()
{
    if (const auto url = inMirror())
        QTimer::singleShot(0, this, [this, url] { emit finished(url); });
    else
        askService();
}

std::optional<QUrl> SentJob::inMirror() const
{
    for (const auto& record : m_jobs.jobs(m_query.service.id)) { // newest first
        if (record.sentHere && record.query == m_query.text && record.runId == m_query.runId
            && record.created >= m_sent)
            return record.url;
    }
    return std::nullopt;
}

void SentJob::askService()
{
    const auto list = lostJobFilter(m_sent).applied(m_query.service.resource(u"async"_s));
    auto* transfer = m_http.start(uwsDocumentRequest(list), this);
    connect(transfer, &Transfer::finished, this, [this, transfer](const auto& outcome) {
        transfer->deleteLater();
        onListed(outcome);
    });
}

void SentJob::onListed(const Result<HttpResponse>& outcome)
{
    auto entries = outcome.and_then(
        [](const HttpResponse& response) { return readJobList(response.body, response.url); });
    if (!entries) {
        emit finished(failure(entries.error()));
        return;
    }
    // A job that the mirror knows is another one's: ours would have been found there.
    const auto known = m_jobs.jobs(m_query.service.id);
    entries->removeIf([&known](const JobListEntry& entry) {
        return std::any_of(known.cbegin(), known.cend(), [&entry](const JobRecord& record) {
            return record.jobId == entry.id && record.sentHere;
        });
    });
    emit finished(findLostJob(*entries, runIdIn(m_query.formFields()), m_sent));
}

} // namespace tapdesk
