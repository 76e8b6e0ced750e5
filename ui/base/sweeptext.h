// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweep.h"
#include "core/sql/slicing.h"

#include <QString>

namespace tapdesk::ui {

/// Sentences without a full stop, for the window and the terminal; need no QGuiApplication.
QString sweepErrorText(const SweepError& error);
QString sliceRefusalText(const sql::SliceRefusal& refusal);
QString joinWarningText(const JoinWarning& warning);

} // namespace tapdesk::ui
