// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/service/tapservice.h"

#include <QDateTime>
#include <QSet>

#include <chrono>
#include <optional>

namespace tapdesk {

/// Which jobs to tidy away. What is not set lets all pass.
struct ArchiveFilter
{
    QList<JobPhase::Kind> phases = {JobPhase::Kind::Completed};
    std::optional<std::chrono::seconds> olderThan = {}; ///< since the end, else since creation
    std::optional<qint64> largerThan = {}; ///< bytes at the service; what it does not tell is 0
    std::optional<QString> runId = {};
    QSet<QString> spared = {}; ///< ids of jobs to leave alone, such as those not kept elsewhere

    friend bool operator==(const ArchiveFilter&, const ArchiveFilter&) = default;
};

/// The records that the filter names and that can be tidied away: not gone, not ARCHIVED. Order
/// is kept.
///
/// @param now  UTC. Ages are told by the service's times and this clock: one that is wrong by
///             hours shifts them
QList<JobRecord> archiveCandidates(const QList<JobRecord>& records, const ArchiveFilter& filter,
                                   const QDateTime& now);

/// Whether the list of a service holds the user's own jobs only. Where nobody has logged in it may
/// hold those of others, and only what was sent from here (JobRecord::sentHere) is known to be own.
bool isListPrivate(const TapService& service, bool isLoggedIn);

/// How much of a user's room at a service is in use.
struct Quota
{
    qint64 used = 0; ///< bytes, of jobs that are not archived
    qint64 limit = 0; ///< 0 = unknown
    int untold = 0; ///< COMPLETED jobs whose size the service has not told: `used` is too small

    friend bool operator==(const Quota&, const Quota&) = default;
};

/// Source: daiquiri.md section 13: where the service has no word of its own for a token's owner,
/// the sum of `size` over the jobs that are not archived.
Quota quotaOf(const QList<JobRecord>& records, qint64 limit);

} // namespace tapdesk
