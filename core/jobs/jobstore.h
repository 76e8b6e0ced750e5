// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/sqlitefile.h"
#include "core/jobs/jobrecord.h"
#include "core/jobs/removal.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace tapdesk {

/// The mirror: every job of every service in use, in one SQLite file (WAL). Two programs may use
/// the file at once; where both tell of one job, the later look at it wins.
///
/// Use from one thread.
class JobStore
{
public:
    /// A job's URL must not be lost, as nobody else knows it; its phase is asked again.
    using Survives = SqliteFile::Survives;

    /// Opens or makes the file; an older schema is migrated, a newer one is refused. A damaged
    /// file is set aside (see setAside()) and a new one made.
    /// @return Error::Kind::FileSystem with SQLite's words
    static Result<std::unique_ptr<JobStore>> open(const QString& file);
    ~JobStore();

    /// Writes a record; one of the same service and job id is replaced, except that what the new
    /// one does not know (empty query, run id, times) stays. A phase other than the last one, and
    /// the times that the service tells, go into the history.
    Status save(const JobRecord& record, Survives what = Survives::PowerCut);
    /// All of them or none.
    Status save(const QList<JobRecord>& records, Survives what = Survives::PowerCut);

    Result<QList<JobRecord>> jobs(const QString& serviceId = {}) const; ///< newest first
    Result<QList<JobRecord>> jobs(const RecordFilter& filter) const; ///< newest first
    Result<std::optional<JobRecord>> job(const QString& serviceId, const QString& jobId) const;
    /// Ids of jobs that their service should still list, as they are neither archived nor gone; in
    /// the order of ids, so that many are read page by page. @param after  id that the page before
    /// ended with; empty: the first page
    Result<QStringList> unsettled(const QString& serviceId, const QString& after, int limit) const;
    Status forget(const QString& serviceId, const QString& jobId);

    /// How many jobs match apart from the filter's phases, `gone`, limit and offset: what the
    /// other choices of phase would show.
    Result<JobCounts> counts(const RecordFilter& filter = {}) const;

    /// What is known of a job's life, oldest first. Where the service told the time of a phase,
    /// the time of our look at it is left out.
    Result<QList<PhaseChange>> history(const QString& serviceId, const QString& jobId) const;

    static constexpr qsizetype mostDocumentBytes = 256 * 1024;
    /// Keeps the job's document as the service sent it; a longer one is not kept, as a part of it
    /// would be no document.
    Status saveDocument(const QString& serviceId, const QString& jobId, const QByteArray& document);
    /// The document kept last; empty if none is.
    Result<QByteArray> document(const QString& serviceId, const QString& jobId) const;

    /// What was seen to become of a deleted job of the service.
    Removal removal(const QString& serviceId) const;
    Status saveRemoval(const QString& serviceId, Removal removal);

    /// Bytes that results take at a service, as far as it tells: of jobs that it still keeps.
    Result<qint64> serverBytes(const QString& serviceId) const;

private:
    class Private;
    explicit JobStore(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
