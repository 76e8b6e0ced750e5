// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/cellglimpse.h"

#include "core/table/celltext.h"
#include "core/table/columnbuilder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype bytesPerUnit = 3; // of UTF-8, for each UTF-16 unit at most

QString cut(QString text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    text.truncate(longest - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + u'…';
}

template <typename T>
std::string startOfCell(const Column& column, qsizetype row, qsizetype elements)
{
    const auto cell = column.cell<T>(row);
    ColumnBuilder builder(column.datatype(), ArrayShape::variable());
    builder.append(cell.first(std::min(cell.size(), static_cast<std::size_t>(elements))));
    std::string text;
    appendCellText(text, builder.take(), 0);
    return text;
}

std::string startOfArray(const Column& column, qsizetype row, qsizetype elements)
{
    switch (column.datatype()) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return startOfCell<std::uint8_t>(column, row, elements);
    case Datatype::Short:
        return startOfCell<std::int16_t>(column, row, elements);
    case Datatype::Int:
        return startOfCell<std::int32_t>(column, row, elements);
    case Datatype::Long:
        return startOfCell<std::int64_t>(column, row, elements);
    case Datatype::Float:
        return startOfCell<float>(column, row, elements);
    case Datatype::Double:
        return startOfCell<double>(column, row, elements);
    case Datatype::FloatComplex:
        return startOfCell<std::complex<float>>(column, row, elements);
    case Datatype::DoubleComplex:
        return startOfCell<std::complex<double>>(column, row, elements);
    case Datatype::Char:
    case Datatype::UnicodeChar:
        break;
    }
    return {};
}

} // namespace

QString cellGlimpse(const Table& table, qsizetype row, qsizetype column, qsizetype longest)
{
    const auto address = table.locate(row);
    const Column& cells = address.block->columns[static_cast<std::size_t>(column)];
    if (cells.isScalar() || cells.isNull(address.row))
        return table.text(row, column);
    if (isText(cells.datatype())) {
        const auto bytes = cells.text(address.row)
                               .substr(0, static_cast<std::size_t>((longest + 1) * bytesPerUnit));
        const auto text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return text.isEmpty() ? u""_s : cut(text, longest); // empty is not null
    }
    return cut(QString::fromStdString(startOfArray(cells, address.row, longest)), longest);
}

} // namespace tapdesk::ui
