// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakenetwork.h"

namespace tapdesk::test {

/// The 303 of a service that made job 7, or changed its phase.
inline Answer seeJob()
{
    return {.status = 303, .location = "https://example.org/tap/async/7"};
}

/// A job document of job 7 in a phase.
inline Answer phase(const QByteArray& word, const QByteArray& more = {},
                    const QByteArray& version = "1.1")
{
    return {.body = "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0' version='" + version
                + "'><uws:jobId>7</uws:jobId><uws:phase>" + word + "</uws:phase>" + more
                + "</uws:job>"};
}

inline Answer status(int code)
{
    return {.status = code};
}

inline Answer cut()
{
    return {.status = 0, .error = QNetworkReply::RemoteHostClosedError};
}

} // namespace tapdesk::test
