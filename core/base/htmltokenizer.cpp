// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/htmltokenizer.h"

#include "core/base/htmlentity.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qsizetype longestEntity = 10; // letters of a name, or digits of a number

bool isVoidElement(const QString& name)
{
    static const QStringList names {u"area"_s,  u"base"_s,   u"br"_s,    u"col"_s,  u"embed"_s,
                                    u"hr"_s,    u"img"_s,    u"input"_s, u"link"_s, u"meta"_s,
                                    u"param"_s, u"source"_s, u"track"_s, u"wbr"_s};
    return names.contains(name);
}

/// Elements that descriptions of tables and columns are written with.
bool isKnownMarkup(const QString& name)
{
    static const QStringList names {
        u"a"_s,  u"abbr"_s, u"b"_s,  u"br"_s,    u"code"_s, u"dd"_s,     u"div"_s, u"dl"_s,
        u"dt"_s, u"em"_s,   u"h1"_s, u"h2"_s,    u"h3"_s,   u"h4"_s,     u"hr"_s,  u"i"_s,
        u"li"_s, u"ol"_s,   u"p"_s,  u"pre"_s,   u"span"_s, u"strong"_s, u"sub"_s, u"sup"_s,
        u"td"_s, u"th"_s,   u"tr"_s, u"table"_s, u"tt"_s,   u"u"_s,      u"ul"_s,
    };
    return names.contains(name);
}

/// Whether a tag is one of HTML rather than an inequality: "a<b and c>d" has no values.
bool isMarkup(const HtmlTokenizer::Token& tag)
{
    return isKnownMarkup(tag.name)
        && std::none_of(tag.attributes.begin(), tag.attributes.end(),
                        [](const auto& attribute) { return attribute.second.isEmpty(); });
}

/// Whether words on both sides of the tag are different words.
bool separatesWords(const QString& name)
{
    static const QStringList inlineNames {u"a"_s,   u"abbr"_s, u"b"_s,    u"code"_s,
                                          u"em"_s,  u"i"_s,    u"span"_s, u"strong"_s,
                                          u"sub"_s, u"sup"_s,  u"tt"_s,   u"u"_s};
    return !inlineNames.contains(name);
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

QString localName(QStringView name)
{
    return name.mid(name.lastIndexOf(u':') + 1).toString().toLower();
}

} // namespace

QString decodedHtml(QStringView html)
{
    QString text;
    text.reserve(html.size());
    qsizetype at = 0;
    while (at < html.size()) {
        const auto ampersand = html.indexOf(u'&', at);
        if (ampersand < 0)
            break;
        text += html.sliced(at, ampersand - at);
        const auto end = html.mid(ampersand + 1, longestEntity + 1).indexOf(u';');
        const auto entity = end > 0 ? htmlEntity(html.sliced(ampersand + 1, end)) : QString();
        text += entity.isNull() ? u"&"_s : entity;
        at = ampersand + 1 + (entity.isNull() ? 0 : end + 1);
    }
    return text += html.sliced(at);
}

QString withoutHtml(const QString& text)
{
    if (!text.contains(u'<'))
        return text;
    QString plain;
    bool hasMarkup = false;
    HtmlTokenizer tokens(text);
    for (auto token = tokens.next(); token.kind != HtmlTokenizer::Kind::Finished;
         token = tokens.next()) {
        if (token.kind == HtmlTokenizer::Kind::Text) {
            plain += token.text;
            continue;
        }
        if (!isMarkup(token))
            return text;
        hasMarkup = true;
        if (separatesWords(token.name))
            plain += u' ';
    }
    return hasMarkup ? plain.simplified() : text;
}

QString HtmlTokenizer::Token::attribute(QLatin1StringView wanted) const
{
    for (const auto& [key, value] : attributes) {
        if (key == wanted)
            return value;
    }
    return {};
}

bool HtmlTokenizer::Token::hasAttribute(QLatin1StringView wanted) const
{
    return std::any_of(attributes.begin(), attributes.end(),
                       [wanted](const auto& attribute) { return attribute.first == wanted; });
}

HtmlTokenizer::Token HtmlTokenizer::next()
{
    while (m_at < m_html.size()) {
        if (startsTag(m_at)) {
            const auto following = m_html[m_at + 1];
            if (following != u'!' && following != u'?')
                return readTag();
            skipMarkup();
            continue;
        }
        auto end = m_html.indexOf(u'<', m_at + 1);
        while (end >= 0 && !startsTag(end))
            end = m_html.indexOf(u'<', end + 1);
        if (end < 0)
            end = m_html.size();
        const auto text = m_html.sliced(m_at, end - m_at);
        m_at = end;
        return {.kind = Kind::Text, .text = decodedHtml(text)};
    }
    return {};
}

/// Whether the character at @p at begins markup: a lonely "<" is text.
bool HtmlTokenizer::startsTag(qsizetype at) const
{
    if (m_html[at] != u'<' || at + 1 >= m_html.size())
        return false;
    const auto following = m_html[at + 1];
    if (following == u'/')
        return at + 2 < m_html.size() && isAsciiLetter(m_html[at + 2]);
    return isAsciiLetter(following) || following == u'!' || following == u'?';
}

/// Skips a comment, a doctype or a processing instruction; one without end goes to the end.
void HtmlTokenizer::skipMarkup()
{
    const auto rest = m_html.sliced(m_at);
    const bool isComment = rest.startsWith(u"<!--");
    const auto stop = isComment ? QStringView(u"-->") : QStringView(u">");
    const auto end = rest.indexOf(stop, isComment ? 4 : 2);
    m_at = end < 0 ? m_html.size() : m_at + end + stop.size();
}

HtmlTokenizer::Token HtmlTokenizer::readTag()
{
    Token tag;
    ++m_at; // "<"
    tag.kind = m_html[m_at] == u'/' ? Kind::End : Kind::Start;
    if (tag.kind == Kind::End)
        ++m_at;
    tag.name = localName(takeUntil(u" \t\r\n\f/>"));
    readAttributes(tag);
    if (tag.kind == Kind::Start) {
        tag.isEmpty = tag.isEmpty || isVoidElement(tag.name);
        if (!tag.isEmpty && (tag.name == "script"_L1 || tag.name == "style"_L1))
            skipRawText(tag.name);
    }
    return tag;
}

void HtmlTokenizer::readAttributes(Token& tag)
{
    while (m_at < m_html.size()) {
        skipBlanks();
        if (m_at >= m_html.size())
            return;
        const auto c = m_html[m_at];
        if (c == u'>') {
            ++m_at;
            return;
        }
        if (c == u'/' || c == u'=') {
            tag.isEmpty = c == u'/' && m_html.mid(m_at + 1, 1) == u">";
            ++m_at;
            continue;
        }
        const auto name = takeUntil(u" \t\r\n\f/>=").toString().toLower();
        skipBlanks();
        QString value;
        if (m_at < m_html.size() && m_html[m_at] == u'=') {
            ++m_at;
            value = readAttributeValue();
        }
        tag.attributes.append({name, value});
    }
}

QString HtmlTokenizer::readAttributeValue()
{
    skipBlanks();
    if (m_at >= m_html.size())
        return {};
    const auto quote = m_html[m_at];
    if (quote != u'"' && quote != u'\'')
        return decodedHtml(takeUntil(u" \t\r\n\f>"));
    ++m_at;
    const auto value = takeUntil(QStringView(&quote, 1));
    m_at = std::min(m_at + 1, m_html.size());
    return decodedHtml(value);
}

void HtmlTokenizer::skipBlanks()
{
    while (m_at < m_html.size() && m_html[m_at].isSpace())
        ++m_at;
}

/// Takes what comes before the next of the characters @p stops, or before the end.
QStringView HtmlTokenizer::takeUntil(QStringView stops)
{
    const auto start = m_at;
    while (m_at < m_html.size() && !stops.contains(m_html[m_at]))
        ++m_at;
    return m_html.sliced(start, m_at - start);
}

void HtmlTokenizer::skipRawText(const QString& element)
{
    const auto end = m_html.indexOf(u"</"_s + element, m_at, Qt::CaseInsensitive);
    m_at = end < 0 ? m_html.size() : end;
}

} // namespace tapdesk
