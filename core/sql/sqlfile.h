// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tapdesk::sql {

/// A .sql file as text: UTF-8 (a mark at its start is taken off), else Latin-1; lines end with
/// "\n".
/// @return Error::Kind::FileSystem, Parse for what is no text as it has NUL bytes, or TooLarge
///         beyond @c maxSqlFileBytes
Result<QString> readSqlFile(const QString& path);
constexpr qint64 maxSqlFileBytes = 16 * 1024 * 1024;

/// Writes it as UTF-8, atomically.
Status writeSqlFile(const QString& path, const QString& text);

} // namespace tapdesk::sql
