// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/jobrecord.h"

#include <QList>
#include <QTimer>

#include <functional>
#include <optional>

namespace tapdesk {

class JobStore;

/// Writes down the jobs that this program has just created: at once, so that they outlive a kill,
/// and so that they outlive a power cut before anything else goes out. Those whose URLs came in
/// one turn of the event loop share one wait for the disk.
///
/// Not on a thread of its own: while that one waited for the disk it would hold the file's lock,
/// and what else is to be stored would wait with it.
class CreationLog final
{
public:
    using Stored = std::function<void(const Status&)>;

    /// @param store  not owned, must outlive the log
    explicit CreationLog(JobStore& store);
    ~CreationLog(); ///< writes what is left, and tells nobody
    Q_DISABLE_COPY_MOVE(CreationLog)

    /// @param stored  called once, in the next turn of the event loop: the record outlives a power
    ///                cut, or not one of its turn could be stored. It may delete the log.
    void add(const JobRecord& record, Stored stored);
    /// Writes nothing, and tells @p why likewise.
    void refuse(const Status& why, Stored stored);
    /// Whether a job waits to be written.
    bool holds(const QString& serviceId, const QString& jobId) const;

private:
    struct Entry
    {
        std::optional<JobRecord> record;
        Status refusal;
        Stored stored;
    };

    Status save(const QList<Entry>& added);
    void write();

    JobStore& m_store;
    QList<Entry> m_added;
    QTimer m_turn;
};

} // namespace tapdesk
