// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httprequest.h"

#include <QUrl>

namespace tapdesk {

/// Whether an answer with this status asks the client to go elsewhere: 301, 302, 303, 307, 308.
bool isRedirect(int status);

/// The method to follow a redirect with: GET after 303, and after 301 and 302 of a POST; else the
/// same again. Source: RFC 9110, section 15.4.
///
/// Where an http address only wants to be asked by https, 301 and 302 keep a POST, as the RFC
/// allows: a GET would lose the query.
HttpRequest::Method methodAfterRedirect(int status, HttpRequest::Method method, const QUrl& asked,
                                        const QUrl& location);

/// What a Location header means for the answer to @p asked.
///
/// Relative references are resolved, fragments and user info dropped, and https is kept as
/// keptSecure() does.
///
/// @return an empty URL when the header holds no http or https address
/// Source: protocols.md section 0.
QUrl resolvedLocation(const QUrl& asked, const QByteArray& location);

} // namespace tapdesk
