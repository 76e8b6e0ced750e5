// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobanswer.h"

#include "core/net/servermessage.h"
#include "core/uws/jobsummary.h"
#include "core/uws/uwsvalues.h"

namespace tapdesk {

using namespace Qt::StringLiterals;

HttpRequest uwsDocumentRequest(const QUrl& url)
{
    auto request = HttpRequest::get(url);
    request.accept = "application/xml, text/xml;q=0.9, */*;q=0.1";
    return request;
}

HttpRequest lookRequest(const QUrl& url)
{
    auto request = uwsDocumentRequest(url);
    request.retries = 0;
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
    const auto raw = rawServerMessage(response.body);
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

} // namespace tapdesk
