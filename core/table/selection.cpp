// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/selection.h"

#include <memory>

namespace tapdesk {

Table selectColumns(const Table& table, const QList<qsizetype>& columns)
{
    Schema fields;
    for (const qsizetype column : columns)
        fields.append(table.fields().at(column));
    Table selected(fields);
    for (const auto& block : table.blocks()) {
        auto part = std::make_shared<Block>();
        part->rows = block->rows;
        for (const qsizetype column : columns)
            part->columns.push_back(block->columns[static_cast<std::size_t>(column)]);
        selected.append(std::move(part));
    }
    return selected;
}

Table firstRows(const Table& table, qint64 count)
{
    Table head(table.fields());
    for (const auto& block : table.blocks()) {
        const qint64 wanted = count - head.rowCount();
        if (wanted <= 0)
            break;
        if (block->rows <= wanted) {
            head.append(block);
            continue;
        }
        auto part = std::make_shared<Block>();
        part->rows = wanted;
        for (const Column& column : block->columns)
            part->columns.push_back(column.first(wanted));
        head.append(std::move(part));
    }
    return head;
}

} // namespace tapdesk
