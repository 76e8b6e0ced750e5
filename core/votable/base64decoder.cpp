// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/base64decoder.h"

namespace tapdesk::votable {

namespace {

constexpr std::uint32_t bad = 1U << 31; // is no digit of base64

constexpr std::array<std::uint32_t, 256> makeTable(int shift)
{
    std::array<std::uint32_t, 256> table {};
    for (auto& entry : table)
        entry = bad;
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::uint32_t i = 0; i < 64; ++i)
        table[static_cast<unsigned char>(digits[i])] = i << shift;
    table[static_cast<unsigned char>('-')] = 62U << shift;
    table[static_cast<unsigned char>('_')] = 63U << shift;
    return table;
}

// One table a position saves the shifts.
constexpr auto first = makeTable(18);
constexpr auto second = makeTable(12);
constexpr auto third = makeTable(6);
constexpr auto fourth = makeTable(0);

std::uint32_t groupAt(const char* p)
{
    return first[static_cast<unsigned char>(p[0])] | second[static_cast<unsigned char>(p[1])]
        | third[static_cast<unsigned char>(p[2])] | fourth[static_cast<unsigned char>(p[3])];
}

void store(std::uint32_t group, char* out)
{
    out[0] = static_cast<char>(group >> 16);
    out[1] = static_cast<char>(group >> 8);
    out[2] = static_cast<char>(group);
}

} // namespace

std::size_t Base64Decoder::decode(std::string_view text, char* out)
{
    const char* const begin = out;
    const char* p = text.data();
    const char* const end = p + text.size();
    while (p < end) {
        if (m_count == 0 && !m_inEntity) {
            while (end - p >= 8) {
                const std::uint32_t a = groupAt(p);
                const std::uint32_t b = groupAt(p + 4);
                if (((a | b) & bad) != 0)
                    break;
                store(a, out);
                store(b, out + 3);
                p += 8;
                out += 6;
            }
            if (end - p >= 4) {
                if (const std::uint32_t group = groupAt(p); (group & bad) == 0) {
                    store(group, out);
                    p += 4;
                    out += 3;
                    continue;
                }
            }
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
    const std::uint32_t value = fourth[static_cast<unsigned char>(c)];
    if (value != bad) {
        m_group[m_count++] = static_cast<std::uint8_t>(value);
        if (m_count < m_group.size())
            return out;
        store(static_cast<std::uint32_t>((m_group[0] << 18) | (m_group[1] << 12) | (m_group[2] << 6)
                                         | m_group[3]),
              out);
        m_count = 0;
        return out + 3;
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
    m_count = 0;
    return bytes;
}

} // namespace tapdesk::votable
