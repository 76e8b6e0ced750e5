// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchreport.h"
#include "core/batch/sweep.h"
#include "core/sql/slicing.h"

#include <QString>
#include <QStringList>

namespace tapdesk::ui {

/// Sentences without a full stop, for the window and the terminal; need no QGuiApplication.
QString sweepErrorText(const SweepError& error);
QString sliceRefusalText(const sql::SliceRefusal& refusal);
QString joinWarningText(const JoinWarning& warning);

/// "3 of 41 failed: a, b, c · 2 of 41 stopped: d, e"; empty where all queries are done.
QString missingText(const BatchReport& report);

QString firstNames(const QStringList& names); ///< "a, b, c, d, …"

} // namespace tapdesk::ui
