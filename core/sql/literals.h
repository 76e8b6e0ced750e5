// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tapdesk::sql {

/// What a closed string token stands for: `'it''s'`, `E'a\tb'`, `$$it's$$`, `N'x'`.
/// @return nothing for a bit string (`B'01'`, `X'1F'`) or with a character that is NUL
/// Source: PostgreSQL 15, section 4.1.2.
std::optional<QString> stringValue(QStringView token);

/// What a closed quoted name stands for.
QString quotedNameValue(QStringView token);

/// A string as SQL writes it.
QString stringLiteralOf(const QString& value);

} // namespace tapdesk::sql
