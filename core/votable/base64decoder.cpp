// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/base64decoder.h"

namespace tapdesk::votable {

std::size_t Base64Decoder::decode(std::string_view text, char* out)
{
    const char* const begin = out;
    const char* p = text.data();
    const char* const end = p + text.size();
    while (p < end) {
        if (m_count == 0 && !m_inEntity) {
            const std::size_t taken =
                decodeBase64Groups({p, static_cast<std::size_t>(end - p)}, out);
            p += taken;
            out += taken / 4 * 3;
            if (p == end)
                break;
        }
        out = takeOdd(*p++, out);
    }
    return static_cast<std::size_t>(out - begin);
}

// One character that stands alone, or in a group that has been cut.
char* Base64Decoder::takeOdd(char c, char* out)
{
    if (m_inEntity) {
        m_inEntity = c != ';';
        return out;
    }
    if (const std::uint8_t value = base64Value(c); value < 64) {
        m_group[m_count++] = value;
        return m_count < m_group.size() ? out : out + finish(out);
    }
    switch (c) {
    case '\n':
        ++m_lines;
        break;
    case '=':
        return out + finish(out); // another stream may follow
    case '&':
        m_inEntity = true;
        break;
    case ' ':
    case '\t':
    case '\r':
        break;
    default:
        m_strangers = true;
    }
    return out;
}

std::size_t Base64Decoder::finish(char* out)
{
    const std::size_t bytes = m_count > 1 ? m_count - 1 : 0;
    if (bytes >= 1)
        out[0] = static_cast<char>((m_group[0] << 2) | (m_group[1] >> 4));
    if (bytes >= 2)
        out[1] = static_cast<char>((m_group[1] << 4) | (m_group[2] >> 2));
    if (bytes >= 3)
        out[2] = static_cast<char>((m_group[2] << 6) | m_group[3]);
    m_count = 0;
    return bytes;
}

} // namespace tapdesk::votable
