// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sqlitefile.h"
#include "core/shelf/shelfentry.h"

#include <QList>
#include <QSet>

namespace tapdesk {

/// The table `shelf` of the database: what is known of each result, and in which file it lies.
class ShelfIndex
{
public:
    /// @param database  must outlive the index
    explicit ShelfIndex(SqliteFile& database);

    Status prepare(); ///< makes or migrates the table

    /// @param arrivedAs  the name that its file has until it has its place; see arrived()
    /// @return the id of the new entry
    Result<qint64> insert(const ShelfEntry& entry, const QString& arrivedAs);
    Status setFile(qint64 id, const QString& file, qint64 storedBytes);
    Status setPinned(qint64 id, bool pinned);
    Status remove(qint64 id);

    Result<QList<ShelfEntry>> entries(const ShelfFilter& filter) const; ///< newest first
    Result<std::optional<ShelfEntry>> entry(qint64 id) const;
    /// The entry whose file came under this name.
    Result<std::optional<ShelfEntry>> arrived(const QString& arrivedAs) const;
    Result<qint64> pinnedBytes() const;
    /// Those that may be aged out, oldest first.
    Result<QList<ShelfEntry>> unpinned() const;
    Result<QList<ShelfEntry>> unpacked() const; ///< whose files are not gzip
    /// Ids of the jobs of a service whose result is here and did not break off.
    Result<QSet<QString>> heldJobs(const QString& serviceId) const;
    Result<qint64> storedBytes() const; ///< of all

private:
    Result<QList<ShelfEntry>> select(const QString& conditionAndOrder,
                                     const QVariantList& values) const;
    Result<std::optional<ShelfEntry>> selectOne(const QString& condition,
                                                const QVariant& value) const;
    Result<qint64> sum(const QString& condition) const;
    Status change(const QString& statement, const QVariantList& values);

    SqliteFile& m_database;
};

} // namespace tapdesk
