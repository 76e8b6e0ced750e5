// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

#include <QList>

namespace tapdesk::ui {

// What can be done with jobs, by what is known of them. Pure functions.

bool canOpenResult(const JobRecord& job); ///< at its service
bool canOpenQuery(const JobRecord& job);
/// The query is known, or can be asked for.
bool canAskAgain(const JobRecord& job);
bool canAbort(const JobRecord& job);
bool canRemove(const JobRecord& job);
/// A draft: it was never started.
bool canChangeRunId(const JobRecord& job);

/// Ended, but only a list has told of it: its own document has the times and rows.
bool lacksDetails(const JobRecord& job);

/// Most queries that are opened at once, each in a tab of its own.
constexpr qsizetype mostOpenedQueries = 20;

/// Which actions make sense for a selection. Those for many jobs do what they can with those
/// that they suit.
struct JobAbilities
{
    bool openResult = false; ///< of one job
    bool openQuery = false;
    bool rerun = false;
    bool change = false; ///< one job's query, and run it again
    bool changeRunId = false; ///< of one job
    bool abort = false;
    bool remove = false;
    bool copyUrl = false;
    bool copyAs = false; ///< one job, as a script

    friend bool operator==(const JobAbilities&, const JobAbilities&) = default;
};

/// @param isKept  the one job's result is on the shelf, whatever has become of the job
JobAbilities abilitiesOf(const QList<JobRecord>& selection, bool isKept);

} // namespace tapdesk::ui
