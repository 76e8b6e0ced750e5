// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/datatype.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tapdesk::votable {

// The text of single values, as VOTable and those who nearly write it put them down. No function
// depends on the locale. Blanks around a value are the caller's to remove.

/// An integer: decimal, 0x and a bit pattern, or a decimal fraction or power that is integral
/// ("3.0", "1e3"). Hexadecimal digits are the two's complement of @p datatype: 0xffff is -1 as
/// short. Nothing if it is no integer or does not fit a long.
std::optional<std::int64_t> parseInteger(std::string_view text, Datatype datatype);

/// A floating-point number, as strtod() takes it in the C locale, or with Fortran's D. Infinite
/// for what is too big.
std::optional<double> parseDouble(std::string_view text);

/// The same rounded once to float; nothing for a finite number that is too big for it.
std::optional<float> parseFloat(std::string_view text);

/// T, F, true, false, 1, 0, in any case.
std::optional<bool> parseBoolean(std::string_view text);

/// A word that services write where they have no value: NULL, None, N/A, --, and their like.
bool isNullWord(std::string_view text);

/// The integer is one of those that @p datatype can hold.
bool fitsDatatype(std::int64_t value, Datatype datatype);

/// A double holds the integer exactly.
inline bool fitsDouble(std::int64_t value)
{
    constexpr std::int64_t limit = std::int64_t(1) << 53;
    return value >= -limit && value <= limit;
}

} // namespace tapdesk::votable
