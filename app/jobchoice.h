// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "core/jobs/archiving.h"
#include "core/jobs/jobrecord.h"

#include <tl/expected.hpp>

namespace tapdesk::app {

/// The phases of --phase. @return them, or one sentence why there is no such phase
tl::expected<QList<JobPhase::Kind>, QString> phasesOf(const CommandLine& line);

/// What --phase, --runid, --text, --last, --after, --before and --all let through. Without --phase
/// and --all that is every job that its service still has and that is not ARCHIVED.
/// @return the filter, or one sentence why there is none
tl::expected<RecordFilter, QString> recordFilter(const CommandLine& line);

/// What --all-completed, --phase, --runid, --older-than and --larger-than let through.
/// @return the filter, or one sentence why there is none
tl::expected<ArchiveFilter, QString> archiveFilter(const CommandLine& line);

} // namespace tapdesk::app
