// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/jobdatabase.h"

#include "core/base/setaside.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QUrl>
#include <QUuid>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr int schemaVersion = 1;
constexpr int maxAttempts = 3; // a query that brings the program down must not do so for ever

const auto columnList =
    u"id, phase, query, language, queue, run_id, maxrec, format, native, created, "
    "started, ended, duration, destruction, error, row_count, byte_count"_s;

const auto createTable =
    u"CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, phase TEXT NOT NULL, query TEXT, "
    "language TEXT, queue TEXT NOT NULL, run_id TEXT, maxrec INTEGER, format TEXT, native TEXT, "
    "created TEXT NOT NULL, queued TEXT, started TEXT, ended TEXT, duration INTEGER, "
    "destruction TEXT, error TEXT, row_count INTEGER, byte_count INTEGER, owner TEXT, "
    "attempts INTEGER NOT NULL DEFAULT 0)"_s;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

JobRecord recordOf(const Statement& row)
{
    JobRecord record;
    int column = 0;
    record.id = row.text(column++);
    record.phase = row.text(column++);
    record.request.query = row.text(column++);
    record.request.language = row.text(column++);
    record.request.queue = row.text(column++);
    record.request.runId = row.text(column++);
    if (!row.isNull(column))
        record.request.maxrec = row.integer(column);
    ++column;
    record.request.format = row.text(column++);
    record.nativeQuery = row.text(column++);
    record.created = row.time(column++);
    record.started = row.time(column++);
    record.ended = row.time(column++);
    record.duration = std::chrono::seconds(row.integer(column++));
    record.destruction = row.time(column++);
    record.error = row.text(column++);
    for (qint64* count : {&record.rows, &record.bytes}) {
        if (!row.isNull(column))
            *count = row.integer(column);
        ++column;
    }
    return record;
}

} // namespace

JobDatabase::JobDatabase(QString folder)
    : m_folder(std::move(folder))
    , m_owner(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

Result<std::unique_ptr<JobDatabase>> JobDatabase::open(const QString& folder)
{
    std::unique_ptr<JobDatabase> result(new JobDatabase(folder));
    if (auto prepared = result->prepare(); !prepared)
        return failure(prepared.error());
    result->tidy();
    return result;
}

Status JobDatabase::prepare()
{
    const QDir folder(m_folder);
    if (!folder.mkpath(u"results"_s) || !folder.mkpath(u"owners"_s)) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"cannot create folders"_s,
                        .url = QUrl::fromLocalFile(m_folder)});
    }
    m_lock = std::make_unique<QLockFile>(folder.filePath(u"owners/"_s + m_owner));
    m_lock->setStaleLockTime(0); // stale when its program is gone, however long it lasted
    if (!m_lock->tryLock(0)) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"cannot create a lock file"_s,
                        .url = QUrl::fromLocalFile(m_folder)});
    }
    const QString path = folder.filePath(u"jobs.sqlite"_s);
    auto opened = openFile(path);
    const auto isDamaged = [&path] { return Database::isDamaged(path, Database::Mode::ReadWrite); };
    if (opened || !isDamaged())
        return opened;
    m_database = {}; // else SQLite would go on with the old file
    return setAsideDatabase(path, isDamaged) ? openFile(path) : opened;
}

Status JobDatabase::openFile(const QString& path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return failure(database.error());
    m_database = std::move(*database);
    const auto version = m_database.prepare(u"PRAGMA user_version"_s).map([](Statement read) {
        return read.step() == Statement::Step::Row ? read.integer(0) : 0;
    });
    if (version.value_or(0) > schemaVersion) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"made by a newer version of this program"_s,
                        .url = QUrl::fromLocalFile(path)});
    }
    auto prepared =
        m_database.execute(u"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"_s)
            .and_then([this] { return m_database.execute(createTable); })
            .and_then([this] {
                return m_database.execute(u"PRAGMA user_version=%1"_s.arg(schemaVersion));
            });
    if (prepared)
        return prepared;
    auto error = prepared.error();
    error.url = QUrl::fromLocalFile(path);
    return failure(std::move(error));
}

JobDatabase::~JobDatabase()
{
    if (m_database.handle() != nullptr) {
        change(u"UPDATE job SET phase=?, owner=NULL, started=NULL WHERE phase=? AND owner=?"_s,
               QString(phase::queued), QString(phase::executing), m_owner);
    }
}

// Only for SQL of this file, so a failure to prepare is a bug or a broken file.
Result<Statement> JobDatabase::statement(const QString& sql) const
{
    return m_database.prepare(sql);
}

template <typename... Values>
bool JobDatabase::change(const QString& sql, const Values&... values)
{
    const std::lock_guard lock(m_mutex);
    auto update = statement(sql);
    const bool changed =
        update && update->run(values...) == Statement::Step::Done && m_database.changes() > 0;
    if (changed) {
        ++m_revision;
        m_changed.notify_all();
    }
    return changed;
}

Result<JobRecord> JobDatabase::create(const QueryRequest& request, std::chrono::seconds duration)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const bool stored = change(
        u"INSERT INTO job (id, phase, query, language, queue, run_id, maxrec, format, created, "
        "duration) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        id, QString(phase::pending), request.query, request.language, request.queue, request.runId,
        request.maxrec, request.format, now(), static_cast<qint64>(duration.count()));
    const auto record = stored ? find(id) : std::nullopt;
    if (record)
        return *record;
    return failure({.kind = Error::Kind::FileSystem, .detail = m_database.lastMessage()});
}

QList<JobRecord> JobDatabase::records(Statement& statement) const
{
    QList<JobRecord> result;
    while (statement.step() == Statement::Step::Row)
        result.append(recordOf(statement));
    return result;
}

std::optional<JobRecord> JobDatabase::find(const QString& id) const
{
    const std::lock_guard lock(m_mutex);
    auto select = statement(u"SELECT %1 FROM job WHERE id=?"_s.arg(columnList));
    if (!select)
        return {};
    select->bind(1, id);
    const QList<JobRecord> found = records(*select);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<JobRecord> JobDatabase::list(const JobFilter& filter) const
{
    QString sql = u"SELECT %1 FROM job WHERE "_s.arg(columnList);
    const QStringList marks(filter.phases.size(), u"?"_s);
    if (filter.phases.isEmpty())
        sql += u"phase <> '%1'"_s.arg(phase::archived);
    else
        sql += u"phase IN (%1)"_s.arg(marks.join(u','));
    if (filter.after.isValid())
        sql += u" AND created > ?"_s;
    sql += filter.last < 0 ? u" ORDER BY created, rowid"_s
                           : u" ORDER BY created DESC, rowid DESC LIMIT ?"_s;

    const std::lock_guard lock(m_mutex);
    auto select = statement(sql);
    if (!select)
        return {};
    int parameter = 0;
    for (const QString& name : filter.phases)
        select->bind(++parameter, name);
    if (filter.after.isValid())
        select->bind(++parameter, filter.after);
    if (filter.last >= 0)
        select->bind(++parameter, filter.last);
    return records(*select);
}

bool JobDatabase::setRequest(const QString& id, const QueryRequest& request,
                             std::chrono::seconds duration)
{
    return change(u"UPDATE job SET query=?, language=?, queue=?, run_id=?, maxrec=?, format=?, "
                  "duration=? WHERE id=? AND phase=?"_s,
                  request.query, request.language, request.queue, request.runId, request.maxrec,
                  request.format, static_cast<qint64>(duration.count()), id,
                  QString(phase::pending));
}

bool JobDatabase::setDuration(const QString& id, std::chrono::seconds duration)
{
    return change(u"UPDATE job SET duration=? WHERE id=? AND phase=?"_s,
                  static_cast<qint64>(duration.count()), id, QString(phase::pending));
}

bool JobDatabase::setDestruction(const QString& id, const QDateTime& time)
{
    return change(u"UPDATE job SET destruction=? WHERE id=? AND phase<>?"_s, time, id,
                  QString(phase::archived));
}

bool JobDatabase::enqueue(const QString& id)
{
    return change(u"UPDATE job SET phase=?, queued=? WHERE id=? AND phase=?"_s,
                  QString(phase::queued), now(), id, QString(phase::pending));
}

bool JobDatabase::abort(const QString& id)
{
    return change(
        u"UPDATE job SET phase=?, ended=?, owner=NULL WHERE id=? AND phase IN (?, ?, ?)"_s,
        QString(phase::aborted), now(), id, QString(phase::pending), QString(phase::queued),
        QString(phase::executing));
}

bool JobDatabase::archive(const QString& id)
{
    const bool archived =
        change(u"UPDATE job SET phase=?, owner=NULL, row_count=NULL, byte_count=NULL, "
               "ended=coalesce(ended, ?) WHERE id=? AND phase<>?"_s,
               QString(phase::archived), now(), id, QString(phase::archived));
    QFile::remove(resultPath(id));
    return archived;
}

bool JobDatabase::complete(const QString& id, qint64 rows, qint64 bytes)
{
    return change(u"UPDATE job SET phase=?, ended=?, owner=NULL, row_count=?, byte_count=? "
                  "WHERE id=? AND phase=? AND owner=?"_s,
                  QString(phase::completed), now(), rows, bytes, id, QString(phase::executing),
                  m_owner);
}

bool JobDatabase::fail(const QString& id, const QString& message)
{
    return change(u"UPDATE job SET phase=?, ended=?, owner=NULL, error=? "
                  "WHERE id=? AND phase=? AND owner=?"_s,
                  QString(phase::error), now(), message, id, QString(phase::executing), m_owner);
}

bool JobDatabase::release(const QString& id)
{
    return change(u"UPDATE job SET phase=?, owner=NULL, started=NULL, attempts=attempts-1 "
                  "WHERE id=? AND phase=? AND owner=?"_s,
                  QString(phase::queued), id, QString(phase::executing), m_owner);
}

std::optional<JobRecord> JobDatabase::claim(const QString& queue)
{
    QString id;
    {
        const std::lock_guard lock(m_mutex);
        // one statement, so that of two programs only one gets the job
        auto update = statement(
            u"UPDATE job SET phase=?, owner=?, started=?, attempts=attempts+1 WHERE id=("
            "SELECT id FROM job WHERE phase=? AND queue=? ORDER BY queued, rowid LIMIT 1) "
            "RETURNING id"_s);
        if (!update)
            return {};
        update->bind(1, QString(phase::executing));
        update->bind(2, m_owner);
        update->bind(3, now());
        update->bind(4, QString(phase::queued));
        update->bind(5, queue);
        if (update->step() != Statement::Step::Row)
            return {};
        id = update->text(0);
        update->step();
        ++m_revision;
        m_changed.notify_all();
    }
    return find(id);
}

void JobDatabase::setNativeQuery(const QString& id, const QString& sql)
{
    change(u"UPDATE job SET native=? WHERE id=?"_s, sql, id);
}

bool JobDatabase::isMine(const QString& id) const
{
    const std::lock_guard lock(m_mutex);
    auto select = statement(u"SELECT 1 FROM job WHERE id=? AND phase=? AND owner=?"_s);
    if (!select)
        return false;
    select->bind(1, id);
    select->bind(2, QString(phase::executing));
    select->bind(3, m_owner);
    return select->step() == Statement::Step::Row;
}

void JobDatabase::tidy()
{
    requeueOrphans();
    archiveExpired();
}

void JobDatabase::requeueOrphans()
{
    QStringList owners;
    {
        const std::lock_guard lock(m_mutex);
        auto select = statement(u"SELECT DISTINCT owner FROM job WHERE phase=? AND owner<>?"_s);
        if (!select)
            return;
        select->bind(1, QString(phase::executing));
        select->bind(2, m_owner);
        while (select->step() == Statement::Step::Row)
            owners += select->text(0);
    }
    for (const QString& owner : owners) {
        QLockFile lock(QDir(m_folder).filePath(u"owners/"_s + owner));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue; // alive
        change(u"UPDATE job SET phase=?, ended=?, owner=NULL, error=? "
               "WHERE phase=? AND owner=? AND attempts>=?"_s,
               QString(phase::error), now(),
               u"the program ended %1 times while it ran this query"_s.arg(maxAttempts),
               QString(phase::executing), owner, maxAttempts);
        change(u"UPDATE job SET phase=?, owner=NULL, started=NULL WHERE phase=? AND owner=?"_s,
               QString(phase::queued), QString(phase::executing), owner);
    }
}

void JobDatabase::archiveExpired()
{
    QStringList expired;
    {
        const std::lock_guard lock(m_mutex);
        auto select = statement(u"SELECT id FROM job WHERE destruction<? AND phase<>?"_s);
        if (!select)
            return;
        select->bind(1, now());
        select->bind(2, QString(phase::archived));
        while (select->step() == Statement::Step::Row)
            expired += select->text(0);
    }
    for (const QString& id : expired)
        archive(id);
}

void JobDatabase::waitForChange(std::chrono::milliseconds timeout) const
{
    std::unique_lock lock(m_mutex);
    const quint64 seen = m_revision;
    m_changed.wait_for(lock, timeout, [this, seen] { return m_interrupted || m_revision != seen; });
}

void JobDatabase::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_interrupted = true;
    m_changed.notify_all();
}

bool JobDatabase::isInterrupted() const
{
    const std::lock_guard lock(m_mutex);
    return m_interrupted;
}

QString JobDatabase::resultPath(const QString& id) const
{
    return QDir(m_folder).filePath(u"results/%1.result"_s.arg(id));
}

} // namespace tapdesk::localtap
