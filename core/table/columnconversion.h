// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/column.h"

namespace tapdesk {

/// The same cells as another datatype. Nulls stay null, and the number of elements of a cell stays.
///
/// To text: every cell becomes the text of appendCellText(). From text: the numbers or booleans
/// that a cell lists between blanks. A cell with an element that @p datatype cannot hold becomes
/// null: a fraction or a number out of range for an integer, other than 0 and 1 for a boolean or
/// bit, an imaginary part for a real number, a text that is no number. A long becomes the nearest
/// double; a double becomes the nearest float unless it is out of range.
Column convertColumn(const Column& column, Datatype datatype);

/// A datatype that holds every cell of both exactly: the narrowest numeric one, or Char. Of long
/// and a floating type it is Char, because a double has no room for identifiers of 64 bits.
Datatype commonDatatype(Datatype a, Datatype b);

} // namespace tapdesk
