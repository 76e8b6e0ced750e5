// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/charactertext.h"
#include "core/votable/markupscanner.h"
#include "core/votable/tablefiller.h"

#include <string>

namespace tapdesk::votable {

/// Reads the rows of a TABLEDATA element, from behind its start tag to its end tag.
///
/// Plain cells go from the bytes to the column builders in one pass. Whatever is odd (entities,
/// CDATA, comments, attributes, base64, prefixes, a cell cut by the end of the bytes, a missing end
/// tag) takes the way through the markup scanner, one token at a time.
///
/// Source: VOTable 1.5, sections 5.1 and 6; protocols.md 4.5.
class TableDataScanner final
{
public:
    enum class Progress {
        NeedMore, ///< all bytes that can be told are taken
        Ended, ///< the scanner's token is the end tag that ended the table, whatever its name
        Foreign, ///< the scanner's token is a start tag that does not belong here
        TooLong ///< a tag that never ends
    };

    /// @param markup  reads the document, knows the line; not owned, as is @p filler
    TableDataScanner(MarkupScanner& markup, TableFiller& filler, Charset charset, Repairs& repairs);

    /// Takes rows from the bytes. @p p moves behind what was taken.
    Result<Progress> scan(const char*& p, const char* end);

    bool isInRow() const { return m_inRow; }

private:
    enum class Step { Cell, Odd, Failed };

    static constexpr std::size_t maxCell = 1 << 30; // bytes of text

    Step fastRows(const char*& p, const char* end, Status& status);
    bool fastCell(const char*& p, const char* end);
    bool fastText(const char*& p, const char* end);
    template <typename T>
    bool fastFloating(const char*& p, const char* end);
    template <typename T>
    bool fastInteger(const char*& p, const char* end);
    bool fastBoolean(const char*& p, const char* end);

    Result<Progress> startTag();
    Result<Progress> endTag();
    void beginRow();
    Status endRow();
    void beginCell();
    void endCell();
    void appendEncoded();

    MarkupScanner& m_markup;
    TableFiller& m_filler;
    Charset m_charset;
    Repairs& m_repairs;
    const Schema m_declared; // before any column was promoted
    bool m_inRow = false;
    bool m_inCell = false;
    bool m_isEncoded = false; // the open cell is in base64
    qsizetype m_column = 0; // next cell's; may go beyond the last column
    std::string m_text; // of the cell that takes the slow way
};

} // namespace tapdesk::votable
