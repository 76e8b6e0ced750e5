// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QList>
#include <QString>

#include <optional>
#include <tl/expected.hpp>

namespace tapdesk::sql {

/// A query of a service's language, rewritten for the SQLite of the embedded service.
struct SqliteQuery
{
    /// What a column of the result is. A `*` or `t.*` of the select list is one Output named "*",
    /// because only the database knows what it stands for: sqlite3_column_name(),
    /// sqlite3_column_table_name() and sqlite3_column_origin_name() tell. Names that are there
    /// twice because of a `*` are for the caller to refuse; all others are refused here.
    struct Output
    {
        QString name {}; ///< as PostgreSQL names it; the result's column has the same name
        QString
            sourceTable {}; ///< "cars_dr1.photometry" when the column is just a column; else empty
        QString sourceColumn {}; ///< likewise; with sourceTable empty: of one of several tables

        friend bool operator==(const Output&, const Output&) = default;
    };

    QString text; ///< one SELECT, without a semicolon
    std::optional<qint64> top; ///< the outermost TOP or LIMIT, which is a LIMIT of the text too
    QList<Output> outputs; ///< in the order of the select list
    QStringList tables; ///< "schema.table" of every table that is read, lower case, each once
};

/// Why a query was refused, and where, in the text that was given.
struct TranslationError
{
    QString message {};
    int line = 0; ///< from 1
    int column = 0; ///< from 0, as Daiquiri counts
    QString token {}; ///< what stands there; empty at the end of the query
};

/// Rewrites one SELECT. What differs between the languages is respected: `log(x)` is base 10 in
/// PostgreSQL and natural in ADQL; `TOP n` and `LIMIT n`; where NULL is sorted; LIKE by case;
/// geometry of ADQL. Calls go to the functions of sqlitefunctions.h and to SQLite's own.
///
/// Table `schema.table` is the SQLite table named "schema.table" (one name with a dot in it), in
/// lower case unless quoted; SQLite compares without case. Names are written in backticks, which
/// SQLite never takes for text. Anything but a single SELECT is refused; whether tables and
/// columns exist is left to the database.
/// Source: ADQL 2.1; PostgreSQL 15, chapters 4 and 7; SQLite's lang_select and lang_expr.
tl::expected<SqliteQuery, TranslationError> toSqlite(const QString& query, Dialect dialect);

} // namespace tapdesk::sql
