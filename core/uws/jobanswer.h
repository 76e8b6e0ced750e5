// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httprequest.h"
#include "core/uws/jobsummary.h"

#include <optional>

namespace tapdesk {

/// Asks for a job document or a job list as XML: vollt answers a page of HTML to "*/*".
HttpRequest uwsDocumentRequest(const QUrl& url);

/// Where the answer to a creating POST says that the job is: Location, or a job document with an
/// id. A redirect other than 303 may mean another address of the list, or a page to log in at: it
/// counts when it leads to something below the list. @return unexpectedAnswer() for anything else
/// Source: UWS 1.1, section 2.2.3.1; protocols.md 2.1.
Result<QUrl> createdJobUrl(const HttpResponse& response, const QUrl& jobList);

/// What an answer with a good status says that is no job document: Error::Kind::Service with the
/// words of an error document (DaCHS sends them with status 200), Protocol with the title of a
/// page of HTML.
Error unexpectedAnswer(const HttpResponse& response);

/// Whether the service does not know the job any more.
bool isGone(const Error& error);

/// Whether the service understood and said no, so that asking again would not help.
bool isRefusal(const Error& error);

/// Whether a failed POST may have created the job all the same: no answer, or one of a proxy that
/// waited in vain.
bool isAnswerLost(const Error& error);

/// RUNID among the parameters, which is how a job without a known URL is told from others.
QString runIdIn(const FormFields& parameters);

/// What to list: PENDING jobs since the day before, as clocks differ. Not LAST: Daiquiri leaves
/// out jobs that never ran. Source: protocols.md 2.6; daiquiri.md section 4.
JobFilter lostJobFilter(const QDateTime& submitted);

/// The job that a lost answer would have told: PENDING, of this run id, and the newest made no
/// earlier than ten minutes before @p submitted by the service's clock. Nothing if two may be it.
std::optional<QUrl> findLostJob(const QList<JobListEntry>& entries, const QString& runId,
                                const QDateTime& submitted);

} // namespace tapdesk
