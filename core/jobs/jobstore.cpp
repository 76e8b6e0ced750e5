// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobstore.h"

#include "core/base/setaside.h"
#include "core/jobs/schema.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcJobs)

namespace {

/// Times are ISO 8601 in UTC with milliseconds, so that they sort as text and other programs
/// read them.
const QList<QStringList>& schemaSteps()
{
    static const QList<QStringList> steps {
        {uR"(CREATE TABLE jobs (
            service_id TEXT NOT NULL,
            job_id TEXT NOT NULL,
            url TEXT NOT NULL,
            run_id TEXT NOT NULL,
            query TEXT NOT NULL,
            language TEXT NOT NULL,
            queue TEXT NOT NULL,
            maxrec INTEGER,
            phase TEXT NOT NULL,
            created TEXT,
            started TEXT,
            ended TEXT,
            last_seen TEXT,
            row_count INTEGER,
            byte_count INTEGER,
            error_message TEXT NOT NULL,
            sent_here INTEGER NOT NULL,
            gone INTEGER NOT NULL,
            PRIMARY KEY (service_id, job_id)))"_s,
         uR"(CREATE INDEX jobs_by_time ON jobs
            (service_id, coalesce(created, started, last_seen, '') DESC))"_s},
    };
    return steps;
}

const auto columns = u"service_id, job_id, url, run_id, query, language, queue, maxrec, phase,"
                     " created, started, ended, last_seen, row_count, byte_count, error_message,"
                     " sent_here, gone"_s;

/// What is empty in the new record keeps the old value. A job once sent here stays ours.
const auto upsert = u"INSERT INTO jobs (%1) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                    " ON CONFLICT (service_id, job_id) DO UPDATE SET"
                    " url = coalesce(nullif(excluded.url, ''), url),"
                    " run_id = coalesce(nullif(excluded.run_id, ''), run_id),"
                    " query = coalesce(nullif(excluded.query, ''), query),"
                    " language = coalesce(nullif(excluded.language, ''), language),"
                    " queue = coalesce(nullif(excluded.queue, ''), queue),"
                    " maxrec = coalesce(excluded.maxrec, maxrec),"
                    " phase = excluded.phase,"
                    " created = coalesce(excluded.created, created),"
                    " started = coalesce(excluded.started, started),"
                    " ended = coalesce(excluded.ended, ended),"
                    " last_seen = coalesce(excluded.last_seen, last_seen),"
                    " row_count = coalesce(excluded.row_count, row_count),"
                    " byte_count = coalesce(excluded.byte_count, byte_count),"
                    " error_message = coalesce(nullif(excluded.error_message, ''), error_message),"
                    " sent_here = max(sent_here, excluded.sent_here),"
                    " gone = excluded.gone"_s;

QVariant timeValue(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : QVariant();
}

QDateTime timeFrom(const QVariant& value)
{
    return value.isNull() ? QDateTime()
                          : QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QVariant numberValue(const std::optional<qint64>& number)
{
    return number ? QVariant(*number) : QVariant();
}

std::optional<qint64> numberFrom(const QVariant& value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

/// A null QString would be stored as NULL.
QString textValue(const QString& text)
{
    return text.isNull() ? u""_s : text;
}

void bind(QSqlQuery& query, const JobRecord& record)
{
    query.addBindValue(textValue(record.serviceId));
    query.addBindValue(textValue(record.jobId));
    // Without user info: a URL that somebody typed may hold a password.
    query.addBindValue(textValue(record.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo)));
    query.addBindValue(textValue(record.runId));
    query.addBindValue(textValue(record.query));
    query.addBindValue(textValue(record.language));
    query.addBindValue(textValue(record.queue));
    query.addBindValue(numberValue(record.maxrec));
    query.addBindValue(textValue(record.phase.word()));
    query.addBindValue(timeValue(record.created));
    query.addBindValue(timeValue(record.started));
    query.addBindValue(timeValue(record.ended));
    query.addBindValue(timeValue(record.lastSeen));
    query.addBindValue(numberValue(record.rows));
    query.addBindValue(numberValue(record.bytes));
    query.addBindValue(textValue(record.errorMessage));
    query.addBindValue(record.sentHere);
    query.addBindValue(record.gone);
}

JobRecord recordFrom(const QSqlQuery& query)
{
    JobRecord record;
    int column = 0;
    record.serviceId = query.value(column++).toString();
    record.jobId = query.value(column++).toString();
    record.url = QUrl(query.value(column++).toString());
    record.runId = query.value(column++).toString();
    record.query = query.value(column++).toString();
    record.language = query.value(column++).toString();
    record.queue = query.value(column++).toString();
    record.maxrec = numberFrom(query.value(column++));
    record.phase = JobPhase::fromWord(query.value(column++).toString());
    record.created = timeFrom(query.value(column++));
    record.started = timeFrom(query.value(column++));
    record.ended = timeFrom(query.value(column++));
    record.lastSeen = timeFrom(query.value(column++));
    record.rows = numberFrom(query.value(column++));
    record.bytes = numberFrom(query.value(column++));
    record.errorMessage = query.value(column++).toString();
    record.sentHere = query.value(column++).toBool();
    record.gone = query.value(column++).toBool();
    return record;
}

} // namespace

class JobStore::Private
{
public:
    Private(const QString& file)
        : connection(u"jobs-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
        , fileName(file)
        , database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
    {
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
    }

    ~Private()
    {
        database.close();
        database = {}; // removeDatabase() wants no copy left
        QSqlDatabase::removeDatabase(connection);
    }

    Q_DISABLE_COPY_MOVE(Private)

    static Result<std::unique_ptr<Private>> open(const QString& file)
    {
        auto d = std::make_unique<Private>(file);
        const auto isNew = !QFile::exists(file);
        if (!d->database.open())
            return d->fail(d->database.lastError());
        if (isNew) // queries are nobody else's business
            QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        return d;
    }

    tl::unexpected<Error> fail(const QSqlError& error) const
    {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = error.text(),
                        .url = QUrl::fromLocalFile(fileName)});
    }

    Status exec(const QString& statement) const
    {
        QSqlQuery query(database);
        if (!query.exec(statement))
            return fail(query.lastError());
        return {};
    }

    /// Two programs that make the file at once: SQLite refuses the change to WAL at once while the
    /// other holds a lock, without the busy time-out. An empty transaction waits for that lock.
    Status enterWal() const
    {
        auto entered = exec(u"PRAGMA journal_mode = WAL"_s);
        for (int tries = 0; !entered && tries < 10; ++tries) {
            if (exec(u"BEGIN IMMEDIATE"_s))
                static_cast<void>(exec(u"COMMIT"_s));
            entered = exec(u"PRAGMA journal_mode = WAL"_s);
        }
        return entered;
    }

    Result<QList<JobRecord>> select(const QString& condition, const QVariantList& values) const
    {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.prepare(u"SELECT %1 FROM jobs %2"
                      " ORDER BY coalesce(created, started, last_seen, '') DESC, job_id DESC"_s.arg(
                          columns, condition));
        for (const auto& value : values)
            query.addBindValue(value);
        if (!query.exec())
            return fail(query.lastError());
        QList<JobRecord> records;
        while (query.next())
            records.append(recordFrom(query));
        if (query.lastError().isValid())
            return fail(query.lastError());
        return records;
    }

    /// Makes the opened file ready for use.
    Status prepare()
    {
        if (const auto entered = enterWal(); !entered)
            return entered;
        if (const auto set = exec(u"PRAGMA synchronous = FULL"_s); !set)
            return set;
        return migrateSchema(database, u"jobs"_s, schemaSteps());
    }

    /// Whether SQLite finds the file itself broken; a full disk or a lock is no damage.
    bool isDamaged() const
    {
        static const QStringList damage {u"11"_s, u"26"_s}; // SQLITE_CORRUPT, SQLITE_NOTADB
        QSqlQuery query(database);
        if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
            return damage.contains(query.lastError().nativeErrorCode());
        return query.value(0).toString() != "ok"_L1;
    }

    QString connection;
    QString fileName;
    QSqlDatabase database;
};

JobStore::JobStore(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

JobStore::~JobStore() = default;

Result<std::unique_ptr<JobStore>> JobStore::open(const QString& file)
{
    auto d = Private::open(file);
    if (!d)
        return failure(d.error());
    auto prepared = (*d)->prepare();
    if (!prepared && (*d)->isDamaged()) {
        d->reset(); // else SQLite would go on with the old file
        const auto isDamaged = [&file] {
            const auto now = Private::open(file);
            return now && (*now)->isDamaged();
        };
        if (setAsideDatabase(file, isDamaged)) {
            qCWarning(lcJobs) << "The list of jobs was damaged; it is kept beside the new" << file;
            d = Private::open(file);
            if (!d)
                return failure(d.error());
            prepared = (*d)->prepare();
        }
    }
    if (!prepared) {
        auto error = prepared.error();
        error.url = QUrl::fromLocalFile(file);
        return failure(std::move(error));
    }
    return std::unique_ptr<JobStore>(new JobStore(std::move(*d)));
}

Status JobStore::save(const JobRecord& record)
{
    return save(QList {record});
}

Status JobStore::save(const QList<JobRecord>& records)
{
    // IMMEDIATE waits for the other program's lock now; a read lock could not be turned into a
    // write lock later.
    if (auto begun = d->exec(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    QSqlQuery query(d->database);
    auto outcome = Status();
    if (!query.prepare(upsert.arg(columns)))
        outcome = d->fail(query.lastError());
    for (const auto& record : records) {
        if (!outcome)
            break;
        bind(query, record);
        if (!query.exec())
            outcome = d->fail(query.lastError());
    }
    query.finish();
    if (outcome)
        outcome = d->exec(u"COMMIT"_s);
    if (!outcome)
        static_cast<void>(d->exec(u"ROLLBACK"_s));
    return outcome;
}

Result<QList<JobRecord>> JobStore::jobs(const QString& serviceId) const
{
    if (serviceId.isEmpty())
        return d->select({}, {});
    return d->select(u"WHERE service_id = ?"_s, {serviceId});
}

Result<std::optional<JobRecord>> JobStore::job(const QString& serviceId, const QString& jobId) const
{
    const auto found = d->select(u"WHERE service_id = ? AND job_id = ?"_s, {serviceId, jobId});
    if (!found)
        return failure(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Status JobStore::forget(const QString& serviceId, const QString& jobId)
{
    QSqlQuery query(d->database);
    query.prepare(u"DELETE FROM jobs WHERE service_id = ? AND job_id = ?"_s);
    query.addBindValue(serviceId);
    query.addBindValue(jobId);
    if (!query.exec())
        return d->fail(query.lastError());
    return {};
}

} // namespace tapdesk
