// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobstore.h"

#include "core/base/setaside.h"
#include "core/jobs/jobschema.h"
#include "core/jobs/recordsql.h"
#include "core/jobs/schema.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcJobs)

namespace {

constexpr auto busyPatience = 3000; // milliseconds

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
    Private(const QString& file)
        : connection(u"jobs-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
        , fileName(file)
        , database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
    {
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyPatience));
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
        query.prepare(recordsql::selection() + condition);
        if (!run(query, values))
            return fail(query.lastError());
        QList<JobRecord> records;
        while (query.next())
            records.append(recordsql::recordFrom(query));
        if (query.lastError().isValid())
            return fail(query.lastError());
        return records;
    }

    /// Takes effect with the next transaction.
    Status make(Survives what)
    {
        if (survives == what)
            return {};
        const auto full = what == Survives::PowerCut;
        auto set = exec(full ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = NORMAL"_s);
        if (set)
            survives = what;
        return set;
    }

    /// Runs @p act between BEGIN and COMMIT. IMMEDIATE waits for the other program's lock now; a
    /// read lock could not be turned into a write lock later.
    template <typename Act>
    Status transaction(Survives what, Act act)
    {
        if (auto set = make(what); !set)
            return set;
        if (auto begun = exec(u"BEGIN IMMEDIATE"_s); !begun)
            return begun;
        Status outcome = act();
        if (outcome)
            outcome = exec(u"COMMIT"_s);
        if (!outcome)
            static_cast<void>(exec(u"ROLLBACK"_s));
        return outcome;
    }

    Status write(const QList<JobRecord>& records) const;

    /// Makes the opened file ready for use.
    Status prepare()
    {
        if (const auto entered = enterWal(); !entered)
            return entered;
        if (const auto set = make(Survives::PowerCut); !set)
            return set;
        return migrateSchema(database, u"jobs"_s, jobSchemaSteps());
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
    std::optional<Survives> survives; // what the connection is set to
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
        return fail(database.lastError());

    for (const auto& record : records) {
        const auto key = [&record](const QString& phase, const QDateTime& at) {
            return QVariantList {recordsql::textValue(record.serviceId),
                                 recordsql::textValue(record.jobId), phase,
                                 recordsql::timeValue(at)};
        };
        if (record.lastSeen.isValid() && !run(looked, key(record.phase.word(), record.lastSeen)))
            return fail(looked.lastError());
        const auto tell = [&](const QString& phase, const QDateTime& at) {
            return !at.isValid() || (run(told, key(phase, at)) && run(corrected, key(phase, at)));
        };
        const auto isTold =
            (record.isCreatedOurs || tell(JobPhase(JobPhase::Kind::Pending).word(), record.created))
            && tell(JobPhase(JobPhase::Kind::Executing).word(), record.started)
            && (!hasEndedByItself(record.phase) || tell(record.phase.word(), record.ended));
        if (!isTold)
            return fail(told.lastError());
        recordsql::bind(jobs, record);
        if (!jobs.exec())
            return fail(jobs.lastError());
    }
    return {};
}

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

Status JobStore::save(const JobRecord& record, Survives what)
{
    return save(QList {record}, what);
}

Status JobStore::save(const QList<JobRecord>& records, Survives what)
{
    return d->transaction(what, [&] { return d->write(records); });
}

Result<QList<JobRecord>> JobStore::jobs(const QString& serviceId) const
{
    return jobs(RecordFilter {.serviceId = serviceId});
}

Result<QList<JobRecord>> JobStore::jobs(const RecordFilter& filter) const
{
    const auto condition = recordsql::where(filter);
    return d->select(condition.text + recordsql::order(filter), condition.values);
}

Result<std::optional<JobRecord>> JobStore::job(const QString& serviceId, const QString& jobId) const
{
    const auto found = d->select(u" WHERE service_id = ? AND job_id = ?"_s, {serviceId, jobId});
    if (!found)
        return failure(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Status JobStore::forget(const QString& serviceId, const QString& jobId)
{
    return d->transaction(Survives::PowerCut, [&]() -> Status {
        for (const auto& table : {u"jobs"_s, u"job_phases"_s, u"job_documents"_s}) {
            QSqlQuery query(d->database);
            query.prepare(u"DELETE FROM %1 WHERE service_id = ? AND job_id = ?"_s.arg(table));
            if (!run(query, {serviceId, jobId}))
                return d->fail(query.lastError());
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
        return d->fail(query.lastError());
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
        return d->fail(query.lastError());
    QList<PhaseChange> changes;
    while (query.next()) {
        changes.append({.phase = JobPhase::fromWord(query.value(0).toString()),
                        .at = recordsql::timeFrom(query.value(1)),
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
    return d->transaction(Survives::Kill, [&]() -> Status {
        QSqlQuery query(d->database);
        query.prepare(u"INSERT OR REPLACE INTO job_documents VALUES (?, ?, ?)"_s);
        if (!run(query, {serviceId, jobId, document}))
            return d->fail(query.lastError());
        return {};
    });
}

Result<QByteArray> JobStore::document(const QString& serviceId, const QString& jobId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT document FROM job_documents WHERE service_id = ? AND job_id = ?"_s);
    if (!run(query, {serviceId, jobId}))
        return d->fail(query.lastError());
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
    return d->transaction(Survives::Kill, [&]() -> Status {
        QSqlQuery query(d->database);
        query.prepare(u"INSERT INTO job_services (service_id, removal) VALUES (?, ?)"
                      " ON CONFLICT (service_id) DO UPDATE SET removal = excluded.removal"_s);
        if (!run(query, {serviceId, QString(word)}))
            return d->fail(query.lastError());
        return {};
    });
}

Result<qint64> JobStore::serverBytes(const QString& serviceId) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT total(server_bytes) FROM jobs"
                  " WHERE service_id = ? AND phase <> 'ARCHIVED' AND NOT gone"_s);
    if (!run(query, {serviceId}) || !query.next())
        return d->fail(query.lastError());
    return query.value(0).toLongLong();
}

} // namespace tapdesk
