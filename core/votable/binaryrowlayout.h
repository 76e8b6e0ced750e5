// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/columnplan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tapdesk::votable {

/// Finds the cells of whole rows in a piece of a BINARY stream, so that they can be taken column
/// by column.
///
/// A row is split into runs of columns that lie at constant offsets: a new run begins behind every
/// variable column. What is kept of a row is where its runs begin.
///
/// Source: VOTable 1.5, sections 5.3 and 5.4.
class BinaryRowLayout final
{
public:
    /// Most rows that find() takes at once: their bytes are read once a column and stay in cache.
    static constexpr std::size_t maxRows = 512;

    /// @param hasFlags  rows begin with null flags (BINARY2)
    BinaryRowLayout(std::span<const ColumnPlan> plans, bool hasFlags);

    /// Finds up to @p most rows that are whole and sound.
    /// @return behind the last of them; @p p if the first one is cut, or its counts are absurd
    const char* find(const char* p, const char* end, std::size_t most);

    std::size_t rows() const { return m_rows; } ///< that the last find() found

    /// First byte of a cell: of its count if the column is variable.
    const char* cell(std::size_t column, std::size_t row) const
    {
        const Place& place = m_places[column];
        return m_starts[place.run * maxRows + row] + place.offset;
    }

    /// Null flags of a column, one bit a row, row 0 in the lowest bit of word 0; empty if no row
    /// found has one set.
    std::span<const std::uint64_t> nulls(std::size_t column) const;

    /// Bytes that @p count elements of a column take.
    static std::size_t byteCount(Datatype datatype, qint64 count);

private:
    struct Place
    {
        std::size_t run = 0;
        std::size_t offset = 0; // in its run
    };
    struct Run
    {
        std::size_t size = 0; // bytes of its columns of constant width
        bool endsVariable = false; // with a column that begins behind these
        Datatype datatype = Datatype::Char; // of that column
    };

    const char* findEnd(const char* p, const char* end, std::size_t row);
    void gatherFlags();

    std::vector<Place> m_places;
    std::vector<Run> m_runs;
    std::size_t m_flagBytes = 0;
    std::size_t m_rows = 0;
    std::vector<const char*> m_starts; // maxRows of each run
    std::vector<std::uint64_t> m_nulls; // maxRows / 64 words of each column
    std::vector<bool> m_hasNulls;
};

} // namespace tapdesk::votable
