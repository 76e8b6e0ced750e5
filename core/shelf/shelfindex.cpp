// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shelf/shelfindex.h"

#include "core/base/sqlitevalues.h"
#include "core/base/weburl.h"

#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

const QList<QStringList>& schemaSteps()
{
    static const QList<QStringList> steps {
        {uR"(CREATE TABLE shelf (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            file TEXT NOT NULL,
            arrived_as TEXT NOT NULL,
            service_id TEXT NOT NULL,
            service_title TEXT NOT NULL,
            service_url TEXT NOT NULL,
            query TEXT NOT NULL,
            language TEXT NOT NULL,
            run_id TEXT NOT NULL,
            job_url TEXT NOT NULL,
            job_id TEXT NOT NULL,
            result_url TEXT NOT NULL,
            started TEXT,
            finished TEXT,
            served_bytes INTEGER NOT NULL,
            extent TEXT NOT NULL,
            maxrec INTEGER,
            row_count INTEGER NOT NULL,
            column_count INTEGER NOT NULL,
            stored_bytes INTEGER NOT NULL,
            pinned INTEGER NOT NULL))"_s,
         u"CREATE INDEX shelf_by_job ON shelf (service_id, job_id)"_s,
         u"CREATE INDEX shelf_by_arrival ON shelf (arrived_as)"_s},
    };
    return steps;
}

const auto columns = u"file, service_id, service_title, service_url, query, language, run_id,"
                     " job_url, result_url, started, finished, served_bytes, extent, maxrec,"
                     " row_count, column_count, stored_bytes, pinned"_s;

/// Other programs read the file: words, not numbers that only we know.
struct ExtentWord
{
    Truth::Extent extent;
    QLatin1StringView word;
};
constexpr ExtentWord extentWords[] {
    {Truth::Extent::Complete, "complete"_L1},
    {Truth::Extent::CutByMaxrec, "cut by maxrec"_L1},
    {Truth::Extent::CutByService, "cut by service"_L1},
    {Truth::Extent::Partial, "partial"_L1},
};

QString wordOf(Truth::Extent extent)
{
    for (const auto& known : extentWords) {
        if (known.extent == extent)
            return known.word;
    }
    return {};
}

/// A word from a later version is taken for the least that can be said.
Truth::Extent extentOf(const QString& word)
{
    for (const auto& known : extentWords) {
        if (known.word == word)
            return known.extent;
    }
    return Truth::Extent::Partial;
}

void bind(QSqlQuery& query, const ShelfEntry& entry)
{
    const auto& origin = entry.provenance;
    query.addBindValue(sqlText(entry.file));
    query.addBindValue(sqlText(origin.serviceId));
    query.addBindValue(sqlText(origin.serviceTitle));
    query.addBindValue(sqlUrl(origin.serviceUrl));
    query.addBindValue(sqlText(origin.query));
    query.addBindValue(sqlText(origin.language));
    query.addBindValue(sqlText(origin.runId));
    query.addBindValue(sqlUrl(origin.jobUrl));
    query.addBindValue(sqlUrl(origin.resultUrl));
    query.addBindValue(sqlTime(origin.started));
    query.addBindValue(sqlTime(origin.finished));
    query.addBindValue(origin.bytes);
    query.addBindValue(wordOf(entry.extent));
    query.addBindValue(sqlNumber(entry.maxrec));
    query.addBindValue(entry.rows);
    query.addBindValue(entry.columns);
    query.addBindValue(entry.storedBytes);
    query.addBindValue(entry.pinned);
}

ShelfEntry entryFrom(const QSqlQuery& query)
{
    ShelfEntry entry;
    auto& origin = entry.provenance;
    int column = 0;
    entry.id = query.value(column++).toLongLong();
    entry.file = query.value(column++).toString();
    origin.serviceId = query.value(column++).toString();
    origin.serviceTitle = query.value(column++).toString();
    origin.serviceUrl = QUrl(query.value(column++).toString());
    origin.query = query.value(column++).toString();
    origin.language = query.value(column++).toString();
    origin.runId = query.value(column++).toString();
    origin.jobUrl = QUrl(query.value(column++).toString());
    origin.resultUrl = QUrl(query.value(column++).toString());
    origin.started = timeFromSql(query.value(column++));
    origin.finished = timeFromSql(query.value(column++));
    origin.bytes = query.value(column++).toLongLong();
    entry.extent = extentOf(query.value(column++).toString());
    entry.maxrec = numberFromSql(query.value(column++));
    entry.rows = query.value(column++).toLongLong();
    entry.columns = query.value(column++).toLongLong();
    entry.storedBytes = query.value(column++).toLongLong();
    entry.pinned = query.value(column++).toBool();
    return entry;
}

} // namespace

ShelfIndex::ShelfIndex(SqliteFile& database)
    : m_database(database)
{
}

Status ShelfIndex::prepare()
{
    return m_database.migrate(u"shelf"_s, schemaSteps());
}

Result<qint64> ShelfIndex::insert(const ShelfEntry& entry, const QString& arrivedAs)
{
    QSqlQuery query(m_database.database());
    query.prepare(u"INSERT INTO shelf (%1, arrived_as, job_id) VALUES"
                  " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(columns));
    bind(query, entry);
    query.addBindValue(sqlText(arrivedAs));
    query.addBindValue(sqlText(lastSegment(entry.provenance.jobUrl)));
    if (!query.exec())
        return m_database.fail(query.lastError());
    return query.lastInsertId().toLongLong();
}

Status ShelfIndex::setFile(qint64 id, const QString& file, qint64 storedBytes)
{
    return change(u"UPDATE shelf SET file = ?, stored_bytes = ? WHERE id = ?"_s,
                  {file, storedBytes, id});
}

Status ShelfIndex::setPinned(qint64 id, bool pinned)
{
    return change(u"UPDATE shelf SET pinned = ? WHERE id = ?"_s, {pinned, id});
}

Status ShelfIndex::remove(qint64 id)
{
    return change(u"DELETE FROM shelf WHERE id = ?"_s, {id});
}

Status ShelfIndex::change(const QString& statement, const QVariantList& values)
{
    QSqlQuery query(m_database.database());
    query.prepare(statement);
    for (const auto& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return m_database.fail(query.lastError());
    return {};
}

Result<QList<ShelfEntry>> ShelfIndex::entries(const ShelfFilter& filter) const
{
    QStringList conditions {u"1"_s};
    QVariantList values;
    const auto demand = [&](const QString& condition, const QString& value) {
        if (value.isEmpty())
            return;
        conditions.append(condition);
        values.append(value);
    };
    demand(u"service_id = ?"_s, filter.serviceId);
    demand(u"run_id = ?"_s, filter.runId);
    demand(u"job_id = ?"_s, filter.jobId);
    for (const auto& word : filter.words.split(u' ', Qt::SkipEmptyParts)) {
        demand(u"query || ' ' || run_id || ' ' || service_id || ' ' || service_title"
               " LIKE ? ESCAPE '\\'"_s,
               sqlContaining(word));
    }
    if (filter.pinnedOnly)
        conditions.append(u"pinned"_s);
    return select(conditions.join(u" AND ") + u" ORDER BY finished DESC, id DESC"_s, values);
}

Result<std::optional<ShelfEntry>> ShelfIndex::entry(qint64 id) const
{
    return selectOne(u"id = ?"_s, id);
}

Result<std::optional<ShelfEntry>> ShelfIndex::arrived(const QString& arrivedAs) const
{
    return selectOne(u"arrived_as = ?"_s, arrivedAs);
}

Result<QList<ShelfEntry>> ShelfIndex::unpinned() const
{
    return select(u"NOT pinned ORDER BY finished, id"_s, {});
}

Result<QList<ShelfEntry>> ShelfIndex::unpacked() const
{
    return select(u"file NOT LIKE '%.gz' ORDER BY id"_s, {});
}

Result<QSet<QString>> ShelfIndex::heldJobs(const QString& serviceId) const
{
    QSqlQuery query(m_database.database());
    query.setForwardOnly(true);
    // By name of what is whole: a word from a later version is no promise.
    query.prepare(u"SELECT DISTINCT job_id FROM shelf WHERE service_id = ? AND job_id <> ''"
                  " AND extent IN (?, ?, ?)"_s);
    query.addBindValue(serviceId);
    for (const auto extent :
         {Truth::Extent::Complete, Truth::Extent::CutByMaxrec, Truth::Extent::CutByService})
        query.addBindValue(wordOf(extent));
    if (!query.exec())
        return m_database.fail(query.lastError());
    QSet<QString> ids;
    while (query.next())
        ids.insert(query.value(0).toString());
    if (query.lastError().isValid())
        return m_database.fail(query.lastError());
    return ids;
}

Result<qint64> ShelfIndex::storedBytes() const
{
    return sum(u"1"_s);
}

Result<qint64> ShelfIndex::pinnedBytes() const
{
    return sum(u"pinned"_s);
}

Result<qint64> ShelfIndex::sum(const QString& condition) const
{
    QSqlQuery query(m_database.database());
    if (!query.exec(u"SELECT coalesce(sum(stored_bytes), 0) FROM shelf WHERE "_s + condition)
        || !query.next())
        return m_database.fail(query.lastError());
    return query.value(0).toLongLong();
}

Result<QList<ShelfEntry>> ShelfIndex::select(const QString& conditionAndOrder,
                                             const QVariantList& values) const
{
    QSqlQuery query(m_database.database());
    query.setForwardOnly(true);
    query.prepare(u"SELECT id, %1 FROM shelf WHERE %2"_s.arg(columns, conditionAndOrder));
    for (const auto& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return m_database.fail(query.lastError());
    QList<ShelfEntry> found;
    while (query.next())
        found.append(entryFrom(query));
    if (query.lastError().isValid())
        return m_database.fail(query.lastError());
    return found;
}

Result<std::optional<ShelfEntry>> ShelfIndex::selectOne(const QString& condition,
                                                        const QVariant& value) const
{
    const auto found = select(condition, {value});
    if (!found)
        return failure(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

} // namespace tapdesk
