// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QList>
#include <QPromise>
#include <QRect>

namespace tapdesk::ui {

/// Cells of a table to be copied: a value, so that any thread can do the work.
struct CellCopy
{
    enum class Headers { No, Yes };

    Table table;
    QList<QRect> ranges; ///< x and width are columns, y and height rows; they may overlap
    QList<int> columns; ///< that the ranges touch, in the order of the copy
    Headers headers = Headers::No;

    /// Cells of the copy: rows with something selected, times columns.
    qint64 cellCount() const;
};

/// Lines of cells separated by tabs, every line ended. A cell that is not selected and a null are
/// empty; one with a tab, a line break or a leading quote stands in quotes, as spreadsheets read
/// it. A single value is given as it is, without an end of line.
void copyCells(QPromise<QString>& promise, const CellCopy& copy);

/// The same at once.
QString copiedText(const CellCopy& copy);

} // namespace tapdesk::ui
