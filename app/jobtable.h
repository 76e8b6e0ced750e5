// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

namespace tapdesk::app {

/// A list of jobs for people. The service stands in it where they are of several.
QString jobsTable(const QList<JobRecord>& jobs, const QDateTime& now);

QString jobsText(qsizetype count); ///< "1 job", "12 jobs"

/// How a message names a job: its run id, if any, and its id.
QString nameWithId(const JobRecord& job);

/// Bytes that the results take at their services, as far as these tell.
qint64 sizeOf(const QList<JobRecord>& jobs);

} // namespace tapdesk::app
