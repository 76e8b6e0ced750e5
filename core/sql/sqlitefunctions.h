// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <span>

namespace tapdesk::sql {

/// A function that a translated query may call and that SQLite does not have. Who runs the query
/// registers it under this name, as SQLITE_UTF8 | SQLITE_DETERMINISTIC (tap_random without the
/// latter).
///
/// Rules for all: an argument that is NULL gives NULL, unless @a meaning says otherwise; numbers
/// arrive as INTEGER, REAL or numeric TEXT and are returned as REAL unless said otherwise;
/// a result that is not finite is the error "value out of range"; other errors are said by
/// sqlite3_result_error() in the words that stand in quotes.
///
/// A geometry is TEXT: a word and numbers in degrees with 17 digits, divided by single spaces:
/// `POINT lon lat`, `CIRCLE lon lat radius`, `BOX lon lat width height` (centre and full sizes),
/// `POLYGON lon1 lat1 lon2 lat2 …` (three corners or more, great circles between them). A text of
/// another form is the error "unknown geometry". Latitudes outside -90 … 90 are the error
/// "latitude out of range"; longitudes are taken modulo 360.
struct SqliteFunction
{
    enum class Kind { Scalar, Aggregate };

    const char* name = nullptr;
    int arity = 0; ///< -1: any number; registered once for each arity that is listed
    Kind kind = Kind::Scalar;
    QStringView meaning;
};

/// Every function that toSqlite() may use beside SQLite's own core functions.
std::span<const SqliteFunction> sqliteFunctions();

} // namespace tapdesk::sql
