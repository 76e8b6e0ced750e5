// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"
#include "core/service/tapservice.h"
#include "core/uws/jobsummary.h"

#include <QDateTime>

namespace tapdesk {

/// LAST of the lists of services without accounts: everybody's jobs, and no end of them.
constexpr int listedAtMost = 500;

/// A job's id: the last segment of its URL, decoded.
QString jobIdOf(const QUrl& jobUrl);

/// Where a job of a service is now that was last at @p lastUrl: the sample service's port changes
/// with every start.
QUrl jobAddress(const TapService& service, const QUrl& lastUrl);
/// Where a job of which only the id is known must be.
QUrl jobAddress(const TapService& service, const QString& jobId);

/// Enters what a job document tells into a record. What the document leaves out stays.
void tell(JobRecord& record, const JobSummary& summary, const QDateTime& seen);

/// The same of one line of a job list.
void tell(JobRecord& record, const JobListEntry& entry, const QDateTime& seen);

/// The record of a job that a list of the service names.
/// @param before  what was known of it; an empty record if nothing
JobRecord listed(const JobRecord& before, const QString& serviceId, const JobListEntry& entry,
                 const QDateTime& seen);

/// Whether a record is worth a write: anything but the time it was last seen differs, or that by
/// more than a minute where the phase can still change.
bool isNews(const JobRecord& before, const JobRecord& now);

/// Whether the phase can change by itself, so that looking again is worth it. A PENDING job
/// waits for somebody to start it.
bool isBusy(const JobRecord& record);
/// isBusy() as a filter.
RecordFilter busyJobs(const QString& serviceId);

} // namespace tapdesk
