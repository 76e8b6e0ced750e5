// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapdesk::votable {

/// Bytes behind the decoded ones that decodeBase64Groups() may overwrite.
inline constexpr std::size_t base64Slack = 8;

/// What a digit stands for, in the standard alphabet or the one for URLs; 64 or more for a
/// character that is none.
std::uint8_t base64Value(char c);

/// Decodes groups of four digits, many at once, up to the first character that is no digit or the
/// last whole group.
/// @param out  has room for three bytes a group, and base64Slack
/// @return number of characters decoded, a multiple of four
std::size_t decodeBase64Groups(std::string_view text, char* out);

} // namespace tapdesk::votable
