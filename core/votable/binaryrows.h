// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"
#include "core/votable/document.h"

#include <span>
#include <string>
#include <vector>

namespace tapdesk::votable {

/// Encodes rows as BINARY or BINARY2 lays them out, big-endian.
///
/// A null is: in BINARY2 its flag bit; in BINARY nullMarker() for integers, NaN for floats, '?' for
/// booleans, no element for text and variable arrays. A null bit in BINARY becomes 0. A cell of a
/// fixed array is padded with nulls or cut to its length.
///
/// Source: VOTable 1.5, sections 5.3 and 5.4.
class BinaryRows final
{
public:
    BinaryRows() = default;

    /// @param fields  from writableSchema(), which makes all text variable
    BinaryRows(const Schema& fields, Serialization serialization);

    /// Appends one row of @p columns, which have the datatypes of the fields; char may stand for
    /// unicodeChar and the other way round.
    void append(std::string& out, std::span<const Column* const> columns, qsizetype row) const;

private:
    struct Cell
    {
        using Append = void (*)(std::string&, const Cell&, const Column&, qsizetype);
        Append append = nullptr;
        bool isVariable = false;
        std::size_t count = 1; // of a fixed array
        std::int64_t null = 0; // of integers
    };
    struct Encoders;

    static Cell cellOf(const Field& field, Serialization serialization);

    std::vector<Cell> m_cells;
    bool m_hasFlags = false;
};

} // namespace tapdesk::votable
