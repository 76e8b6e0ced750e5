// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QString>

namespace tapdesk::localtap {

/// Path of the SQLite file with the sample data and TAP_SCHEMA, made now if it is not there or is
/// damaged.
///
/// The file appears complete or not at all, and its name tells its version; any number of threads
/// and programs may call this at once. It never changes afterwards.
///
/// @param folder  must exist
/// @return the path, or Error::Kind::FileSystem
Result<QString> ensureSampleDatabase(const QString& folder);

/// Rows of each table, by its qualified name.
using RowCounts = QHash<QString, qint64>;

/// What TAP_SCHEMA of a file of ensureSampleDatabase() says about the sizes of tables.
/// @return the counts, or Error::Kind::FileSystem or ::Service
Result<RowCounts> readRowCounts(const QString& path);

} // namespace tapdesk::localtap
