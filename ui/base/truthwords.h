// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/queryresult.h"

#include <QString>

namespace tapdesk::ui {

/// How a result's truth is worn: a few words, an icon, and a sentence.
struct TruthWords
{
    QString badge; ///< "Complete", "Cut by the service", …
    QString icon; ///< name for icon()
    QString sentence; ///< with the numbers, and what to do

    friend bool operator==(const TruthWords&, const TruthWords&) = default;
};

TruthWords truthWords(const Truth& truth);

/// "3 of 41 slices are cut; more slices help", for a line that says other things, too; empty where
/// no part of a joined table was cut, and for the rows of one query.
QString cutPartsText(const Truth& truth);

} // namespace tapdesk::ui
