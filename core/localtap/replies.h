// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/httpserver.h"
#include "core/localtap/resultwriter.h"

namespace tapdesk::localtap {

inline constexpr const char* xmlType = "application/xml; charset=utf-8";
inline constexpr const char* votableType = "application/x-votable+xml";

inline HttpReply xmlReply(const QByteArray& document)
{
    return {.type = xmlType, .body = document};
}

inline HttpReply textReply(const QString& text)
{
    return {.body = text.toUtf8()};
}

/// What TAP and DALI want of an error: a VOTable. Source: DALI 1.1, section 4.2.
inline HttpReply errorReply(int status, const QString& message)
{
    return {.status = status, .type = votableType, .body = errorDocument(message)};
}

inline HttpReply errorReply(const Error& error)
{
    return errorReply(error.kind == Error::Kind::FileSystem ? 500 : 400, error.detail);
}

inline HttpReply redirectReply(const QString& url)
{
    return {.status = 303, .location = url.toUtf8()};
}

} // namespace tapdesk::localtap
