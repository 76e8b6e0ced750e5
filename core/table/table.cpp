// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/table.h"

#include "core/table/celltext.h"
#include "core/table/columnconversion.h"

#include <algorithm>

namespace tapdesk {

Table::Table(Schema fields)
    : m_fields(std::move(fields))
{
}

void Table::append(std::shared_ptr<const Block> block)
{
    Q_ASSERT(block && block->columns.size() == static_cast<std::size_t>(m_fields.size()));
    Q_ASSERT(std::equal(block->columns.begin(), block->columns.end(), m_fields.cbegin(),
                        [&block](const Column& column, const Field& field) {
                            return column.datatype() == field.datatype
                                && column.rowCount() == block->rows;
                        }));
    if (block->rows == 0)
        return;
    m_firstRows.push_back(m_rows);
    m_rows += block->rows;
    m_blocks.push_back(std::move(block));
}

void Table::promote(qsizetype column, Datatype datatype)
{
    Field& field = m_fields[column];
    if (field.datatype == datatype)
        return;
    if (field.declaredDatatype.isEmpty())
        field.declaredDatatype = datatypeName(field.datatype);
    field.datatype = datatype;
    if (isText(datatype))
        field.shape = ArrayShape::variable();

    const auto index = static_cast<std::size_t>(column);
    for (std::shared_ptr<const Block>& block : m_blocks) {
        auto promoted = std::make_shared<Block>(*block);
        promoted->columns[index] = convertColumn(block->columns[index], datatype);
        block = std::move(promoted);
    }
}

void Table::setField(qsizetype column, Field field)
{
    Q_ASSERT(field.datatype == m_fields.at(column).datatype);
    m_fields[column] = std::move(field);
}

RowAddress Table::locate(qsizetype row) const
{
    Q_ASSERT(row >= 0 && row < m_rows);
    const auto next = std::upper_bound(m_firstRows.begin(), m_firstRows.end(), row);
    const auto index = static_cast<std::size_t>(next - m_firstRows.begin()) - 1;
    return {m_blocks[index].get(), row - m_firstRows[index]};
}

bool Table::isNull(qsizetype row, qsizetype column) const
{
    const RowAddress address = locate(row);
    return address.block->columns[static_cast<std::size_t>(column)].isNull(address.row);
}

double Table::number(qsizetype row, qsizetype column) const
{
    const RowAddress address = locate(row);
    return address.block->columns[static_cast<std::size_t>(column)].number(address.row);
}

QString Table::text(qsizetype row, qsizetype column) const
{
    const RowAddress address = locate(row);
    const Column& cells = address.block->columns[static_cast<std::size_t>(column)];
    if (cells.isNull(address.row))
        return {};
    std::string scratch;
    std::string_view utf8;
    if (isText(cells.datatype())) {
        utf8 = cells.text(address.row);
    } else {
        appendCellText(scratch, cells, address.row);
        utf8 = scratch;
    }
    if (utf8.empty())
        return QStringLiteral(""); // a null view would give a null QString
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

qint64 Table::byteSize() const
{
    qint64 bytes = 0;
    for (const std::shared_ptr<const Block>& block : m_blocks) {
        for (const Column& column : block->columns)
            bytes += column.byteSize();
    }
    return bytes;
}

} // namespace tapdesk
