// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobanswer.h"

#include "core/net/servermessage.h"
#include "core/uws/uwsvalues.h"

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr int clockErrorSeconds = 600;

} // namespace

HttpRequest uwsDocumentRequest(const QUrl& url)
{
    auto request = HttpRequest::get(url);
    request.accept = "application/xml, text/xml;q=0.9, */*;q=0.1";
    return request;
}

Result<QUrl> createdJobUrl(const HttpResponse& response, const QUrl& jobList)
{
    if (!response.location.isEmpty()) {
        const auto job = resolvedReference(jobList, response.location.toString(QUrl::FullyEncoded));
        const auto isTold = response.status == 201 || response.status == 303;
        const auto isBelow = job.path().startsWith(jobList.path() + u'/');
        if (isBelow || (isTold && !job.matches(jobList, QUrl::StripTrailingSlash)))
            return job;
        return failure({.kind = Error::Kind::Protocol,
                        .detail = "Location: "_L1 + job.toString(QUrl::RemoveUserInfo),
                        .url = jobList,
                        .httpStatus = response.status}); // else the list is taken for a job
    }
    if (const auto document = readJobSummary(response.body, response.url);
        document && !document->jobId.isEmpty())
        return childUrl(jobList, QString::fromLatin1(QUrl::toPercentEncoding(document->jobId)));

    return failure(unexpectedAnswer(response));
}

Error unexpectedAnswer(const HttpResponse& response)
{
    const auto raw = rawServerMessage(response.body, response.contentType);
    const auto words = unwrapPythonRepr(raw);
    const auto isSentence = !words.isEmpty() && !looksLikeHtml(response.body);
    return {.kind = isSentence ? Error::Kind::Service : Error::Kind::Protocol,
            .detail = words,
            .url = response.url,
            .httpStatus = response.status,
            .raw = raw == words ? QString() : raw};
}

bool isGone(const Error& error)
{
    return error.httpStatus == 404 || error.httpStatus == 410;
}

bool isRefusal(const Error& error)
{
    return error.httpStatus >= 400 && error.httpStatus < 500 && error.httpStatus != 408
        && error.httpStatus != 429;
}

bool isAnswerLost(const Error& error)
{
    return error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Network
        || error.httpStatus == 502 || error.httpStatus == 504;
}

QString runIdIn(const FormFields& parameters)
{
    for (const auto& [name, value] : parameters) {
        if (name.compare("RUNID"_L1, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

JobFilter lostJobFilter(const QDateTime& submitted)
{
    return {.phases = {JobPhase::Kind::Pending}, .after = submitted.addDays(-1)};
}

std::optional<QUrl> findLostJob(const QList<JobListEntry>& entries, const QString& runId,
                                const QDateTime& submitted)
{
    const auto earliest = submitted.addSecs(-clockErrorSeconds);
    QList<JobListEntry> candidates;
    for (const auto& entry : entries) {
        const auto isOlder = entry.creationTime.isValid() && entry.creationTime < earliest;
        if (entry.phase.kind() == JobPhase::Kind::Pending && entry.runId == runId && !isOlder)
            candidates.append(entry);
    }
    if (candidates.isEmpty())
        return {};
    const auto isTimeless = [](const auto& entry) { return !entry.creationTime.isValid(); };
    if (candidates.size() > 1 && std::any_of(candidates.cbegin(), candidates.cend(), isTimeless))
        return {};
    const auto newest = std::max_element(
        candidates.cbegin(), candidates.cend(),
        [](const auto& left, const auto& right) { return left.creationTime < right.creationTime; });
    return newest->url;
}

} // namespace tapdesk
