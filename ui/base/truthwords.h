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

} // namespace tapdesk::ui
