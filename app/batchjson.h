// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchentry.h"
#include "core/batch/batchreport.h"

#include <QJsonObject>

namespace tapdesk::app {

/// An entry as JSON for programs: what would be sent, and what is odd about it.
QJsonObject entryJson(const BatchEntry& entry);

/// What became of an item: state, job, rows, extent (complete, cutByMaxrec, cutByService,
/// partial), file, message; null for what is not known.
QJsonObject outcomeJson(const BatchOutcome& outcome);

/// The same of an entry that was not sent for its problems.
QJsonObject refusedJson(const BatchEntry& entry);

} // namespace tapdesk::app
