// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace tapdesk::votable {

/// What the bytes of a document mean. Utf8 falls back on Windows-1252 for bytes that are no UTF-8,
/// for that is what undeclared bytes turn out to be.
enum class Charset { Utf8, Windows1252 };

/// Oddities met while character data was decoded. Sticky: decoding sets, never clears.
struct Repairs
{
    bool ampersand = false; ///< bare, or an entity never heard of: kept as written
    bool control = false; ///< characters that XML forbids: dropped
    bool charset = false; ///< bytes that are no UTF-8: read as Windows-1252

    bool any() const { return ampersand || control || charset; }
};

/// Appends the characters of XML text or of an attribute value as UTF-8: predefined entities and
/// character references resolved, line ends made LF, forbidden controls dropped.
/// No other entity is ever expanded. Source: XML 1.0, sections 2.2, 2.11, 4.1, 4.6.
void appendCharacters(std::string& out, std::string_view raw, Charset charset, Repairs& repairs);

/// The same for a CDATA section, where an ampersand is an ampersand.
void appendLiteral(std::string& out, std::string_view raw, Charset charset, Repairs& repairs);

/// Appends the text of a binary stream: UTF-8, or Latin-1 (as Windows-1252) where it is none.
/// A character that the end cuts in two becomes U+FFFD. Appends nothing behind the first NUL.
void appendBinaryText(std::string& out, std::string_view raw, Repairs& repairs);

/// Appends UCS-2 or UTF-16, big-endian, as UTF-8; an unpaired surrogate becomes U+FFFD.
/// Appends nothing behind the first NUL. An odd last byte is ignored.
void appendUtf16(std::string& out, std::string_view raw);

/// The characters of an attribute value.
QString attributeText(std::string_view raw, Charset charset, Repairs& repairs);

/// How many bytes from the start can be decoded now: not those of an entity, a character or a
/// line end that the end may have cut in two.
std::size_t decodableLength(std::string_view raw);

/// All bytes are printable ASCII other than '&' and need no decoding.
bool isPlain(std::string_view raw);

/// XML white space at both ends removed.
std::string_view trimmed(std::string_view text);

inline bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

} // namespace tapdesk::votable
