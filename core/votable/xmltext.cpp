// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/xmltext.h"

#include <QString>

#include <array>
#include <cstdint>

namespace tapdesk::votable {

namespace {

enum class Context { Element, Attribute };

// Bytes that need a look: everything but printable ASCII without a meaning in XML.
constexpr std::array<bool, 256> plainBytes = [] {
    std::array<bool, 256> plain {};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        plain[c] = c != '&' && c != '<' && c != '>' && c != '"';
    return plain;
}();

bool isPlain(char c)
{
    return plainBytes[static_cast<std::uint8_t>(c)];
}

// Length of the well-formed UTF-8 sequence at the begin of @p text, which is no ASCII; 0 if none.
// Source: Unicode 15, table 3-7.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    const std::uint8_t lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const std::uint8_t highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byte(1) < lowest || byte(1) > highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

// Appends the character at the begin of @p text and returns its length in bytes.
std::size_t appendSpecial(std::string& out, std::string_view text, Context context)
{
    const char c = text.front();
    switch (c) {
    case '&':
        out += "&amp;";
        return 1;
    case '<':
        out += "&lt;";
        return 1;
    case '>':
        out += "&gt;";
        return 1;
    case '"':
        out += context == Context::Attribute ? "&quot;" : "\"";
        return 1;
    case '\n':
        out += "&#10;";
        return 1;
    case '\r':
        out += "&#13;";
        return 1;
    case '\t':
        out += context == Context::Attribute ? "&#9;" : "\t";
        return 1;
    default:
        break;
    }
    if (static_cast<std::uint8_t>(c) < 0x20)
        return 1;
    const std::size_t length = sequenceLength(text);
    if (length == 0) {
        out += "\xef\xbf\xbd";
        return 1;
    }
    const std::string_view sequence = text.substr(0, length);
    if (sequence != "\xef\xbf\xbe" && sequence != "\xef\xbf\xbf") // U+FFFE and U+FFFF
        out += sequence;
    return length;
}

void appendEscaped(std::string& out, std::string_view utf8, Context context)
{
    std::size_t position = 0;
    while (position < utf8.size()) {
        std::size_t end = position;
        while (end < utf8.size() && isPlain(utf8[end]))
            ++end;
        out.append(utf8, position, end - position);
        position = end;
        if (position < utf8.size())
            position += appendSpecial(out, utf8.substr(position), context);
    }
}

bool isNameStart(QChar c)
{
    return c == u'_' || c.isLetter();
}

bool isNameCharacter(QChar c)
{
    return isNameStart(c) || c.isDigit() || c == u'-' || c == u'.';
}

} // namespace

void appendXmlText(std::string& out, std::string_view utf8)
{
    appendEscaped(out, utf8, Context::Element);
}

void appendRequiredXmlAttribute(std::string& out, std::string_view name, QStringView value)
{
    const QByteArray utf8 = value.toUtf8();
    out += ' ';
    out += name;
    out += "=\"";
    appendEscaped(out, {utf8.data(), static_cast<std::size_t>(utf8.size())}, Context::Attribute);
    out += '"';
}

void appendXmlAttribute(std::string& out, std::string_view name, QStringView value)
{
    if (!value.isEmpty())
        appendRequiredXmlAttribute(out, name, value);
}

QString xmlName(const QString& text)
{
    QString name = text;
    for (QChar& c : name) {
        if (!isNameCharacter(c))
            c = u'_';
    }
    if (name.isEmpty() || !isNameStart(name.front()))
        name.prepend(u'_');
    return name;
}

} // namespace tapdesk::votable
