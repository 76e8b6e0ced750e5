// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httprequest.h"

#include <QUrl>

namespace tapdesk {

/// Asks for a job document or a job list as XML: vollt answers a page of HTML to "*/*".
HttpRequest uwsDocumentRequest(const QUrl& url);
/// The same for those who ask again themselves, when the host may be asked: the client is not to
/// repeat it behind their back.
HttpRequest lookRequest(const QUrl& url);

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

} // namespace tapdesk
