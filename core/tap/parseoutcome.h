// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tap/queryresult.h"

#include <QByteArray>
#include <QMetaType>

#include <optional>

namespace tapdesk {

/// What reading a document to its end, or to where it broke off, gave.
struct ParseOutcome
{
    Table table;
    votable::QueryStatus queryStatus = votable::QueryStatus::Unstated;
    QString queryStatusText;
    QList<votable::Info> infos;
    QList<votable::Warning> warnings;
    std::optional<Error> cause; ///< why the reading stopped before the end of the document
    QByteArray notXml; ///< the beginning of an answer that is no XML at all; else empty
};

/// Judges what was read: a result with its truth, or the reason why there are no rows. Rows are
/// never thrown away: a reading that failed after some is a partial result.
///
/// A document whose rows end in the middle of one (Warning::Kind::Truncated) is partial, too.
///
/// QUERY_STATUS=ERROR is Error::Kind::Service with the service's sentence; so is plain text that
/// says it is plain text (TAP 1.0 services). HTML and the like is Protocol with its title.
///
/// @param maxrec       what the user asked, to tell who cut the result
/// @param contentType  of the answer
/// Source: TAP 1.1, section 3.3; protocols.md 1.7 and 1.9; daiquiri.md section 9.
Result<QueryResult> judge(const ParseOutcome& outcome, std::optional<qint64> maxrec,
                          const QByteArray& contentType);

/// Marks a result partial that has fewer rows than the service counted (Daiquiri's job parameter
/// nrows): a row with a line break in a text is missing there without a word.
/// Source: daiquiri.md sections 5 and 8.
void compareRowCount(QueryResult& result, const QString& counted);

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::ParseOutcome)
