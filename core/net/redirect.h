// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httprequest.h"

#include <QUrl>

namespace tapdesk {

/// Whether an answer with this status asks the client to go elsewhere: 301, 302, 303, 307, 308.
bool isRedirect(int status);

/// The method to follow a redirect with: GET after 303, and after 301 and 302 of a POST; else the
/// same again. Source: RFC 9110, section 15.4.
HttpRequest::Method methodAfterRedirect(int status, HttpRequest::Method method);

/// What a Location header means for the answer to @p asked.
///
/// Relative references are resolved and fragments and user info dropped. An address that differs
/// from an https one by its scheme only (a proxy ended TLS and the service does not know) stays
/// https, on the port that was asked.
///
/// @return an empty URL when the header holds no http or https address
/// Source: protocols.md section 0.
QUrl resolvedLocation(const QUrl& asked, const QByteArray& location);

} // namespace tapdesk
