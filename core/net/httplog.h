// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>
#include <QUrl>

namespace tapdesk {

/// "tapdesk.http": one debug line per request and per answer. No secret is in any of them.
Q_DECLARE_LOGGING_CATEGORY(lcHttp)

/// The URL for a log: without user info, and with "[hidden]" for the values of query items that
/// are secrets by their name (token, password, signature, …) or by their looks (32 and more
/// characters without a blank).
QString loggableUrl(const QUrl& url);

} // namespace tapdesk
