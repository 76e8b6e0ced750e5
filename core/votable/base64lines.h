// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tapdesk::votable {

enum class Base64End { More, Last };

/// Moves bytes from the front of @p bytes to the end of @p out as base64 in lines of 76
/// characters. What does not fill a line stays in @p bytes, unless no more follows.
///
/// Source: RFC 2045, section 6.8.
void appendBase64Lines(std::string& out, std::string& bytes, Base64End end);

} // namespace tapdesk::votable
