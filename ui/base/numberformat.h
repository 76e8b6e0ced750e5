// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

namespace tapdesk::ui {

// Numbers for people, as their locale writes them. Data (cells, exports, the clipboard) never
// goes through here.

QString countText(qint64 count); ///< "1,234,567"
QString rowsText(qint64 rows); ///< "1 row", "1,234 rows"
QString bytesText(qint64 bytes); ///< "12.3 kB": powers of 1000, as disks and quotas count

/// "40 ms", "1.25 s", "12.5 s", "3 min 05 s", "2 h 14 min", "3 d 4 h"; negative times as 0.
QString durationText(std::chrono::milliseconds duration);

/// A moment as the local clock shows it: "14:03:22" on the day of @p now, "21 Nov 14:03" in the
/// same year, else "2025-11-21 14:03". Empty for an invalid time.
QString momentText(const QDateTime& moment, const QDateTime& now);

} // namespace tapdesk::ui
