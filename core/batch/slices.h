// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/slicing.h"
#include "core/table/table.h"
#include "core/tap/tapquery.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace tapdesk {

/// Where to cut a column into slices of about the same width: the inner bounds, growing, as SQL
/// numbers; at most @p slices - 1 of them, fewer where the values are few.
///
/// @param minMax  the one row of boundsQuery()
/// @return nothing when the column is not numeric; empty when all of it is null, or one value
std::optional<QStringList> sliceBounds(const Table& minMax, int slices);

/// The conditions of the slices: below the first bound; from each bound to the next, that not
/// included; from the last bound on; null. Each value meets exactly one of them, also one beyond
/// what MIN and MAX told, which other people's inserts may have made, and NaN where the database
/// sorts it last (PostgreSQL).
QStringList sliceConditions(const QString& column, const QStringList& bounds);

/// The queries of the slices, in the order of sliceConditions(). A run id gets a number.
/// @param query  a statement that sql::withCondition() takes
sql::SliceResult<QList<TapQuery>> sliceQueries(const TapQuery& query, const QString& column,
                                               const QStringList& bounds);

} // namespace tapdesk
