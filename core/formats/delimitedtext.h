// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"

#include <stop_token>
#include <string_view>

class QIODevice;

namespace tapdesk::formats {

/// A kind of text with one row a line and a delimiter between fields.
struct Dialect
{
    char delimiter = ',';
    std::string_view lineEnd = "\r\n";
};

inline constexpr Dialect csv {',', "\r\n"};
inline constexpr Dialect tsv {'\t', "\n"};

/// See exportTable() for what is written. Source: RFC 4180.
Status exportDelimited(QIODevice& device, const Table& table, const Dialect& dialect,
                       const std::stop_token& stop);

} // namespace tapdesk::formats
