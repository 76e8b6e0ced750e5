// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"

#include "core/sql/vocabulary.h"

#include <string_view>

namespace tapdesk::sql {
namespace {

constexpr bool isSpace(char16_t c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}

constexpr bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}

constexpr bool isAsciiLetter(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

constexpr bool isHexDigit(char16_t c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

constexpr bool isOneOf(char16_t c, std::u16string_view characters)
{
    return characters.find(c) != std::u16string_view::npos;
}

/// Reads one token after the other.
class Lexer final
{
public:
    Lexer(QStringView text, Dialect dialect)
        : m_text(text)
        , m_postgres(dialect == Dialect::PostgreSql)
        , m_dialect(dialect)
    {
    }

    QList<Token> tokens()
    {
        QList<Token> tokens;
        tokens.reserve(m_text.size() / 3 + 1);
        while (m_position < m_text.size()) {
            const qsizetype start = m_position;
            m_closed = true;
            const Token::Kind kind = next();
            tokens.append(
                {.kind = kind, .start = start, .length = m_position - start, .closed = m_closed});
        }
        return tokens;
    }

private:
    using Kind = Token::Kind;

    char16_t at(qsizetype index) const
    {
        return index < m_text.size() ? m_text[index].unicode() : u'\0';
    }

    template <typename Predicate>
    void skipWhile(Predicate predicate)
    {
        while (m_position < m_text.size() && predicate(m_text[m_position].unicode()))
            ++m_position;
    }

    bool isWordStart(char16_t c) const
    {
        // PostgreSQL takes letters of any script; the hyphens, spaces and quotes of typography,
        // which it would take too, are never meant.
        return isAsciiLetter(c) || c == u'_'
            || (m_postgres && c >= 0x80 && QChar(c).isLetter() && !QChar::isSurrogate(c));
    }

    bool isWordPart(char16_t c) const
    {
        return isWordStart(c) || isDigit(c) || (m_postgres && c == u'$');
    }

    Kind next()
    {
        const char16_t c = at(m_position);
        const char16_t following = at(m_position + 1);
        if (isSpace(c)) {
            skipWhile(isSpace);
            return Kind::Space;
        }
        if (c == u'-' && following == u'-') {
            skipWhile([](char16_t other) { return other != u'\n' && other != u'\r'; });
            return Kind::Comment;
        }
        if (m_postgres && c == u'/' && following == u'*')
            return blockComment();
        if (c == u'\'') {
            quoted(u'\'');
            return Kind::String;
        }
        if (c == u'"') {
            quoted(u'"');
            return Kind::QuotedIdentifier;
        }
        if (m_postgres && following == u'\'' && isOneOf(c, u"EeBbXxNn"))
            return prefixedString();
        if (isWordStart(c))
            return word();
        if (isDigit(c) || (c == u'.' && isDigit(following)))
            return number();
        if (m_postgres && c == u'$')
            return dollarString();
        if (isOneOf(c, u"()[],.;")) {
            ++m_position;
            return Kind::Punctuation;
        }
        return m_postgres ? postgresOperator() : adqlOperator();
    }

    Kind word()
    {
        const qsizetype start = m_position;
        skipWhile([this](char16_t c) { return isWordPart(c); });
        const QStringView word = m_text.mid(start, m_position - start);
        return isKeyword(word, m_dialect) ? Kind::Keyword : Kind::Identifier;
    }

    /// From the opening quote; a doubled quote stands for one.
    void quoted(char16_t quote)
    {
        for (++m_position; m_position < m_text.size(); ++m_position) {
            if (m_text[m_position] != quote)
                continue;
            ++m_position;
            if (at(m_position) != quote)
                return;
        }
        m_closed = false;
    }

    Kind prefixedString()
    {
        const bool escapes = isOneOf(at(m_position), u"Ee");
        ++m_position;
        if (!escapes) {
            quoted(u'\'');
            return Kind::String;
        }
        for (++m_position; m_position < m_text.size(); ++m_position) {
            const char16_t c = at(m_position);
            if (c == u'\\') {
                ++m_position;
            } else if (c == u'\'') {
                if (at(m_position + 1) != u'\'') {
                    ++m_position;
                    return Kind::String;
                }
                ++m_position;
            }
        }
        m_position = m_text.size(); // a backslash at the very end steps beyond it
        m_closed = false;
        return Kind::String;
    }

    /// `$tag$ … $tag$`; a lone `$` is no SQL.
    Kind dollarString()
    {
        qsizetype tagEnd = m_position + 1;
        while (isWordPart(at(tagEnd)) && at(tagEnd) != u'$')
            ++tagEnd;
        if (at(tagEnd) != u'$' || isDigit(at(m_position + 1))) {
            ++m_position;
            return Kind::Unknown;
        }
        const QStringView tag = m_text.mid(m_position, tagEnd + 1 - m_position);
        const qsizetype close = m_text.indexOf(tag, tagEnd + 1);
        m_closed = close >= 0;
        m_position = m_closed ? close + tag.size() : m_text.size();
        return Kind::String;
    }

    Kind blockComment()
    {
        int depth = 0;
        while (m_position < m_text.size()) {
            const char16_t c = at(m_position);
            const char16_t following = at(m_position + 1);
            if (c == u'/' && following == u'*') {
                ++depth;
                m_position += 2;
            } else if (c == u'*' && following == u'/') {
                m_position += 2;
                if (--depth == 0)
                    return Kind::Comment;
            } else {
                ++m_position;
            }
        }
        m_closed = false;
        return Kind::Comment;
    }

    Kind number()
    {
        if (at(m_position) == u'0' && isOneOf(at(m_position + 1), u"xX")
            && isHexDigit(at(m_position + 2))) {
            m_position += 2;
            skipWhile(isHexDigit);
            return Kind::Number;
        }
        skipWhile(isDigit);
        // `a[1..2]` is no SQL, so a dot always belongs to the number.
        if (at(m_position) == u'.') {
            ++m_position;
            skipWhile(isDigit);
        }
        if (isOneOf(at(m_position), u"eE")) {
            const bool sign = isOneOf(at(m_position + 1), u"+-");
            if (isDigit(at(m_position + (sign ? 2 : 1)))) {
                m_position += sign ? 2 : 1;
                skipWhile(isDigit);
            }
        }
        return Kind::Number;
    }

    Kind postgresOperator()
    {
        const qsizetype start = m_position;
        if (at(start) == u':') {
            m_position += at(start + 1) == u':' ? 2 : 1;
            return Kind::Operator;
        }
        bool special = false; // only an operator with one of these may end in + or -
        while (isOneOf(at(m_position), u"+-*/<>=~!@#%^&|`?") && !commentStartsHere()) {
            special = special || isOneOf(at(m_position), u"~!@#%^&|`?");
            ++m_position;
        }
        while (!special && m_position - start > 1 && isOneOf(at(m_position - 1), u"+-"))
            --m_position;
        return m_position > start ? Kind::Operator : unknown();
    }

    bool commentStartsHere() const
    {
        const char16_t c = at(m_position);
        const char16_t following = at(m_position + 1);
        return (c == u'-' && following == u'-') || (c == u'/' && following == u'*');
    }

    Kind adqlOperator()
    {
        for (const std::u16string_view pair : {u"||", u"<>", u"!=", u"<=", u">="}) {
            if (at(m_position) == pair[0] && at(m_position + 1) == pair[1]) {
                m_position += 2;
                return Kind::Operator;
            }
        }
        if (!isOneOf(at(m_position), u"+-*/=<>%&|^~")) // the last five: some services
            return unknown();
        ++m_position;
        return Kind::Operator;
    }

    Kind unknown()
    {
        const bool pair =
            QChar::isHighSurrogate(at(m_position)) && QChar::isLowSurrogate(at(m_position + 1));
        m_position += pair ? 2 : 1;
        return Kind::Unknown;
    }

    QStringView m_text;
    bool m_postgres;
    Dialect m_dialect;
    qsizetype m_position = 0;
    bool m_closed = true;
};

} // namespace

QList<Token> tokenize(QStringView text, Dialect dialect)
{
    return Lexer(text, dialect).tokens();
}

} // namespace tapdesk::sql
