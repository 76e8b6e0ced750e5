// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QString>

#include <optional>
#include <tl/expected.hpp>

namespace tapdesk::sql {

/// A query of a service's language, rewritten for the SQLite of the embedded service.
struct SqliteQuery
{
    QString text;
    std::optional<qint64> top; ///< ADQL's TOP, which has become LIMIT
};

/// Why a query was refused, and where, in the text that was given.
struct TranslationError
{
    QString message;
    int line = 0; ///< from 1
    int column = 0; ///< from 0, as Daiquiri counts
    QString token;
};

/// Rewrites one SELECT. What differs between the languages is respected: `log(x)` is base 10 in
/// PostgreSQL and natural in ADQL; integer division; `TOP n`; geometry of ADQL as calls of the
/// functions that the embedded service adds to SQLite (POINT, CIRCLE, CONTAINS, DISTANCE, …);
/// schema.table becomes "schema.table". Anything but a single SELECT is refused.
tl::expected<SqliteQuery, TranslationError> toSqlite(const QString& query, Dialect dialect);

} // namespace tapdesk::sql
