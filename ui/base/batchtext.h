// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchentry.h"
#include "core/batch/batchreport.h"

#include <QString>

namespace tapdesk::ui {

/// What is odd about an entry, and what to do: "there is no queue “1h”". Used by the window and
/// the terminal; needs no QGuiApplication.
QString problemText(const BatchProblem& problem);

/// What became of an item that has ended: "18 rows, complete, a.csv", or why it failed.
QString outcomeText(const BatchOutcome& outcome);

} // namespace tapdesk::ui
