// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace tapdesk {

/// The URL that @p reference means in a document fetched from @p document; empty for an empty
/// reference. A service behind a TLS proxy writes http: for its own https: addresses; where only
/// the scheme differs, the document's scheme and port are taken.
/// Source: protocols.md sections 0 and 2.9.
QUrl resolvedReference(const QUrl& document, const QString& reference);

/// @p url with "/" and @p path appended, without query and fragment. What is percent-encoded in
/// @p path stays so.
QUrl childUrl(const QUrl& url, const QString& path);

} // namespace tapdesk
