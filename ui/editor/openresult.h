// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QString>

namespace tapdesk::ui {

/// A result that somebody looks at, to take values from: a value, which stays when the tab goes.
struct OpenResult
{
    quintptr id = 0; ///< the same while it is open
    QString title = {};
    Table table = {}; ///< as far as its rows are here
};

} // namespace tapdesk::ui
