// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/dialect.h"

namespace tapdesk::sql {

Dialect dialectFromLanguage(QStringView language)
{
    return language.trimmed().startsWith(u"postgres", Qt::CaseInsensitive) ? Dialect::PostgreSql
                                                                           : Dialect::Adql;
}

} // namespace tapdesk::sql
