// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace tapdesk {

/// Longest wait that a server can impose on us by Retry-After.
inline constexpr std::chrono::milliseconds longestRetryAfter {300'000};

/// Whether a status says "later, perhaps": 429, 502, 503, 504.
bool isTransientStatus(int status);

/// The wait that a Retry-After header asks for, between 0 and longestRetryAfter.
///
/// @param value  seconds, or an HTTP date
/// @param now    the present, for a date
/// @return nothing when the header cannot be read
/// Source: RFC 9110, sections 5.6.7 and 10.2.3.
std::optional<std::chrono::milliseconds> retryAfter(const QByteArray& value, const QDateTime& now);

/// Wait before the try with this number, from 1: @p first doubled with each try, and spread by a
/// quarter to both sides so that many clients do not come back at the same moment.
///
/// @param random  from 0 to 1
std::chrono::milliseconds backOff(std::chrono::milliseconds first, int attempt, double random);

} // namespace tapdesk
