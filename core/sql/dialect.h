// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tapdesk::sql {

enum class Dialect { Adql, PostgreSql };

/// The dialect that a LANG value names: "postgresql-16.2" is PostgreSql, all else ADQL.
Dialect dialectFromLanguage(QStringView language);

} // namespace tapdesk::sql
