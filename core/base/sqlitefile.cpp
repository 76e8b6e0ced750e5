// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitefile.h"

#include "core/base/setaside.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>
#include <QVariant>
#include <QtConcurrentRun>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSql, "tapdesk.sql", QtInfoMsg)

namespace {

constexpr qint64 mostLog = 4 * 1024 * 1024; // bytes; SQLite's own limit is 1000 pages of 4 KiB
constexpr int mostLogPages = 16 * 1024; // where the pool does not get to it: 64 MiB

} // namespace

SqliteFile::SqliteFile(const QString& file)
    : m_connection(u"file-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_file(file)
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection))
{
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
}

SqliteFile::~SqliteFile()
{
    m_emptying.waitForFinished(); // the last one to close the file removes the log
    m_database.close();
    m_database = {}; // removeDatabase() wants no copy left
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::connect(const QString& file)
{
    std::unique_ptr<SqliteFile> made(new SqliteFile(file));
    const bool isNew = !QFile::exists(file);
    if (!made->m_database.open())
        return made->fail(made->m_database.lastError());
    if (isNew) // queries are nobody else's business
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    return made;
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString& file)
{
    auto made = connect(file);
    if (!made)
        return made;
    auto prepared = (*made)->prepare();
    if (!prepared && (*made)->isDamaged()) {
        made->reset(); // else SQLite would go on with the old file
        const auto isDamaged = [&file] {
            const auto now = connect(file);
            return now && (*now)->isDamaged();
        };
        if (setAsideDatabase(file, isDamaged)) {
            qCWarning(lcSql) << "The file was damaged; it is kept beside the new" << file;
            made = connect(file);
            if (!made)
                return made;
            prepared = (*made)->prepare();
        }
    }
    if (!prepared)
        return failure(prepared.error());
    return made;
}

/// Reads the file too, so that a damaged one is found now.
Status SqliteFile::prepare()
{
    if (const auto entered = enterWal(); !entered)
        return entered;
    if (const auto set = make(Survives::PowerCut); !set)
        return set;
    // The log's size tells what it holds, as it is cut when it begins anew.
    if (const auto set = exec(u"PRAGMA journal_size_limit = 0"_s); !set)
        return set;
    if (const auto set = exec(u"PRAGMA wal_autocheckpoint = %1"_s.arg(mostLogPages)); !set)
        return set;
    return exec(u"CREATE TABLE IF NOT EXISTS schema_versions"
                " (part TEXT PRIMARY KEY, version INTEGER NOT NULL)"_s);
}

/// Takes effect with the next transaction.
Status SqliteFile::make(Survives what)
{
    if (m_survives == what)
        return {};
    const auto full = what == Survives::PowerCut;
    auto set = exec(full ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = NORMAL"_s);
    if (set)
        m_survives = what;
    return set;
}

/// On a connection of its own. Others read and write meanwhile; what it cannot do now, it does the
/// next time.
void SqliteFile::emptyLog()
{
    if (QFileInfo(m_file + "-wal"_L1).size() < mostLog || m_emptying.isRunning())
        return;
    m_emptying = QtConcurrent::run([file = m_file] {
        const auto own = connect(file);
        const auto done = own ? (*own)->exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s) : Status();
        if (!own || !done)
            qCWarning(lcSql) << "The log is not emptied:" << file;
    });
}

/// Two programs that make the file at once: SQLite refuses the change to WAL at once while the
/// other holds a lock, without the busy time-out. An empty transaction waits for that lock.
Status SqliteFile::enterWal() const
{
    auto entered = exec(u"PRAGMA journal_mode = WAL"_s);
    for (int tries = 0; !entered && tries < 10; ++tries) {
        if (exec(u"BEGIN IMMEDIATE"_s))
            static_cast<void>(exec(u"COMMIT"_s));
        entered = exec(u"PRAGMA journal_mode = WAL"_s);
    }
    return entered;
}

/// Whether SQLite finds the file itself broken; a full disk or a lock is no damage.
bool SqliteFile::isDamaged() const
{
    static const QStringList damage {u"11"_s, u"26"_s}; // SQLITE_CORRUPT, SQLITE_NOTADB
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return damage.contains(query.lastError().nativeErrorCode());
    return query.value(0).toString() != "ok"_L1;
}

tl::unexpected<Error> SqliteFile::fail(const QSqlError& error) const
{
    return failure({.kind = Error::Kind::FileSystem,
                    .detail = error.text(),
                    .url = QUrl::fromLocalFile(m_file)});
}

Status SqliteFile::exec(const QString& statement) const
{
    QSqlQuery query(m_database);
    if (!query.exec(statement))
        return fail(query.lastError());
    return {};
}

Status SqliteFile::migrate(const QString& part, const QList<QStringList>& steps)
{
    return transaction(Survives::PowerCut, [&] { return bring(part, steps); });
}

Status SqliteFile::bring(const QString& part, const QList<QStringList>& steps) const
{
    QSqlQuery query(m_database);
    query.prepare(u"SELECT version FROM schema_versions WHERE part = ?"_s);
    query.addBindValue(part);
    if (!query.exec())
        return fail(query.lastError());
    const auto version = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    if (version > steps.size()) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"schema %1 of %2 is newer than %3"_s.arg(version).arg(part).arg(
                            steps.size()),
                        .url = QUrl::fromLocalFile(m_file)});
    }
    if (version == steps.size())
        return {};
    for (const auto& step : steps.sliced(version)) {
        for (const auto& statement : step) {
            if (const auto done = exec(statement); !done)
                return done;
        }
    }
    query.prepare(u"INSERT OR REPLACE INTO schema_versions VALUES (?, ?)"_s);
    query.addBindValue(part);
    query.addBindValue(steps.size());
    if (!query.exec())
        return fail(query.lastError());
    return {};
}

} // namespace tapdesk
