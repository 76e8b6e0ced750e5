// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/markupscanner.h"

#include <algorithm>
#include <cstring>

namespace tapdesk::votable {

namespace {

const char* find(const char* p, const char* end, char c)
{
    return static_cast<const char*>(std::memchr(p, c, static_cast<std::size_t>(end - p)));
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'
        || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view localName(std::string_view name)
{
    return name.substr(name.rfind(':') + 1); // npos + 1 is 0
}

// What p begins with, as far as the bytes reach.
enum class Match { No, Yes, Maybe };
Match startsWith(const char* p, const char* end, std::string_view word)
{
    const std::size_t count = std::min(word.size(), static_cast<std::size_t>(end - p));
    if (std::memcmp(p, word.data(), count) != 0)
        return Match::No;
    return count == word.size() ? Match::Yes : Match::Maybe;
}

// The '>' that ends a tag, quotes heeded; nullptr if it is not there yet. A quote that is never
// closed hides the end: then maxTag ends the search.
const char* tagEnd(const char* p, const char* end)
{
    char quote = '\0';
    char before = '\0'; // last character that is no blank
    for (; p < end; ++p) {
        const char c = *p;
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
        } else if (c == '>') {
            return p;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        }
        if (!isBlank(c))
            before = c;
    }
    return nullptr;
}

} // namespace

void MarkupScanner::take(const char*& p, const char* to)
{
    m_line += std::count(p, to, '\n');
    p = to;
}

MarkupScanner::Token MarkupScanner::next(const char*& p, const char* end)
{
    while (p < end) {
        switch (m_mode) {
        case Mode::Comment:
            if (!skipUntil(p, end, "-->"))
                return Token::NeedMore;
            break;
        case Mode::Instruction:
            if (!skipUntil(p, end, "?>"))
                return Token::NeedMore;
            break;
        case Mode::Doctype:
        case Mode::DoctypeComment:
            if (!skipDoctype(p, end))
                return Token::NeedMore;
            break;
        case Mode::Cdata:
            if (const Token token = cdata(p, end);
                token != Token::NeedMore || m_mode == Mode::Cdata)
                return token;
            break;
        case Mode::Content:
            if (*p != '<')
                return content(p, end);
            if (const Token token = markup(p, end);
                token != Token::NeedMore || m_mode == Mode::Content)
                return token;
            break;
        }
    }
    return Token::NeedMore;
}

MarkupScanner::Token MarkupScanner::content(const char*& p, const char* end)
{
    const char* bracket = find(p, end, '<');
    const auto raw = std::string_view(p, static_cast<std::size_t>((bracket ? bracket : end) - p));
    m_text = bracket ? raw : raw.substr(0, decodableLength(raw));
    if (m_text.empty())
        return Token::NeedMore;
    take(p, p + m_text.size());
    return Token::Text;
}

MarkupScanner::Token MarkupScanner::cdata(const char*& p, const char* end)
{
    constexpr std::string_view terminator = "]]>";
    const auto raw = std::string_view(p, static_cast<std::size_t>(end - p));
    const std::size_t found = raw.find(terminator);
    if (found == 0) {
        p += terminator.size();
        m_mode = Mode::Content;
        return Token::NeedMore;
    }
    const bool whole = found != std::string_view::npos;
    m_text =
        raw.substr(0, whole ? found : raw.size() - std::min(raw.size(), terminator.size() - 1));
    if (!whole) // no character may be cut; an ampersand is none of an entity here, but harmless
        m_text = m_text.substr(0, decodableLength(m_text));
    if (m_text.empty())
        return Token::NeedMore;
    take(p, p + m_text.size());
    return Token::Literal;
}

// At a '<' outside of everything that is skipped.
MarkupScanner::Token MarkupScanner::markup(const char*& p, const char* end)
{
    if (end - p < 2)
        return Token::NeedMore;
    const char second = p[1];
    if (isNameStart(second) || second == '/')
        return tag(p, end, second == '/' ? p + 2 : p + 1);

    struct Special
    {
        std::string_view begin;
        Mode mode;
    };
    constexpr Special specials[] = {{"<!--", Mode::Comment},
                                    {"<![CDATA[", Mode::Cdata},
                                    {"<!DOCTYPE", Mode::Doctype},
                                    {"<!doctype", Mode::Doctype}};
    for (const Special& special : specials) {
        const Match match = startsWith(p, end, special.begin);
        if (match == Match::Maybe)
            return Token::NeedMore;
        if (match == Match::No)
            continue;
        p += special.begin.size();
        m_mode = special.mode;
        if (m_mode != Mode::Doctype)
            return Token::NeedMore;
        m_brackets = 0;
        m_quote = '\0';
        return Token::Doctype;
    }
    if (second == '?') {
        const char* close = find(p, end, '>');
        if (startsWith(p, end, "<?xml ") == Match::Yes && close) {
            readAttributes(p + 6, close);
            take(p, close + 1);
            return Token::Declaration;
        }
        if (startsWith(p, end, "<?xml ") != Match::No && !close
            && static_cast<std::size_t>(end - p) < maxTag)
            return Token::NeedMore;
        p += 2;
        m_mode = Mode::Instruction;
        return Token::NeedMore;
    }
    m_strayBracket = true;
    m_text = std::string_view(p, 1);
    ++p;
    return Token::Text;
}

MarkupScanner::Token MarkupScanner::tag(const char*& p, const char* end, const char* name)
{
    const bool closing = name - p == 2;
    const char* close = closing ? find(name, end, '>') : tagEnd(name, end);
    if (static_cast<std::size_t>((close ? close : end) - p) > maxTag)
        return Token::TooLong;
    if (!close)
        return Token::NeedMore;
    const char* nameEnd = std::find_if(
        name, close, [](char c) { return isBlank(c) || c == '/' || c == '<' || c == '='; });
    m_name = localName(std::string_view(name, static_cast<std::size_t>(nameEnd - name)));
    m_attributes.clear();
    m_empty = false;
    if (!closing) {
        m_empty = close[-1] == '/';
        readAttributes(nameEnd, m_empty ? close - 1 : close);
    }
    take(p, close + 1);
    return closing ? Token::EndTag : Token::StartTag;
}

void MarkupScanner::readAttributes(const char* p, const char* end)
{
    m_attributes.clear();
    while (m_attributes.size() < maxAttributes) {
        p = std::find_if_not(p, end, [](char c) { return isBlank(c) || c == '/'; });
        const char* equals = find(p, end, '=');
        if (p == end || !equals)
            return;
        const auto name = trimmed(std::string_view(p, static_cast<std::size_t>(equals - p)));
        p = std::find_if_not(equals + 1, end, isBlank);
        if (p == end)
            return;
        const bool quoted = *p == '"' || *p == '\'';
        const char* first = quoted ? p + 1 : p;
        const char* last = quoted ? std::find(first, end, *p) : std::find_if(first, end, isBlank);
        // a word without a value may stand before the name
        const std::size_t word = name.find_last_of(" \t\r\n");
        m_attributes.push_back({word == std::string_view::npos ? name : name.substr(word + 1),
                                std::string_view(first, static_cast<std::size_t>(last - first))});
        p = quoted && last < end ? last + 1 : last;
    }
}

std::string_view MarkupScanner::attribute(std::string_view name) const
{
    for (const Attribute& attribute : m_attributes) {
        if (attribute.name == name)
            return attribute.value;
    }
    return {};
}

// False if the terminator is not there yet; then all bytes that cannot begin it are taken.
bool MarkupScanner::skipUntil(const char*& p, const char* end, std::string_view terminator)
{
    const auto raw = std::string_view(p, static_cast<std::size_t>(end - p));
    const std::size_t found = raw.find(terminator);
    if (found == std::string_view::npos) {
        take(p, end - std::min(raw.size(), terminator.size() - 1));
        return false;
    }
    take(p, p + found + terminator.size());
    m_mode = m_mode == Mode::DoctypeComment ? Mode::Doctype : Mode::Content;
    return true;
}

bool MarkupScanner::skipDoctype(const char*& p, const char* end)
{
    while (p < end) {
        if (m_mode == Mode::DoctypeComment) {
            if (!skipUntil(p, end, "-->"))
                return false;
            continue;
        }
        const char c = *p;
        if (m_quote == '\0' && c == '<') {
            const Match comment = startsWith(p, end, "<!--");
            if (comment == Match::Maybe)
                return false;
            if (comment == Match::Yes) {
                p += 4;
                m_mode = Mode::DoctypeComment;
                continue;
            }
        }
        take(p, p + 1);
        if (m_quote != '\0') {
            if (c == m_quote)
                m_quote = '\0';
        } else if (c == '"' || c == '\'') {
            m_quote = c;
        } else if (c == '[') {
            ++m_brackets;
        } else if (c == ']') {
            --m_brackets;
        } else if (c == '>' && m_brackets <= 0) {
            m_mode = Mode::Content;
            return true;
        }
    }
    return false;
}

} // namespace tapdesk::votable
