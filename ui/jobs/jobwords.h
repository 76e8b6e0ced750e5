// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/service/tapservice.h"

#include <QString>

#include <chrono>
#include <optional>

namespace tapdesk::ui {

/// Name, for icon(), of the sign of a phase. The word stands beside it: never colour alone.
QString phaseIcon(const JobPhase& phase);

/// The phase in the service's word, and whether the service has forgotten the job.
QString phaseText(const JobRecord& job);

/// What to call a job: its run id, else its id.
QString jobName(const JobRecord& job);

/// Whether a job waits or runs, as far as is known, so that its time goes on.
bool isUnderWay(const JobRecord& job);

/// A job that should be told of every few minutes and was not: nobody knows how it is now. It has
/// not failed for that.
bool isOutOfSight(const JobRecord& job, const QDateTime& now);

enum class Room { Wide, Narrow };
/// "not seen since 14:02", or "since 14:02"; empty for a job in sight.
QString outOfSightText(const JobRecord& job, const QDateTime& now, Room room = Room::Wide);

/// How long a job has been under way, or was; from its start, else from its creation.
std::optional<std::chrono::milliseconds> elapsed(const JobRecord& job, const QDateTime& now);

/// How long a job may run: as the job says, else as its queue at the service; 0 = unknown or
/// without a limit.
std::chrono::seconds timeLimit(const JobRecord& job, const TapService& service);

/// "0:12 of 30 s" while it executes with a limit; else elapsed() in words, as far as it is known.
QString elapsedText(const JobRecord& job, std::chrono::seconds limit, const QDateTime& now);

/// Share of the limit that an executing job has used, at most 1; nothing without a limit.
std::optional<double> usedShare(const JobRecord& job, std::chrono::seconds limit,
                                const QDateTime& now);

} // namespace tapdesk::ui
