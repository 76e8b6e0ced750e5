// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/binaryrowdecoder.h"
#include "core/votable/carry.h"
#include "core/votable/fitscolumn.h"
#include "core/votable/fitsheader.h"
#include "core/votable/rowstream.h"

#include <optional>
#include <string>
#include <vector>

namespace tapdesk::votable {

/// Reads the rows of a FITS binary table in a STREAM: rows are rewritten as BINARY lays them out.
///
/// Types are those of the header, names and the like those of the VOTable, matched by position.
/// A table with a heap is kept until its heap has come.
///
/// Source: VOTable 1.5, section 5.2; FITS 4.0, section 7.3.
class FitsRowDecoder final : public RowStream
{
public:
    /// @param filler     not owned, as is @p repairs
    /// @param extension  number of the HDU; -1 = the first binary table
    FitsRowDecoder(TableFiller& filler, int extension, Repairs& repairs);

    Status feed(std::string_view bytes) override;
    Status finish() override;
    bool isCutShort() const override { return m_state == State::Rows; }

private:
    enum class State { Header, Skip, Rows, Done };

    Status consume(const char*& p, const char* end);
    Status readHeaderBlock(std::string_view block);
    Status endHeader();
    Status beginTable();
    Status readRow(std::string_view row, std::string_view heap);
    Status passRows();
    Status readKept();

    TableFiller& m_filler;
    Repairs& m_repairs;
    int m_extension;
    Carry m_carry;
    State m_state = State::Header;
    FitsHeader m_header;
    int m_unit = 0; // number of the HDU under way
    qint64 m_left = 0; // bytes to skip, or rows to read
    std::vector<FitsColumn> m_columns;
    bool m_hasHeap = false;
    std::string m_kept; // rows and heap
    std::string m_rewritten; // rows as BINARY lays them out
    std::optional<BinaryRowDecoder> m_rows;
};

} // namespace tapdesk::votable
