// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace tapdesk {

/// A place in a query that a service complains about.
struct SourcePosition
{
    int line = 1; ///< from 1, in the query without leading and trailing white space
    int column = 0; ///< from 0
    QString token = {}; ///< the word that stands there

    friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
};

/// Takes Python's reprs off a message, as Daiquiri sends them; other text stays as it is. Several
/// messages stand on lines of their own. Source: daiquiri.md section 6.
QString unwrapPythonRepr(const QString& message);

/// The places that such a message names; see Error::raw. Empty when it names none.
///
/// Where the language is ADQL and the message speaks of parsing, they are places in the service's
/// translation and not in the user's text.
QList<SourcePosition> positionsIn(const QString& rawMessage);

} // namespace tapdesk
