// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/columnbuilder.h"
#include "core/votable/binaryrowlayout.h"
#include "core/votable/columnplan.h"

namespace tapdesk::votable {

/// What a byte of a boolean column says.
enum class BinaryBoolean { False, True, Null, Bad };

/// Source: VOTable 1.5, section 6; spellings beyond it are those of real writers.
BinaryBoolean binaryBoolean(char c);

/// Appends all cells of a column that @p layout has found, in loops without a branch a cell:
/// numbers, alone or in arrays of constant length, and single booleans. The cells are those that
/// BinaryRowDecoder would append one by one.
/// @param hasFlags  rows have null flags; else NaN is null
/// @return false if the column is of another kind, or has a boolean that is none: nothing was
///         appended
bool appendBinaryColumn(const BinaryRowLayout& layout, std::size_t column, bool hasFlags,
                        const ColumnPlan& plan, ColumnBuilder& builder);

} // namespace tapdesk::votable
