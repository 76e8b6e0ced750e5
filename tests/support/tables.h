// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QStringList>

namespace tapdesk::test {

/// A table of cells written as VOTable text; a null QString is a null cell, an empty one
/// an empty text or array. Text that is no value of its field's datatype fails the program.
///
/// @param blockRows  rows of each block; 0 = all in one
Table makeTable(const Schema& fields, const QList<QStringList>& rows, qsizetype blockRows = 0);

/// One column of each datatype plus a fixed and a variable array; a row of values, one of nulls.
Table everyDatatype();

} // namespace tapdesk::test
