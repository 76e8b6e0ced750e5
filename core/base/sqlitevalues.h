// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QUrl>
#include <QVariant>

#include <optional>

// How our values are written into SQLite and read back. Times are ISO 8601 in UTC with
// milliseconds, so that they sort as text and other programs read them.

namespace tapdesk {

QVariant sqlTime(const QDateTime& time); ///< NULL when invalid
QDateTime timeFromSql(const QVariant& value);

QVariant sqlNumber(const std::optional<qint64>& number);
std::optional<qint64> numberFromSql(const QVariant& value);

QString sqlText(const QString& text); ///< a null QString would be stored as NULL
QString sqlUrl(const QUrl& url); ///< without user info, which may hold a password

/// For LIKE … ESCAPE '\': finds the text itself anywhere.
QString sqlContaining(const QString& text);

} // namespace tapdesk
