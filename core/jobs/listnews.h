// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httprequest.h"
#include "core/uws/jobsummary.h"

#include <QHash>
#include <QSet>

namespace tapdesk {

/// What lists have told last, by id. Of an account with 10,000 jobs nearly all stays the same from
/// one list to the next; this tells which need no look at the mirror.
using ListedJobs = QHash<QString, JobListEntry>;

/// What a job list tells that those before did not.
struct ListNews
{
    /// Those that are new or differ, and all that are active: that they were seen is news.
    QList<JobListEntry> entries;
    QSet<QString> listed; ///< ids of all, the others too
    QDateTime newest; ///< latest creation; invalid where the list has no times
    bool isFiltered = true; ///< false: the service has ignored the filter's phases
};

/// Reads and compares a list. For any thread: it takes some time where lists are long.
/// @return unexpectedAnswer() for what is no list
Result<ListNews> readListNews(const HttpResponse& answer, const JobFilter& filter,
                              const ListedJobs& before);

} // namespace tapdesk
