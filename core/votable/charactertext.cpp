// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/charactertext.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace tapdesk::votable {

namespace {

constexpr std::size_t longestEntity = 12; // "&#x0010FFFF;"
constexpr std::string_view replacement = "\xef\xbf\xbd";

// 0x80 to 0x9f; the five that Windows-1252 leaves open stay what they are in Latin-1.
constexpr char16_t windowsCharacters[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

void appendCodePoint(std::string& out, char32_t c)
{
    const auto byte = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0 | (c >> 6));
        byte(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        byte(0xe0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3f));
        byte(0x80 | (c & 0x3f));
    } else {
        byte(0xf0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3f));
        byte(0x80 | ((c >> 6) & 0x3f));
        byte(0x80 | (c & 0x3f));
    }
}

void appendWindows(std::string& out, unsigned char c)
{
    appendCodePoint(out, c >= 0x80 && c < 0xa0 ? windowsCharacters[c - 0x80] : c);
}

// Length that a first byte announces; 1 for what cannot begin a character.
std::size_t announcedLength(unsigned char first)
{
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if (first >= 0xe0 && first <= 0xef)
        return 3;
    if (first >= 0xf0 && first <= 0xf4)
        return 4;
    return 1;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// The first bytes of a character, all that there are, with the end missing.
bool isCutCharacter(std::string_view text)
{
    const std::size_t length = announcedLength(static_cast<unsigned char>(text[0]));
    return text.size() < length && std::all_of(text.begin() + 1, text.end(), isContinuation);
}

// Bytes of the UTF-8 character at the start of text; 0 if there is none.
std::size_t characterLength(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = announcedLength(first);
    if (length == 1 || length > text.size()
        || !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                        isContinuation))
        return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool surrogate = first == 0xed && second >= 0xa0;
    const bool beyond = first == 0xf4 && second >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

bool isCharacter(std::uint32_t c)
{
    return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c < 0x110000);
}

// Resolves what stands between '&' and ';'. False if that is nothing known.
bool appendEntity(std::string& out, std::string_view name, Repairs& repairs)
{
    struct Entity
    {
        std::string_view name;
        char character;
    };
    constexpr Entity predefined[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (const Entity& entity : predefined) {
        if (entity.name == name) {
            out.push_back(entity.character);
            return true;
        }
    }
    if (name == "nbsp") { // of HTML, not of XML, but services write it
        out += "\xc2\xa0";
        return true;
    }
    if (name.size() < 2 || name[0] != '#')
        return false;
    const bool hex = name[1] == 'x' || name[1] == 'X';
    name.remove_prefix(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
    if (error != std::errc() || end != name.data() + name.size())
        return false;
    if (isCharacter(code))
        appendCodePoint(out, code);
    else
        repairs.control = true;
    return true;
}

void append(std::string& out, std::string_view raw, Charset charset, bool entities,
            Repairs& repairs)
{
    std::size_t i = 0;
    while (i < raw.size()) {
        const auto c = static_cast<unsigned char>(raw[i]);
        if (c >= 0x80) {
            const std::size_t length =
                charset == Charset::Utf8 ? characterLength(raw.substr(i)) : 0;
            if (length > 0) {
                out.append(raw, i, length);
                i += length;
                continue;
            }
            repairs.charset |= charset == Charset::Utf8;
            appendWindows(out, c);
        } else if (c == '&' && entities) {
            const std::size_t end = raw.substr(0, i + longestEntity).find(';', i);
            if (end != std::string_view::npos
                && appendEntity(out, raw.substr(i + 1, end - i - 1), repairs)) {
                i = end + 1;
                continue;
            }
            repairs.ampersand = true;
            out.push_back('&');
        } else if (c == '\r') {
            if (i + 1 == raw.size() || raw[i + 1] != '\n')
                out.push_back('\n');
        } else if (c < 0x20 && c != '\t' && c != '\n') {
            repairs.control = true;
        } else {
            out.push_back(static_cast<char>(c));
        }
        ++i;
    }
}

} // namespace

void appendCharacters(std::string& out, std::string_view raw, Charset charset, Repairs& repairs)
{
    append(out, raw, charset, true, repairs);
}

void appendLiteral(std::string& out, std::string_view raw, Charset charset, Repairs& repairs)
{
    append(out, raw, charset, false, repairs);
}

void appendBinaryText(std::string& out, std::string_view raw, Repairs& repairs)
{
    raw = raw.substr(0, raw.find('\0'));
    bool multibyte = false;
    for (std::size_t i = 0; i < raw.size();) {
        const auto c = static_cast<unsigned char>(raw[i]);
        if (c < 0x80) {
            out.push_back(static_cast<char>(c));
            ++i;
            continue;
        }
        const std::string_view rest = raw.substr(i);
        if (const std::size_t length = characterLength(rest); length > 0) {
            multibyte = true;
            out.append(rest, 0, length);
            i += length;
        } else if (isCutCharacter(rest) && (rest.size() > 1 || multibyte)) {
            out += replacement; // a fixed width cut it; a lone last byte may as well be Latin-1
            return;
        } else {
            repairs.charset = true;
            appendWindows(out, c);
            ++i;
        }
    }
}

void appendUtf16(std::string& out, std::string_view raw)
{
    const auto unit = [raw](std::size_t i) {
        return static_cast<char32_t>((static_cast<unsigned char>(raw[i]) << 8)
                                     | static_cast<unsigned char>(raw[i + 1]));
    };
    for (std::size_t i = 0; i + 1 < raw.size(); i += 2) {
        const char32_t c = unit(i);
        if (c == 0)
            return;
        if (c < 0xd800 || c > 0xdfff) {
            appendCodePoint(out, c);
        } else if (c < 0xdc00 && i + 3 < raw.size() && unit(i + 2) >= 0xdc00
                   && unit(i + 2) <= 0xdfff) {
            appendCodePoint(out, 0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00));
            i += 2;
        } else {
            out += replacement;
        }
    }
}

QString attributeText(std::string_view raw, Charset charset, Repairs& repairs)
{
    std::string text;
    appendCharacters(text, raw, charset, repairs);
    return QString::fromUtf8(text);
}

std::size_t decodableLength(std::string_view raw)
{
    std::size_t length = raw.size();
    if (length == 0)
        return 0;
    if (raw.back() == '\r')
        return length - 1;
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, length); ++back) {
        const std::size_t at = length - back;
        if (!isContinuation(raw[at])) {
            if (isCutCharacter(raw.substr(at)))
                length = at;
            break;
        }
    }
    const std::size_t tail = length - std::min(length, longestEntity - 1);
    const std::size_t ampersand = raw.substr(tail, length - tail).rfind('&');
    if (ampersand != std::string_view::npos
        && raw.substr(0, length).find(';', tail + ampersand) == std::string_view::npos)
        length = tail + ampersand;
    return length;
}

bool isPlain(std::string_view raw)
{
    // Eight bytes at once: in `odd`, bit 7 of a byte is set if it is below 0x20, '&' or not ASCII.
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highs = 0x80 * ones;
    const char* p = raw.data();
    std::size_t left = raw.size();
    std::uint64_t odd = 0;
    for (; left >= 8; left -= 8, p += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, p, sizeof(word));
        const std::uint64_t ampersand = word ^ ('&' * ones);
        odd |= word | (word - 0x20 * ones) | ((ampersand - ones) & ~ampersand);
    }
    for (; left > 0; --left, ++p) {
        const auto c = static_cast<unsigned char>(*p);
        odd |= c < 0x20 || c >= 0x80 || c == '&' ? highs : 0;
    }
    return (odd & highs) == 0;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace tapdesk::votable
