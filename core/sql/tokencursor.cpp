// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/tokencursor.h"

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

TokenCursor::TokenCursor(QStringView text, Dialect dialect)
    : m_text(text)
    , m_dialect(dialect)
    , m_tokens(tokenize(text, dialect))
{
    m_tokens.removeIf([](const Token& token) {
        return token.kind == Token::Kind::Space
            || (token.kind == Token::Kind::Comment && token.closed);
    });
    m_end.kind = Token::Kind::Space;
    m_end.start = m_tokens.isEmpty() ? 0 : m_tokens.last().end();
}

void TokenCursor::checkWhole() const
{
    if (m_tokens.isEmpty())
        failAt(0, u"The query is empty."_s);
    for (qsizetype index = 0; index < m_tokens.size(); ++index)
        checkToken(index);
    checkParentheses();
}

void TokenCursor::checkToken(qsizetype index) const
{
    const Token& token = m_tokens[index];
    switch (token.kind) {
    case Token::Kind::String:
        if (!token.closed)
            failAt(index, u"A string starts here and never ends."_s);
        break;
    case Token::Kind::QuotedIdentifier:
        if (!token.closed)
            failAt(index, u"A quoted name starts here and never ends."_s);
        if (token.length == 2)
            failAt(index, u"A quoted name must not be empty."_s);
        break;
    case Token::Kind::Comment:
        failAt(index, u"A comment starts here and never ends."_s);
    case Token::Kind::Unknown:
        failAt(index, u"The character %1 has no meaning here."_s.arg(textOf(token)));
    case Token::Kind::Number:
        // "12abc" would otherwise be a number and its alias.
        if (index + 1 < m_tokens.size() && m_tokens[index + 1].start == token.end()
            && (m_tokens[index + 1].kind == Token::Kind::Identifier
                || m_tokens[index + 1].kind == Token::Kind::Keyword))
            failAt(index + 1, u"A number must not be followed by letters."_s);
        break;
    default:
        if (m_dialect == Dialect::Adql && textOf(token) == u"/" && index + 1 < m_tokens.size()
            && textOf(m_tokens[index + 1]) == u"*" && m_tokens[index + 1].start == token.end())
            failAt(index, u"ADQL has no /* … */ comments; start the line with --."_s);
        break;
    }
}

void TokenCursor::checkParentheses() const
{
    QList<qsizetype> open;
    for (qsizetype index = 0; index < m_tokens.size(); ++index) {
        if (m_tokens[index].kind != Token::Kind::Punctuation)
            continue;
        const QStringView symbol = textOf(m_tokens[index]);
        if (symbol == u"(")
            open.append(index);
        else if (symbol == u")" && open.isEmpty())
            failAt(index, u"This parenthesis was never opened."_s);
        else if (symbol == u")")
            open.removeLast();
    }
    if (!open.isEmpty())
        failAt(open.last(), u"This parenthesis is never closed."_s);
}

const Token& TokenCursor::peek(qsizetype ahead) const
{
    return m_index + ahead < m_tokens.size() ? m_tokens[m_index + ahead] : m_end;
}

bool TokenCursor::isWord(qsizetype ahead) const
{
    const Token::Kind kind = peek(ahead).kind;
    return kind == Token::Kind::Keyword || kind == Token::Kind::Identifier;
}

bool TokenCursor::atWord(QStringView word, qsizetype ahead) const
{
    return isWord(ahead) && text(ahead).compare(word, Qt::CaseInsensitive) == 0;
}

bool TokenCursor::acceptWord(QStringView word)
{
    if (!atWord(word))
        return false;
    skip();
    return true;
}

void TokenCursor::expectWord(QStringView word)
{
    if (!acceptWord(word))
        failMissing(word);
}

bool TokenCursor::at(QStringView symbol, qsizetype ahead) const
{
    const Token::Kind kind = peek(ahead).kind;
    return (kind == Token::Kind::Operator || kind == Token::Kind::Punctuation)
        && text(ahead) == symbol;
}

bool TokenCursor::accept(QStringView symbol)
{
    if (!at(symbol))
        return false;
    skip();
    return true;
}

void TokenCursor::expect(QStringView symbol)
{
    if (!accept(symbol))
        failMissing(symbol);
}

void TokenCursor::failAt(qsizetype index, const QString& message) const
{
    const Token& token = index < m_tokens.size() ? m_tokens[index] : m_end;
    const QStringView before = m_text.left(token.start);
    throw TranslationError {.message = message,
                            .line = static_cast<int>(before.count(u'\n')) + 1,
                            .column = static_cast<int>(token.start - before.lastIndexOf(u'\n') - 1),
                            .token = textOf(token).toString()};
}

void TokenCursor::failUnexpected() const
{
    if (atEnd())
        fail(u"The query ends too early."_s);
    fail(u"Unexpected \"%1\"."_s.arg(text()));
}

void TokenCursor::failMissing(QStringView what) const
{
    if (atEnd())
        fail(u"The query ends where %1 is due."_s.arg(what));
    fail(u"Unexpected \"%1\" where %2 is due."_s.arg(text(), what));
}

} // namespace tapdesk::sql
