// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/base64lines.h"

#include <algorithm>
#include <cstdint>

namespace tapdesk::votable {

namespace {

constexpr std::size_t bytesPerLine = 57;
constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Writes the four characters of up to three bytes.
char* encodeGroup(char* out, const char* bytes, std::size_t count)
{
    const auto byte = [bytes, count](std::size_t i) -> std::uint32_t {
        return i < count ? static_cast<std::uint8_t>(bytes[i]) : 0U;
    };
    const std::uint32_t group = byte(0) << 16 | byte(1) << 8 | byte(2);
    *out++ = alphabet[group >> 18];
    *out++ = alphabet[group >> 12 & 63];
    *out++ = count > 1 ? alphabet[group >> 6 & 63] : '=';
    *out++ = count > 2 ? alphabet[group & 63] : '=';
    return out;
}

char* encodeLine(char* out, const char* bytes, std::size_t count)
{
    const std::size_t whole = count - count % 3;
    for (std::size_t i = 0; i < whole; i += 3)
        out = encodeGroup(out, bytes + i, 3);
    if (whole < count)
        out = encodeGroup(out, bytes + whole, count - whole);
    *out++ = '\n';
    return out;
}

} // namespace

void appendBase64Lines(std::string& out, std::string& bytes, Base64End end)
{
    const std::size_t count =
        end == Base64End::Last ? bytes.size() : bytes.size() - bytes.size() % bytesPerLine;
    const std::size_t lines = (count + bytesPerLine - 1) / bytesPerLine;
    const std::size_t before = out.size();
    out.resize(before + (count + 2) / 3 * 4 + lines);
    char* next = out.data() + before;
    for (std::size_t i = 0; i < count; i += bytesPerLine)
        next = encodeLine(next, bytes.data() + i, std::min(bytesPerLine, count - i));
    bytes.erase(0, count);
}

} // namespace tapdesk::votable
