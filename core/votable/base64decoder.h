// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/base64groups.h"

#include <QtGlobal>

#include <array>
#include <cstdint>
#include <string_view>

namespace tapdesk::votable {

/// Decodes base64 that arrives in pieces cut anywhere, with blanks and line ends anywhere, with or
/// without padding, in the standard alphabet or the one for URLs. Entities (some writers put &#13;
/// at line ends) are skipped; so is any other character, which sets hasStrangers().
class Base64Decoder final
{
public:
    /// Room that decode() may need for @p length characters.
    static constexpr std::size_t roomFor(std::size_t length)
    {
        return length / 4 * 3 + 4 + base64Slack;
    }

    /// Decodes a piece.
    /// @param out  has roomFor(text.size()) bytes
    /// @return number of bytes written
    std::size_t decode(std::string_view text, char* out);

    /// Writes the bytes of a last group that lacks its padding, at most two.
    std::size_t finish(char* out);

    qint64 lines() const { return m_lines; } ///< line ends passed so far
    bool hasStrangers() const { return m_strangers; }

private:
    char* takeOdd(char c, char* out);

    std::array<std::uint8_t, 4> m_group {}; // values of 6 bits
    std::size_t m_count = 0; // of m_group
    bool m_inEntity = false;
    bool m_strangers = false;
    qint64 m_lines = 0;
};

} // namespace tapdesk::votable
