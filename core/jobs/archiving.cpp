// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archiving.h"

namespace tapdesk {

namespace {

bool isKeptThere(const JobRecord& record)
{
    return !record.gone && record.phase.kind() != JobPhase::Kind::Archived;
}

bool isOldEnough(const JobRecord& record, const ArchiveFilter& filter, const QDateTime& now)
{
    if (!filter.olderThan)
        return true;
    const auto since = record.ended.isValid() ? record.ended : record.created;
    // Of a job without any time nobody knows that it is old.
    return since.isValid() && since.secsTo(now) > filter.olderThan->count();
}

bool isWanted(const JobRecord& record, const ArchiveFilter& filter, const QDateTime& now)
{
    return isKeptThere(record)
        && (filter.phases.isEmpty() || filter.phases.contains(record.phase.kind()))
        && isOldEnough(record, filter, now)
        && (!filter.largerThan || record.serverBytes.value_or(0) > *filter.largerThan)
        && (!filter.runId || record.runId == *filter.runId)
        && !filter.spared.contains(record.jobId);
}

} // namespace

QList<JobRecord> archiveCandidates(const QList<JobRecord>& records, const ArchiveFilter& filter,
                                   const QDateTime& now)
{
    QList<JobRecord> candidates;
    for (const auto& record : records) {
        if (isWanted(record, filter, now))
            candidates.append(record);
    }
    return candidates;
}

bool isListPrivate(const TapService& service, bool isLoggedIn)
{
    return service.archives || service.isSample || isLoggedIn;
}

Quota quotaOf(const QList<JobRecord>& records, qint64 limit)
{
    Quota quota {.limit = limit};
    for (const auto& record : records) {
        if (!isKeptThere(record))
            continue;
        quota.used += record.serverBytes.value_or(0);
        if (record.phase.kind() == JobPhase::Kind::Completed && !record.serverBytes)
            ++quota.untold;
    }
    return quota;
}

} // namespace tapdesk
