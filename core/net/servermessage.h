// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/pythonrepr.h"

#include <QByteArray>
#include <QString>

namespace tapdesk {

/// The server's own sentence in the body of a failed answer, unwrapped: the text of
/// INFO QUERY_STATUS in a VOTable, `message` of a UWS error summary, the visible text of an HTML
/// page (its title, or first heading and paragraph), plain text as it is. Python's reprs around
/// messages (`ErrorDetail(string='…')`) are taken off. Empty when the body tells nothing.
///
/// @param body  at most the first 64 KiB are looked at; they decide, whatever their label says
///
/// Source: DALI 1.1, section 4.2 (errors); daiquiri.md section 6.
QString serverMessage(const QByteArray& body);

/// The same before unwrapPythonRepr(): what positionsIn() reads.
QString rawServerMessage(const QByteArray& body);

/// Whether a message says that a table or schema is not there, which is also what Daiquiri says of
/// those that the login may not see. Source: daiquiri.md sections 3 and 6.
bool tellsOfMissingTable(const QString& message);

/// Whether bytes begin like an HTML page.
bool looksLikeHtml(QByteArrayView body);

} // namespace tapdesk
