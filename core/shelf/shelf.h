// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/shelf/shelfentry.h"
#include "core/tap/resultkeeper.h"

#include <QList>
#include <QSet>

#include <memory>

namespace tapdesk {

/// Every result that arrived, as the service sent it: one VOTable for each in a folder, and an
/// index in the database of the program. Two programs may use one shelf.
///
/// Use from one thread; keepers may go to others. Nothing here reads or writes the rows: a result
/// is written by its keeper while it is read, and packed (gzip) later, beside all other work.
class Shelf final : public ResultPlace
{
public:
    /// @param folder    made if absent, for its owner only
    /// @param database  the file of the index; made if absent
    /// @return Error::Kind::FileSystem when the folder or the index cannot be used
    static Result<std::unique_ptr<Shelf>> open(const QString& folder, const QString& database);
    ~Shelf() override; ///< a file that is being packed stays as it was
    Q_DISABLE_COPY_MOVE(Shelf)

    std::unique_ptr<ResultKeeper> keeper() override;

    /// add(), whose entry's id names the result.
    Result<qint64> place(const KeptBytes& kept, const QueryResult& result) override;

    /// Gives a kept result its place. Once it has one, older ones that are not pinned make room
    /// for it, oldest first, where there is a limit(). If it exceeds what the pinned ones leave,
    /// nothing goes but the new one: Error::Kind::TooLarge. Its bytes are gone after any failure.
    Result<ShelfEntry> add(const KeptBytes& kept, const QueryResult& result);

    bool holds(const QString& serviceId, const QString& jobId) const override;
    /// Ids of the jobs of a service that holds() is true of, as far as the index tells; a file
    /// that somebody has removed since is not noticed.
    QSet<QString> heldJobs(const QString& serviceId) const;

    /// Newest first.
    Result<QList<ShelfEntry>> entries(const ShelfFilter& filter = {}) const;
    Result<std::optional<ShelfEntry>> entry(qint64 id) const;
    /// The newest whole result of a job; with @p takesPartial else one that broke off, for where
    /// the service has none any more.
    std::optional<ShelfEntry> ofJob(const QString& serviceId, const QString& jobId,
                                    bool takesPartial) const;
    QString path(const ShelfEntry& entry) const; ///< of its file
    /// What TapRun::reopen() wants to know of it.
    static QueryResult known(const ShelfEntry& entry);

    Status setPinned(qint64 id, bool pinned);
    Status remove(qint64 id); ///< one that is not there is no error

    qint64 storedBytes() const; ///< of all entries
    qint64 limit() const; ///< bytes; 0 = none
    Status setLimit(qint64 bytes); ///< and makes room

private:
    class Private;
    explicit Shelf(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
