// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace tapdesk::localtap {

inline bool anyNull(int count, sqlite3_value** values)
{
    for (int index = 0; index < count; ++index) {
        if (sqlite3_value_type(values[index]) == SQLITE_NULL)
            return true;
    }
    return false;
}

inline std::string_view textOf(sqlite3_value* value)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

inline void returnText(sqlite3_context* context, std::string_view text)
{
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

inline void returnError(sqlite3_context* context, const char* message)
{
    sqlite3_result_error(context, message, -1);
}

inline void returnNumber(sqlite3_context* context, double value)
{
    if (std::isfinite(value))
        sqlite3_result_double(context, value);
    else
        returnError(context, "value out of range");
}

} // namespace tapdesk::localtap
