// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QList>

namespace tapdesk {

/// The table with only @p columns, in their order. The cells are copied; a column may repeat.
Table selectColumns(const Table& table, const QList<qsizetype>& columns);

/// The first @p count rows, or all if there are fewer. Whole blocks are shared, not copied.
Table firstRows(const Table& table, qint64 count);

} // namespace tapdesk
