// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json.h"
#include "core/jobs/jobrecord.h"

namespace tapdesk::app {

/// A job as JSON for programs: part of the command line's contract, so fields are added but never
/// change. Times are ISO 8601 in UTC, null stands for what is not known.
QJsonObject jobJson(const JobRecord& job);

QJsonArray jobsJson(const QList<JobRecord>& jobs);

/// What is known of its life, oldest first.
QJsonArray historyJson(const QList<PhaseChange>& history);

} // namespace tapdesk::app
