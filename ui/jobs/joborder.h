// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/joblistmodel.h"

namespace tapdesk::ui {

// What the columns of the job list are sorted by: the facts, not the words that stand for them.

/// Size of a job's result: as the service tells, else as it came here.
std::optional<qint64> sizeOf(const JobRecord& job);

bool isSortedByText(JobListModel::Column column);

/// Times in ms since 1970, phases in the order of a job's life, counts; what is unknown is least.
/// 0 for columns of text.
qint64 sortNumber(const JobRecord& job, JobListModel::Column column, const QDateTime& now);

/// A text whose order by code units is the order that people expect of its source: any case, and
/// numbers by their value, "run-2" before "run-10".
QString naturalKey(const QString& text);

} // namespace tapdesk::ui
