// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"
#include "core/sql/sqlitetranslation.h"

#include <QList>
#include <QString>

namespace tapdesk::sql {

/// Walks over the tokens of one query that mean something: no spaces, no comments.
///
/// A part of a translation. What is wrong with the query is thrown as a TranslationError, which
/// does not leave toSqlite(); a recursive descent would otherwise test every step.
class TokenCursor final
{
public:
    /// @param text  must outlive the cursor
    TokenCursor(QStringView text, Dialect dialect);

    /// @throws TranslationError for what no grammar is needed for: nothing there, literals and
    /// parentheses that never close, characters without a meaning, several statements
    void checkWhole() const;

    Dialect dialect() const { return m_dialect; }
    qsizetype index() const { return m_index; }
    bool atEnd() const { return m_index >= m_tokens.size(); }
    void skip() { ++m_index; }

    /// A token from here on; behind the end one of kind Space without length.
    const Token& peek(qsizetype ahead = 0) const;
    QStringView textOf(const Token& token) const { return m_text.mid(token.start, token.length); }
    QStringView text(qsizetype ahead = 0) const { return textOf(peek(ahead)); }

    bool isWord(qsizetype ahead = 0) const; ///< a keyword or an identifier without quotes
    bool atWord(QStringView word, qsizetype ahead = 0) const; ///< in any case
    bool acceptWord(QStringView word); ///< steps over it when it is there
    void expectWord(QStringView word);

    bool at(QStringView symbol, qsizetype ahead = 0) const; ///< operator or punctuation
    bool accept(QStringView symbol);
    void expect(QStringView symbol);

    [[noreturn]] void fail(const QString& message) const { failAt(m_index, message); }
    [[noreturn]] void failAt(qsizetype index, const QString& message) const;
    [[noreturn]] void failUnexpected() const;

private:
    [[noreturn]] void failMissing(QStringView what) const;
    void checkToken(qsizetype index) const;
    void checkParentheses() const;

    QStringView m_text;
    Dialect m_dialect;
    QList<Token> m_tokens;
    Token m_end;
    qsizetype m_index = 0;
};

} // namespace tapdesk::sql
