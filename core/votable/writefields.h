// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"
#include "core/votable/document.h"

#include <cstdint>
#include <stop_token>

namespace tapdesk::votable {

/// The fields to write when nothing is known of their cells: no arraysize of 1, text always an
/// array and in binary streams of any length, VALUES/@null for every integer in BINARY, a precision
/// that the XML schema allows. Every ID becomes an XML name that no other field has; a ref that
/// leads to none of the fields is dropped, because what it led to is not part of a Table.
Schema writableSchema(Schema fields, Serialization serialization);

/// The fields to write when all cells are known. As above, and:
/// - a fixed array with a cell of another length becomes variable;
/// - text that is not ASCII becomes unicodeChar in binary streams, where char means ASCII to
///   readers of VOTable up to 1.5;
/// - in BINARY, nulls of an integer column are marked by VALUES/@null of the field, else by a value
///   that no cell has. Where every value of the type occurs, the column becomes the next wider
///   type. Integers without nulls have no marker;
/// - in BINARY, a column of bits or fixed bit arrays with nulls becomes boolean: a bit has no null.
/// Stops early, with fields of no use, when @p stop asks for it.
Schema writableSchema(const Table& table, Serialization serialization,
                      const std::stop_token& stop = {});

/// The integer that stands for null in a column: VALUES/@null when it is one of the type, else the
/// lowest of the type, and 255 for bytes.
std::int64_t nullMarker(const Field& field);

} // namespace tapdesk::votable
