// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobstore.h"

#include "core/base/sqlitevalues.h"
#include "core/jobs/jobschema.h"
#include "core/jobs/recordsql.h"

#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr auto archivesWord = "archives"_L1;
constexpr auto deletesWord = "deletes"_L1;

/// A statement that is prepared once for many records.
bool run(QSqlQuery& query, const QVariantList& values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    return query.exec();
}

bool hasEndedByItself(const JobPhase& phase)
{
    return phase.isTerminal() && phase.kind() != JobPhase::Kind::Archived;
}

/// Times of our own looks at phases whose time the service tells say less than those.
void leaveOutLooks(QList<PhaseChange>& changes)
{
    QSet<QString> told;
    for (const auto& change : std::as_const(changes)) {
        if (change.source == PhaseChange::Source::Service)
            told.insert(change.phase.word());
    }
    changes.removeIf([&](const PhaseChange& change) {
        return change.source == PhaseChange::Source::Look && told.contains(change.phase.word());
    });
}

} // namespace

class JobStore::Private
{
public:
    explicit Private(std::unique_ptr<SqliteFile> opened)
        : file(std::move(opened))
        , database(file->database())
    {
    }

    Result<QList<JobRecord>> select(const QString& condition, const QVariantList& values,
                                    bool brief = false) const
    {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.prepare(recordsql::selection(brief) + condition);
        if (!run(query, values))
            return file->fail(query.lastError());
        QList<JobRecord> records;
        while (query.next())
            records.append(recordsql::recordFrom(query));
        if (query.lastError().isValid())
            return file->fail(query.lastError());
        return records;
    }

    Status write(const QList<JobRecord>& records) const;

    std::unique_ptr<SqliteFile> file;
    const QSqlDatabase& database;
};

/// The history is written first, as it asks which phase was known until now.
Status JobStore::Private::write(const QList<JobRecord>& records) const
{
    QSqlQuery looked(database);
    QSqlQuery told(database);
    QSqlQuery corrected(database);
    QSqlQuery jobs(database);
    const auto isPrepared =
        looked.prepare(u"INSERT OR IGNORE INTO job_phases SELECT service, job, now, seen, 0"
                       " FROM (SELECT ? AS service, ? AS job, ? AS now, ? AS seen) WHERE NOT EXISTS"
                       " (SELECT 1 FROM jobs WHERE service_id = service AND job_id = job"
                       " AND (phase = now OR last_seen > seen))"_s)
        && told.prepare(u"INSERT OR IGNORE INTO job_phases VALUES (?, ?, ?, ?, 1)"_s)
        && corrected.prepare(u"DELETE FROM job_phases WHERE service_id = ? AND job_id = ?"
                             " AND phase = ? AND told_by_service AND at <> ?"_s)
        && jobs.prepare(recordsql::upsert());
    if (!isPrepared)
        return file->fail(database.lastError());

    for (const auto& record : records) {
        const auto key = [&record](const QString& phase, const QDateTime& at) {
            return QVariantList {sqlText(record.serviceId), sqlText(record.jobId), phase,
                                 sqlTime(at)};
        };
        if (record.lastSeen.isValid() && !run(looked, key(record.phase.word(), record.lastSeen)))
            return file->fail(looked.lastError());
        const auto tell = [&](const QString& phase, const QDateTime& at) {
            return !at.isValid() || (run(told, key(phase, at)) && run(corrected, key(phase, at)));
        };
        const auto isTold =
            (record.isCreatedOurs || tell(JobPhase(JobPhase::Kind::Pending).word(), record.created))
            && tell(JobPhase(JobPhase::Kind::Executing).word(), record.started)
            && (!hasEndedByItself(record.phase) || tell(record.phase.word(), record.ended));
        if (!isTold)
            return file->fail(told.lastError());
        recordsql::bind(jobs, record);
        if (!jobs.exec())
            return file->fail(jobs.lastError());
    }
    return {};
}

JobStore::JobStore(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

JobStore::~JobStore() = default;

Result<std::unique_ptr<JobStore>> JobStore::open(const QString& file)
{
    auto opened = SqliteFile::open(file);
    if (!opened)
        return failure(opened.error());
    if (const auto migrated = (*opened)->migrate(u"jobs"_s, jobSchemaSteps()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<JobStore>(new JobStore(std::make_unique<Private>(std::move(*opened))));
}

Status JobStore::save(const JobRecord& record, Survives what)
{
    return save(QList {record}, what);
}

Status JobStore::save(const QList<JobRecord>& records, Survives what)
{
    return d->file->transaction(what, [&] { return d->write(records); });
}

Result<QList<JobRecord>> JobStore::jobs(const QString& serviceId) const
{
    return jobs(RecordFilter {.serviceId = serviceId});
}

Result<QList<JobRecord>> JobStore::jobs(const RecordFilter& filter) const
{
    const auto condition = recordsql::where(filter);
    return d->select(condition.text + recordsql::order(filter), condition.values, filter.brief);
}

Result<std::optional<JobRecord>> JobStore::job(const QString& serviceId, const QString& jobId) const
{
    const auto found = d->select(u" WHERE service_id = ? AND job_id = ?"_s, {serviceId, jobId});
    if (!found)
        return failure(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<QStringList> JobStore::unsettled(const QString& serviceId, const QString& after,
                                        int limit) const
{
    QSqlQuery query(d->database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT job_id FROM jobs WHERE service_id = ? AND job_id > ?"
                  " AND NOT gone AND phase <> 'ARCHIVED' ORDER BY job_id LIMIT ?"_s);
    if (!run(query, {serviceId, sqlText(after), limit}))
        return d->file->fail(query.lastError());
    QStringList ids;
    while (query.next())
        ids.append(query.value(0).toString());
    return ids;
}

Status JobStore::forget(const QString& serviceId, const QString& jobId)
{
    return d->file->transaction(Survives::PowerCut, [&]() -> Status {
        for (const auto& table : {u"jobs"_s, u"job_phases"_s, u"job_documents"_s}) {
            QSqlQuery query(d->database);
            query.prepare(u"DELETE FROM %1 WHERE service_id = ? AND job_id = ?"_s.arg(table));
            if (!run(query, {serviceId, jobId}))
                return d->file->fail(query.lastError());
        }
        return {};
    });
}

Result<JobCounts> JobStore::counts(const RecordFilter& filter) const
{
    const auto condition = recordsql::whereButPhase(filter);
    QSqlQuery query(d->database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT phase, gone, count(*) FROM jobs"_s + condition.text
                  + u" GROUP BY phase, gone"_s);
    if (!run(query, condition.values))
        return d->file->fail(query.lastError());
    JobCounts counts;
    while (query.next()) {
        const auto count = query.value(2).toInt();
        if (query.value(1).toBool())
            counts.gone += count;
        else
            counts.phases[JobPhase::fromWord(query.value(0).toString()).kind()] += count;
    }
    return counts;
}

Result<QList<PhaseChange>> JobStore::history(const QString& serviceId, const QString& jobId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT phase, at, told_by_service FROM job_phases"
                  " WHERE service_id = ? AND job_id = ? ORDER BY at"_s);
    if (!run(query, {serviceId, jobId}))
        return d->file->fail(query.lastError());
    QList<PhaseChange> changes;
    while (query.next()) {
        changes.append({.phase = JobPhase::fromWord(query.value(0).toString()),
                        .at = timeFromSql(query.value(1)),
                        .source = query.value(2).toBool() ? PhaseChange::Source::Service
                                                          : PhaseChange::Source::Look});
    }
    leaveOutLooks(changes);
    return changes;
}

Status JobStore::saveDocument(const QString& serviceId, const QString& jobId,
                              const QByteArray& document)
{
    if (document.size() > mostDocumentBytes)
        return {};
    return d->file->transaction(Survives::Kill, [&]() -> Status {
        QSqlQuery query(d->database);
        query.prepare(u"INSERT OR REPLACE INTO job_documents VALUES (?, ?, ?)"_s);
        if (!run(query, {serviceId, jobId, document}))
            return d->file->fail(query.lastError());
        return {};
    });
}

Result<QByteArray> JobStore::document(const QString& serviceId, const QString& jobId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT document FROM job_documents WHERE service_id = ? AND job_id = ?"_s);
    if (!run(query, {serviceId, jobId}))
        return d->file->fail(query.lastError());
    return query.next() ? query.value(0).toByteArray() : QByteArray();
}

Removal JobStore::removal(const QString& serviceId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT removal FROM job_services WHERE service_id = ?"_s);
    if (!run(query, {serviceId}) || !query.next())
        return Removal::Unknown;
    const auto word = query.value(0).toString();
    if (word == archivesWord)
        return Removal::Archives;
    return word == deletesWord ? Removal::Deletes : Removal::Unknown;
}

Status JobStore::saveRemoval(const QString& serviceId, Removal removal)
{
    const auto word = removal == Removal::Archives ? archivesWord
        : removal == Removal::Deletes              ? deletesWord
                                                   : QLatin1StringView("");
    return d->file->transaction(Survives::Kill, [&]() -> Status {
        QSqlQuery query(d->database);
        query.prepare(u"INSERT INTO job_services (service_id, removal) VALUES (?, ?)"
                      " ON CONFLICT (service_id) DO UPDATE SET removal = excluded.removal"_s);
        if (!run(query, {serviceId, QString(word)}))
            return d->file->fail(query.lastError());
        return {};
    });
}

Result<qint64> JobStore::serverBytes(const QString& serviceId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT total(server_bytes) FROM jobs"
                  " WHERE service_id = ? AND phase <> 'ARCHIVED' AND NOT gone"_s);
    if (!run(query, {serviceId}) || !query.next())
        return d->file->fail(query.lastError());
    return query.value(0).toLongLong();
}

} // namespace tapdesk
