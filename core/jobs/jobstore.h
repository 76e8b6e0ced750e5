// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/uws/jobsummary.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <memory>
#include <optional>

namespace tapdesk {

/// What we remember of one job on one service, ours or not.
struct JobRecord
{
    QString serviceId;
    QString jobId; ///< last segment of the URL; unique within the service
    QUrl url; ///< where it was last; the sample service's port changes
    QString runId;
    QString query;
    QString language;
    QString queue;
    std::optional<qint64> maxrec;
    JobPhase phase;
    QDateTime created; ///< UTC, as are all times
    QDateTime started;
    QDateTime ended;
    QDateTime lastSeen; ///< when the service last told the phase
    std::optional<qint64> rows;
    std::optional<qint64> bytes;
    QString errorMessage;
    bool sentHere = false;
    bool gone = false; ///< the service does not know it any more

    friend bool operator==(const JobRecord&, const JobRecord&) = default;
};

/// The mirror: every job of every service in use, in one SQLite file (WAL). Two programs may use
/// the file at once. Every change is on disk when the function returns, so that a power cut does
/// not orphan a job (synchronous=FULL; NORMAL would only survive the death of the program).
///
/// Use from one thread.
class JobStore
{
public:
    /// Opens or makes the file; an older schema is migrated, a newer one is refused. A damaged
    /// file is set aside (see setAside()) and a new one made.
    /// @return Error::Kind::FileSystem with SQLite's words
    static Result<std::unique_ptr<JobStore>> open(const QString& file);
    ~JobStore();

    /// Writes a record; one of the same service and job id is replaced, except that what the new
    /// one does not know (empty query, run id, times) stays.
    Status save(const JobRecord& record);
    Status save(const QList<JobRecord>& records); ///< all of them or none

    Result<QList<JobRecord>> jobs(const QString& serviceId = {}) const; ///< newest first
    Result<std::optional<JobRecord>> job(const QString& serviceId, const QString& jobId) const;
    Status forget(const QString& serviceId, const QString& jobId);

private:
    class Private;
    explicit JobStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
