// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace tapdesk::app {

// What people type for ages, sizes and times. Nothing for what is none of these.

/// "90s", "30m", "12h", "7d", "2w".
std::optional<std::chrono::seconds> readAge(const QString& text);

/// "500", "100kB", "1.5MB", "2GB" in powers of 1000, as quotas count, and "4GiB" of 1024; any case.
/// @return bytes
std::optional<qint64> readSize(const QString& text);

/// ISO 8601; a time that names no zone is UTC, as astronomers' times are.
std::optional<QDateTime> readMoment(const QString& text);

} // namespace tapdesk::app
