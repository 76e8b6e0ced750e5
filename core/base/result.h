// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <concepts>
#include <tl/expected.hpp>

namespace tapdesk {

/// A value of type T, or the Error that explains its absence.
///
/// The names are those of std::expected, which replaces the library one day.
template <typename T>
using Result = tl::expected<T, Error>;

/// Success without a value, or an Error.
using Status = Result<void>;

/// The library's own comparison does not compile for void, and moc wants one for signals.
inline bool operator==(const Status& left, const Status& right)
{
    return left.has_value() == right.has_value()
        && (left.has_value() || left.error() == right.error());
}

/// `return failure({.kind = …})` in a function that returns a Result.
inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// A result of something that cannot be compared cannot either: said here, as the library only
/// notices while it compiles the comparison, which moc asks for.
template <typename T>
requires(!std::equality_comparable<T>) bool operator==(const Result<T>& left,
                                                       const Result<T>& right) = delete;

} // namespace tapdesk
