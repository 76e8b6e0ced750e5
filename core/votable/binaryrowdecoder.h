// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/binaryrowlayout.h"
#include "core/votable/carry.h"
#include "core/votable/charactertext.h"
#include "core/votable/rowstream.h"
#include "core/votable/tablefiller.h"

#include <string>
#include <vector>

namespace tapdesk::votable {

/// Reads the rows of BINARY and BINARY2.
///
/// Rows that lie whole in the bytes at hand are taken column by column; what is cut by the end of
/// the bytes, cell by cell.
///
/// Null is what the flag says, the declared null value, '?' and its like for booleans, a count of
/// -1; in BINARY, which has no flags, also NaN and text or arrays without elements. A long cell
/// goes to its column piece by piece: a count alone makes nothing grow.
///
/// Source: VOTable 1.5, sections 5.3 and 5.4.
class BinaryRowDecoder final : public RowStream
{
public:
    enum class Flags { Absent, Present };

    /// @param filler   not owned, as is @p repairs
    BinaryRowDecoder(TableFiller& filler, Flags flags, Repairs& repairs);

    Status feed(std::string_view bytes) override;
    Status finish() override;
    bool isCutShort() const override { return m_inRow; }

private:
    enum class Progress { Done, NeedMore, Failed };

    Status consume(const char*& p, const char* end);
    Status takeWholeRows(const char*& p, const char* end);
    void takeColumn(const char* end);
    void takeTexts();
    bool beginRow(const char*& p, const char* end);
    bool isFlagged() const;
    Progress takeCell(const char*& p, const char* end);
    Progress takeList(const char*& p, const char* end);
    Progress beginList(const char*& p, const char* end);
    template <typename T>
    Progress takeScalar(const char*& p, const char* end);
    Progress takeBoolean(const char*& p, const char* end);
    template <typename T>
    void takeElements(const char*& p, const char* end);
    void takeListPart(const char*& p, const char* end);
    void takeBits(const char*& p, const char* end);
    void takeText(const char*& p, const char* end);
    void endList();
    void endText(std::string_view bytes);
    template <typename T>
    void endArray();
    Status fail(const QString& what) const;

    TableFiller& m_filler;
    Repairs& m_repairs;
    Carry m_carry;
    bool m_hasFlags;
    BinaryRowLayout m_layout;
    std::vector<std::uint8_t> m_flags; // of the row
    bool m_inRow = false;
    qsizetype m_column = 0;
    bool m_null = false; // the open cell is
    bool m_inList = false; // its count is known
    qint64 m_count = 0; // of the open list; elements
    qint64 m_left = 0; // of them, to come
    std::string m_text; // bytes of the open text
    std::string m_decoded;
    qint64 m_offset = 0; // of the bytes not taken yet, in the stream
    Status m_failure;
};

} // namespace tapdesk::votable
