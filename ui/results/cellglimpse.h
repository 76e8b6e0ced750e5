// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QString>

namespace tapdesk::ui {

/// The start of a cell's text, as long as fits @p longest characters; "…" ends what was cut. The
/// work is bounded, however many elements or bytes the cell has. Null gives a null QString.
QString cellGlimpse(const Table& table, qsizetype row, qsizetype column, qsizetype longest);

} // namespace tapdesk::ui
