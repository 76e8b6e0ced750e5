// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/field.h"

#include <cstdint>
#include <string>

namespace tapdesk::votable {

/// What the decoders have to know about a column, worked out once from its Field.
struct ColumnPlan
{
    ColumnPlan() = default;
    explicit ColumnPlan(const Field& field);

    bool isNull(std::int64_t value) const { return hasNull && value == nullInteger; }
    bool isNull(double value) const { return hasNull && value == nullNumber; }

    /// Elements of one type: numbers of a complex one.
    int numbersPerElement() const;

    Datatype datatype = Datatype::Char;
    bool scalar = true; ///< one element a cell; char and unicodeChar: one character
    bool variable = false; ///< a binary cell begins with its count
    qint64 elements = 1; ///< of a binary cell that is not variable
    bool stringArray = false; ///< strings of one width, side by side
    bool hasNull = false; ///< VALUES null, in the datatype's own domain
    std::int64_t nullInteger = 0;
    double nullNumber = 0;
    std::string nullText; ///< for text, where empty means none

    bool wasInteger = false; ///< has been promoted from an integer type
    std::uint64_t magnitude = 0; ///< all integers so far, their bits without sign or-ed
};

} // namespace tapdesk::votable
