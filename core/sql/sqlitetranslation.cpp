// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitetranslation.h"

#include "core/sql/selecttranslator.h"

namespace tapdesk::sql {

tl::expected<SqliteQuery, TranslationError> toSqlite(const QString& query, Dialect dialect)
{
    try {
        TokenCursor cursor(query, dialect);
        return SelectTranslator(cursor).translate();
    } catch (const TranslationError& error) {
        return tl::unexpected(error);
    }
}

} // namespace tapdesk::sql
