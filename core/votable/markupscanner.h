// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/charactertext.h"

#include <string_view>
#include <utility>
#include <vector>

namespace tapdesk::votable {

/// Splits a document into tags and text while its bytes arrive; tolerant, and blind to namespaces.
///
/// Comments, processing instructions and the DOCTYPE (with its internal subset: no entity is ever
/// declared or fetched) are skipped piece by piece; only a tag has to be there as a whole.
/// Views point into the bytes of the last call to next().
class MarkupScanner final
{
public:
    enum class Token {
        NeedMore, ///< nothing else can be told from these bytes
        StartTag,
        EndTag,
        Text, ///< a piece of character data, to be decoded
        Literal, ///< a piece of a CDATA section
        Declaration, ///< the XML declaration
        Doctype, ///< a document type declaration has begun
        TooLong ///< a tag longer than maxTag
    };

    struct Attribute
    {
        std::string_view name; ///< with its prefix: xsi:type is not type
        std::string_view value; ///< raw
    };

    static constexpr std::size_t maxTag = 1 << 20;
    static constexpr std::size_t maxAttributes = 256; ///< of one tag; further ones are dropped

    /// Takes the next token.
    /// @param p  moves behind the token, or behind what was skipped
    Token next(const char*& p, const char* end);

    std::string_view name() const { return m_name; } ///< without prefix
    std::string_view text() const { return m_text; }
    const std::vector<Attribute>& attributes() const { return m_attributes; }
    bool isEmptyElement() const { return m_empty; } ///< a StartTag that has no EndTag

    /// Raw value of an attribute of the tag, case-sensitive; nothing if it has none.
    std::string_view attribute(std::string_view name) const;

    /// Line of the first byte not taken yet, from 1.
    qint64 line() const { return m_line; }
    void addLines(qint64 lines) { m_line += lines; } ///< that somebody else has taken

    /// No comment, CDATA section or the like is open.
    bool isInContent() const { return m_mode == Mode::Content; }

    /// A '<' that begins no markup came as text since the last call.
    bool takeStrayBracket() { return std::exchange(m_strayBracket, false); }

private:
    enum class Mode { Content, Comment, Instruction, Doctype, DoctypeComment, Cdata };

    Token markup(const char*& p, const char* end);
    Token tag(const char*& p, const char* end, const char* name);
    Token content(const char*& p, const char* end);
    Token cdata(const char*& p, const char* end);
    bool skipUntil(const char*& p, const char* end, std::string_view terminator);
    bool skipDoctype(const char*& p, const char* end);
    void readAttributes(const char* p, const char* end);
    void take(const char*& p, const char* to); // moves p and counts lines

    Mode m_mode = Mode::Content;
    int m_brackets = 0; // open '[' of a DOCTYPE
    char m_quote = '\0'; // open quote in a DOCTYPE
    bool m_empty = false;
    bool m_strayBracket = false;
    std::string_view m_name;
    std::string_view m_text;
    std::vector<Attribute> m_attributes;
    qint64 m_line = 1;
};

} // namespace tapdesk::votable
