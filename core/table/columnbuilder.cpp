// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columnbuilder.h"

#include "core/table/columnconversion.h"

#include <algorithm>
#include <bit>
#include <type_traits>

namespace tapdesk {

namespace {

Column::Elements emptyElements(Datatype datatype)
{
    switch (datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return std::vector<std::uint8_t>();
    case Datatype::Short:
        return std::vector<std::int16_t>();
    case Datatype::Int:
        return std::vector<std::int32_t>();
    case Datatype::Long:
        return std::vector<std::int64_t>();
    case Datatype::Char:
    case Datatype::UnicodeChar:
        return std::vector<char>();
    case Datatype::Float:
        return std::vector<float>();
    case Datatype::Double:
        return std::vector<double>();
    case Datatype::FloatComplex:
        return std::vector<std::complex<float>>();
    case Datatype::DoubleComplex:
        return std::vector<std::complex<double>>();
    }
    Q_UNREACHABLE();
}

template <typename T>
T filler()
{
    if constexpr (std::is_floating_point_v<T>)
        return std::numeric_limits<T>::quiet_NaN();
    else if constexpr (std::is_same_v<T, std::complex<float>>)
        return {filler<float>(), filler<float>()};
    else if constexpr (std::is_same_v<T, std::complex<double>>)
        return {filler<double>(), filler<double>()};
    else
        return {};
}

// Growth by doubling wastes up to half; a block lives long enough to be worth one copy.
template <typename T>
void trim(std::vector<T>& values)
{
    if (values.capacity() - values.size() > values.size() / 16)
        values.shrink_to_fit();
}

} // namespace

ColumnBuilder::ColumnBuilder(Datatype datatype, const ArrayShape& shape)
    : m_datatype(datatype)
{
    if (!isText(datatype)) {
        m_storesOffsets = shape.isVariable() || shape.elementCount() > maxFixedElements;
        m_perRow = m_storesOffsets ? 1 : shape.elementCount();
    }
    clear();
}

void ColumnBuilder::clear()
{
    m_rows = 0;
    m_elements = emptyElements(m_datatype);
    m_offsets = {};
    m_nulls = {};
    if (m_storesOffsets)
        m_offsets.push_back(0);
    if (m_reservedRows > 0)
        reserve(m_reservedRows, m_reservedElements);
}

void ColumnBuilder::reserve(qsizetype rows, qsizetype elements)
{
    m_reservedRows = rows;
    m_reservedElements = elements;
    if (m_storesOffsets)
        m_offsets.reserve(static_cast<std::size_t>(rows) + 1);
    else
        elements = rows * m_perRow;
    std::visit([elements](auto& values) { values.reserve(static_cast<std::size_t>(elements)); },
               m_elements);
}

qint64 ColumnBuilder::byteSize() const
{
    const std::size_t elements = std::visit(
        [](const auto& values) { return values.size() * sizeof(values[0]); }, m_elements);
    const std::size_t bytes = elements + m_offsets.size() * sizeof(std::uint32_t)
        + m_nulls.size() * sizeof(std::uint64_t);
    return static_cast<qint64>(bytes);
}

void ColumnBuilder::appendNull()
{
    if (!isFixed()) {
        m_offsets.push_back(m_offsets.back());
    } else {
        std::visit(
            [this](auto& values) {
                using T = typename std::decay_t<decltype(values)>::value_type;
                values.insert(values.end(), static_cast<std::size_t>(m_perRow), filler<T>());
            },
            m_elements);
    }
    setNull(m_rows++);
}

void ColumnBuilder::setNull(qsizetype row)
{
    const auto word = static_cast<std::size_t>(row) / 64;
    if (word >= m_nulls.size())
        m_nulls.resize(word + 1);
    m_nulls[word] |= std::uint64_t(1) << (static_cast<std::size_t>(row) % 64);
}

void ColumnBuilder::setNulls(qsizetype first, std::span<const std::uint64_t> bits)
{
    Q_ASSERT(isFixed());
    const auto begin = static_cast<std::size_t>(first);
    const auto perRow = static_cast<std::size_t>(m_perRow);
    std::visit(
        [&](auto& values) {
            using T = typename std::decay_t<decltype(values)>::value_type;
            for (std::size_t i = 0; i < bits.size(); ++i) {
                for (std::uint64_t left = bits[i]; left != 0; left &= left - 1) {
                    const std::size_t row =
                        begin + 64 * i + static_cast<std::size_t>(std::countr_zero(left));
                    Q_ASSERT(row < static_cast<std::size_t>(m_rows));
                    std::fill_n(values.data() + row * perRow, perRow, filler<T>());
                    setNull(static_cast<qsizetype>(row));
                }
            }
        },
        m_elements);
}

std::size_t ColumnBuilder::cellStart() const
{
    return isFixed() ? static_cast<std::size_t>(m_rows * m_perRow) : m_offsets.back();
}

void ColumnBuilder::discardCell()
{
    std::visit([this](auto& values) { values.resize(cellStart()); }, m_elements);
}

void ColumnBuilder::addOffsets(std::size_t end)
{
    // all rows but the last are of equal length
    m_offsets.reserve(static_cast<std::size_t>(std::max(m_rows, m_reservedRows)) + 1);
    for (qsizetype row = 0; row < m_rows; ++row)
        m_offsets.push_back(static_cast<std::uint32_t>(row * m_perRow));
    m_offsets.push_back(static_cast<std::uint32_t>(end));
}

void ColumnBuilder::promote(Datatype datatype)
{
    discardCell();
    Column converted = convertColumn(take(), datatype);
    m_datatype = datatype;
    if (isText(datatype)) {
        m_storesOffsets = true;
        m_perRow = 1;
    }
    m_rows = converted.m_rows;
    m_elements = std::move(converted.m_elements);
    m_offsets = std::move(converted.m_offsets);
    m_nulls = std::move(converted.m_nulls);
}

Column ColumnBuilder::take()
{
    std::visit([](auto& values) { trim(values); }, m_elements);
    trim(m_offsets);
    if (!m_nulls.empty())
        m_nulls.resize((static_cast<std::size_t>(m_rows) + 63) / 64);
    trim(m_nulls);
    Column column(m_datatype, m_rows, std::move(m_elements), std::move(m_offsets), m_perRow,
                  std::move(m_nulls));
    clear();
    return column;
}

Column ColumnBuilder::take(qsizetype rows)
{
    Q_ASSERT(rows <= m_rows);
    const auto row = static_cast<std::size_t>(rows);
    const std::size_t end = isFixed() ? row * static_cast<std::size_t>(m_perRow) : m_offsets[row];
    const auto split = [](auto& values, std::size_t at) {
        std::decay_t<decltype(values)> rest;
        if (at < values.size()) {
            rest.assign(values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
            values.resize(at);
        }
        return rest;
    };
    const Column::Elements elements =
        std::visit([&](auto& values) { return Column::Elements(split(values, end)); }, m_elements);
    std::vector<std::uint32_t> offsets;
    if (!isFixed())
        offsets = split(m_offsets, row + 1);
    std::vector<qsizetype> nulls;
    for (qsizetype later = rows; later < m_rows; ++later) {
        const auto index = static_cast<std::size_t>(later);
        if (index / 64 < m_nulls.size() && ((m_nulls[index / 64] >> (index % 64)) & 1U) != 0) {
            nulls.push_back(later - rows);
            m_nulls[index / 64] &= ~(std::uint64_t(1) << (index % 64));
        }
    }
    const bool fixed = isFixed();
    const qsizetype laterRows = m_rows - rows;
    m_rows = rows;
    Column column = take();

    std::visit(
        [this](const auto& rest) {
            auto& values = std::get<std::decay_t<decltype(rest)>>(m_elements);
            values.insert(values.end(), rest.begin(), rest.end());
        },
        elements);
    if (!fixed) {
        m_offsets.assign(1, 0);
        for (const std::uint32_t offset : offsets)
            m_offsets.push_back(offset - static_cast<std::uint32_t>(end));
    }
    m_rows = laterRows;
    for (const qsizetype later : nulls)
        setNull(later);
    return column;
}

} // namespace tapdesk
