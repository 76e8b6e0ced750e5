// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/arrayshape.h"
#include "core/table/column.h"

#include <limits>

namespace tapdesk {

/// Fills one column, cell by cell, and hands it out block by block.
///
/// The hot calls are inline and do nothing but append to a native vector; a null mask exists from
/// the first null on. T is always the element type of datatype() as Column lists them.
///
/// A cell of an array is either appended whole or element by element: add() any number of times,
/// then endCell(). A cell whose length is not that of a fixed array is kept as it is.
///
/// A block holds up to maxElements elements per column, for its offsets have 32 bits. The caller
/// takes the block long before: see byteSize().
class ColumnBuilder
{
public:
    static constexpr std::size_t maxElements = std::numeric_limits<std::uint32_t>::max();

    /// Fixed arrays above this length are stored with offsets, so that a null costs nothing: a
    /// document of a few bytes must not make us fill gigabytes of filler.
    static constexpr qint64 maxFixedElements = 64;

    /// @param shape  without meaning for text
    explicit ColumnBuilder(Datatype datatype = Datatype::Char, const ArrayShape& shape = {});

    Datatype datatype() const { return m_datatype; }
    qsizetype rowCount() const { return m_rows; }
    qint64 byteSize() const; ///< bytes in use; vectors may have reserved more

    /// Makes room for a block, now and after each take().
    /// @param elements  expected number of elements in all rows, for text and variable arrays
    void reserve(qsizetype rows, qsizetype elements = 0);

    /// Appends a scalar.
    template <typename T>
    void append(T value)
    {
        std::vector<T>& values = vector<T>();
        values.push_back(value);
        closeCell(values.size());
    }

    /// Appends an array cell. An empty one is no null.
    template <typename T>
    void append(std::span<const T> cell)
    {
        add(cell);
        endCell<T>();
    }

    /// Appends a text cell, UTF-8. An empty one is no null.
    void appendText(std::string_view utf8)
    {
        append(std::span<const char>(utf8.data(), utf8.size()));
    }

    /// Appends a null cell. No cell must be open.
    void appendNull();

    /// Appends elements to the open cell.
    template <typename T>
    void add(T element)
    {
        vector<T>().push_back(element);
    }
    template <typename T>
    void add(std::span<const T> elements)
    {
        std::vector<T>& values = vector<T>();
        Q_ASSERT(values.size() + elements.size() <= maxElements);
        values.insert(values.end(), elements.begin(), elements.end());
    }

    /// Ends the cell that add() filled.
    template <typename T>
    void endCell()
    {
        closeCell(vector<T>().size());
    }

    /// Drops the elements that add() appended since the last complete cell.
    void discardCell();

    /// Appends @p rows cells at once for the caller to fill, zero until then. Invalid after the
    /// next call of any other function. Requires that isFixed().
    template <typename T>
    std::span<T> extend(qsizetype rows)
    {
        Q_ASSERT(isFixed());
        std::vector<T>& values = vector<T>();
        const std::size_t before = values.size();
        values.resize(before + static_cast<std::size_t>(rows * m_perRow));
        m_rows += rows;
        return std::span<T>(values).subspan(before);
    }

    /// Every cell so far has elementCount() elements, stored without offsets.
    bool isFixed() const { return m_offsets.empty(); }

    /// Makes a complete cell of a fixed column null. Its elements stay as filler.
    void setNull(qsizetype row);

    /// Makes complete cells of a fixed column null, and filler of their elements.
    /// @param bits  one a row from @p first on, the lowest of word 0 being that of @p first; those
    ///              of rows that do not exist are 0
    void setNulls(qsizetype first, std::span<const std::uint64_t> bits);

    /// Goes on as a column of another type with the cells so far converted; see convertColumn().
    void promote(Datatype datatype);

    /// The rows so far as a column. Leaves the builder empty and ready for the next block.
    Column take();

    /// The first @p rows as a column. Later cells, and the elements of an open one, stay.
    Column take(qsizetype rows);

private:
    template <typename T>
    std::vector<T>& vector()
    {
        auto* values = std::get_if<std::vector<T>>(&m_elements);
        Q_ASSERT(values);
        return *values;
    }

    // @p end is the number of elements including those of the cell that ends here.
    void closeCell(std::size_t end)
    {
        ++m_rows;
        if (!isFixed())
            m_offsets.push_back(static_cast<std::uint32_t>(end));
        else if (end != static_cast<std::size_t>(m_rows * m_perRow)) [[unlikely]]
            addOffsets(end);
    }

    void addOffsets(std::size_t end);
    void clear();
    std::size_t cellStart() const;

    Datatype m_datatype = Datatype::Char;
    bool m_storesOffsets = true; // from the first cell of a block on
    qsizetype m_perRow = 1;
    qsizetype m_rows = 0;
    qsizetype m_reservedRows = 0;
    qsizetype m_reservedElements = 0;
    Column::Elements m_elements;
    std::vector<std::uint32_t> m_offsets; // with the leading 0; empty while every cell is fixed
    std::vector<std::uint64_t> m_nulls; // may be shorter than the rows while filling
};

} // namespace tapdesk
