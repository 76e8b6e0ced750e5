// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/columnbuilder.h"
#include "core/votable/columnplan.h"

#include <string_view>

namespace tapdesk::votable {

/// What became of the text of a cell.
enum class CellOutcome {
    Taken, ///< appended, as a value or as null
    NullWord, ///< appended as null, because it said so in words
    Misfit ///< not appended: it contradicts the column's type
};

/// Appends a TABLEDATA cell of any datatype.
///
/// Empty text is null for every type; numbers and booleans may have blanks around them, strings
/// keep theirs. Elements of an array stand between blanks, commas or brackets.
///
/// @param text  the characters of the cell, UTF-8, entities resolved
CellOutcome readCell(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder);

/// The narrowest datatype that takes the text and every value of the column so far. Char in the
/// end. Integers beyond 2^53 never become doubles.
Datatype fittingDatatype(std::string_view text, const ColumnPlan& plan);

} // namespace tapdesk::votable
