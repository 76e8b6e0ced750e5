// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace tapdesk {

/// The URL that @p reference means in a document fetched from @p document, as keptSecure() has it;
/// empty for an empty reference. Source: protocols.md section 2.9.
QUrl resolvedReference(const QUrl& document, const QString& reference);

/// @p url by https where @p document came by https and nothing but the scheme tells them apart: a
/// service behind a TLS proxy does not know of it. Scheme and port are those of @p document then.
/// Source: protocols.md section 0.
QUrl keptSecure(QUrl url, const QUrl& document);

/// @p url with "/" and @p path appended, without query and fragment. What is percent-encoded in
/// @p path stays so.
QUrl childUrl(const QUrl& url, const QString& path);

/// Host and port, as far as one is named: whom a request burdens.
QString hostOf(const QUrl& url);

/// The last segment of the path, decoded; a "/" behind it does not count.
QString lastSegment(const QUrl& url);

} // namespace tapdesk
