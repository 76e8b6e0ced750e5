// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweeprun.h"

#include <QString>

namespace tapdesk::ui {

/// Words that begin small and have no full stop, as a sentence of its own.
QString sentence(const QString& words);

/// "41 jobs in the queue 30s", "41 queries": what a sweep comes to.
QString queryCountText(const TapQuery& query, qint64 count);

/// "41 values: HE0021-1810, HE0021-1819, …", with what was left out.
QString valuesText(const SweepParameter& parameter);

/// A line for each query that has failed: its values and why.
QString failureText(const BatchOutcome& outcome);

/// What to say beside the joined rows: which values are missing, how many parts are cut, and what
/// joining had to decide; empty where all is well.
QString sweepNote(const SweepOutcome& outcome);

} // namespace tapdesk::ui
