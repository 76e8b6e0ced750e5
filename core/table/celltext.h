// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/column.h"

#include <string>

namespace tapdesk {

/// Appends the text of a cell as VOTable TABLEDATA writes it, without XML escapes: integers in
/// decimal, floats with the fewest digits that read back to the same bits, NaN, +Inf, -Inf,
/// booleans T and F, elements of arrays separated by one blank. Appends nothing for null.
///
/// Source: VOTable 1.5, section 6.
void appendCellText(std::string& out, const Column& column, qsizetype row);

} // namespace tapdesk
