// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QList>
#include <QStringView>

namespace tapdesk::sql {

/// A piece of SQL text. Tokens of a text are adjacent: together they are the text.
struct Token
{
    enum class Kind {
        Space,
        Comment, ///< `-- …` without its line end, or `/* … */` (PostgreSQL, may nest)
        Keyword, ///< isKeyword() is true for it; names of functions are Identifiers
        Identifier,
        QuotedIdentifier,
        String, ///< `'…'`; in PostgreSQL also `E'…'`, `B'…'`, `X'…'`, `N'…'` and `$tag$…$tag$`
        Number, ///< without a sign
        Operator,
        Punctuation, ///< ( ) [ ] , . ;
        Unknown ///< a character that SQL has no use for, such as a curly quote
    };

    Kind kind = Kind::Unknown;
    qsizetype start = 0; ///< in UTF-16 units of the text
    qsizetype length = 0; ///< above 0
    bool closed = true; ///< false: a string, quoted name or comment that never ends

    qsizetype end() const { return start + length; }

    friend bool operator==(const Token&, const Token&) = default;
};

/// Splits text into tokens. Never fails: half a query is an editor's normal state.
/// Linear in the length of the text.
/// Source: ADQL 2.1, section 2.1; PostgreSQL 15, section 4.1.
QList<Token> tokenize(QStringView text, Dialect dialect);

} // namespace tapdesk::sql
