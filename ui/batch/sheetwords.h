// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchsession.h"

#include <QString>

namespace tapdesk::ui {

/// What a line of the run sheet is doing, or did last: a word, and the name of its sign.
struct SheetState
{
    QString word;
    QString icon; ///< for icon(); empty for none

    friend bool operator==(const SheetState&, const SheetState&) = default;
};

SheetState sheetState(const BatchLine& line);

/// Why a line cannot run, why it failed, or what is worth knowing; empty where all is well.
QString sheetMessage(const BatchLine& line);

/// "10 done, 1 failed, 1 stopped"; what there is none of is left out.
QString countsText(const BatchReport& report);

/// "7 of 12", "1 failed", "waiting: CARS@AIP runs 2 of 2": how far a run is.
/// @param service  title of one that has too many jobs
/// @param limit    how many of them it runs; 0 while no service has too many
QStringList runningWords(const BatchReport& report, const QString& service, int limit);

/// What became of the entries of a run, to be read and pasted: a line for each, those that could
/// not run included, under a head with counts and times.
QString sheetReport(const BatchSession& session);

/// Where the queries of a plan are: the folder, or the first file and how many more.
QString pathsText(const QStringList& paths);

} // namespace tapdesk::ui
