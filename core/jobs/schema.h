// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

class QSqlDatabase;

namespace tapdesk {

/// Brings one part of a database to its newest schema.
///
/// Several parts (job mirror, history, shelf) share the file, so each has a version of its own in
/// the table `schema_versions`. Version n is what the first n steps make. All missing steps are
/// one transaction that holds the write lock: of two programs that start at once, one migrates
/// and the other finds it done; a step that fails leaves everything as it was.
///
/// @param steps  SQL statements of each step, oldest first
/// @return Error::Kind::FileSystem with SQLite's words, also when the file is newer than we are
Status migrateSchema(QSqlDatabase& database, const QString& part, const QList<QStringList>& steps);

} // namespace tapdesk
