// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QNetworkReply>

namespace tapdesk {

/// Kind of a failure that Qt reports for a reply without an HTTP status of its own.
Error::Kind kindOf(QNetworkReply::NetworkError error);

/// Whether the connection was there and went away, so that a second try is worth it. A refused
/// connection, an unknown host or an untrusted certificate is not.
bool isLostConnection(QNetworkReply::NetworkError error);

/// Qt's words for it; empty where it has none.
QString detailOf(const QNetworkReply& reply);

} // namespace tapdesk
