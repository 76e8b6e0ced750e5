// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/datatype.h"

#include <QtGlobal>

#include <complex>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tapdesk {

/// Values of one column for the rows of one block: native elements side by side, a null mask,
/// nothing per cell on the heap. Filled by its builder, then immutable and shared by threads.
///
/// Elements per datatype: Boolean and Bit std::uint8_t (0 or 1), UnsignedByte std::uint8_t,
/// Short std::int16_t, Int std::int32_t, Long std::int64_t, Float float, Double double,
/// FloatComplex std::complex<float>, DoubleComplex std::complex<double>, Char and UnicodeChar
/// char (UTF-8 bytes). A null cell has filler elements (NaN, else 0) where there are no offsets;
/// ask isNull() first.
///
/// Read arrays through cell() and its size: a cell of a fixed array may have any length, because
/// documents lie, and the block that has such a cell is stored with offsets.
class Column
{
public:
    using Elements =
        std::variant<std::vector<std::uint8_t>, std::vector<std::int16_t>,
                     std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<float>,
                     std::vector<double>, std::vector<std::complex<float>>,
                     std::vector<std::complex<double>>, std::vector<char>>;

    Column() = default;

    /// @param offsets  first element of each row plus the end (rows + 1 numbers): always for text
    ///                 and variable arrays, never for a column of nothing but scalars
    /// @param perRow   elements of each row where @p offsets is empty
    /// @param nulls    one bit a row, row 0 in the lowest bit of word 0; empty = no nulls
    Column(Datatype datatype, qsizetype rows, Elements elements, std::vector<std::uint32_t> offsets,
           qsizetype perRow, std::vector<std::uint64_t> nulls);

    Datatype datatype() const { return m_datatype; }
    qsizetype rowCount() const { return m_rows; }
    bool isScalar() const { return m_offsets.empty() && m_perRow == 1; } ///< false for text

    bool isNull(qsizetype row) const
    {
        const auto index = static_cast<std::size_t>(row);
        return !m_nulls.empty() && ((m_nulls[index / 64] >> (index % 64)) & 1U) != 0;
    }
    bool hasNulls() const { return !m_nulls.empty(); }

    /// One bit a row as the constructor takes them, for loops over whole columns.
    std::span<const std::uint64_t> nulls() const { return m_nulls; }
    std::span<const std::uint32_t> offsets() const { return m_offsets; }
    qsizetype elementsPerRow() const { return m_perRow; } ///< where there are no offsets

    /// All elements of all rows. T must be the element type of datatype().
    template <typename T>
    std::span<const T> elements() const
    {
        return std::get<std::vector<T>>(m_elements);
    }

    /// Elements of one row: one for a scalar. T must be the element type of datatype().
    template <typename T>
    std::span<const T> cell(qsizetype row) const
    {
        const auto [first, count] = extent(row);
        return elements<T>().subspan(first, count);
    }

    /// UTF-8 bytes of a text cell; empty for null. Requires isText(datatype()).
    std::string_view text(qsizetype row) const;

    /// First element of a numeric or boolean cell; NaN for null, empty and other types.
    /// A long beyond 2^53 loses digits here: use integer().
    double number(qsizetype row) const;

    /// First element of an integer or boolean cell, exact; 0 for null and other types.
    std::int64_t integer(qsizetype row) const;

    /// A column of the first @p rows, copied. Requires 0 <= rows <= rowCount().
    Column first(qsizetype rows) const;

    /// Bytes held, masks and offsets included.
    qint64 byteSize() const;

private:
    friend class ColumnBuilder; // takes the vectors back to go on

    std::pair<std::size_t, std::size_t> extent(qsizetype row) const
    {
        const auto index = static_cast<std::size_t>(row);
        if (m_offsets.empty())
            return {index * static_cast<std::size_t>(m_perRow), static_cast<std::size_t>(m_perRow)};
        return {m_offsets[index], m_offsets[index + 1] - m_offsets[index]};
    }

    Datatype m_datatype = Datatype::Char;
    qsizetype m_rows = 0;
    qsizetype m_perRow = 1;
    Elements m_elements;
    std::vector<std::uint32_t> m_offsets;
    std::vector<std::uint64_t> m_nulls;
};

} // namespace tapdesk
