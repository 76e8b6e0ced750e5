// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/schema.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> sqlFailure(const QSqlQuery& query)
{
    return failure({.kind = Error::Kind::FileSystem, .detail = query.lastError().text()});
}

Status migrate(QSqlQuery& query, const QString& part, const QList<QStringList>& steps)
{
    if (!query.exec(u"CREATE TABLE IF NOT EXISTS schema_versions"
                    " (part TEXT PRIMARY KEY, version INTEGER NOT NULL)"_s))
        return sqlFailure(query);
    query.prepare(u"SELECT version FROM schema_versions WHERE part = ?"_s);
    query.addBindValue(part);
    if (!query.exec())
        return sqlFailure(query);
    const auto version = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    if (version > steps.size()) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"schema %1 of %2 is newer than %3"_s.arg(version).arg(part).arg(
                            steps.size())});
    }
    if (version == steps.size())
        return {};

    for (const auto& step : steps.sliced(version)) {
        for (const auto& statement : step) {
            if (!query.exec(statement))
                return sqlFailure(query);
        }
    }
    query.prepare(u"INSERT OR REPLACE INTO schema_versions VALUES (?, ?)"_s);
    query.addBindValue(part);
    query.addBindValue(steps.size());
    if (!query.exec())
        return sqlFailure(query);
    return {};
}

} // namespace

Status migrateSchema(QSqlDatabase& database, const QString& part, const QList<QStringList>& steps)
{
    QSqlQuery query(database);
    // IMMEDIATE takes the write lock before the version is read.
    if (!query.exec(u"BEGIN IMMEDIATE"_s))
        return sqlFailure(query);
    auto outcome = migrate(query, part, steps);
    query.finish();
    if (outcome && !query.exec(u"COMMIT"_s))
        outcome = sqlFailure(query);
    if (!outcome)
        query.exec(u"ROLLBACK"_s);
    return outcome;
}

} // namespace tapdesk
