// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/database.h"

#include <QUrl>

#include <sqlite3.h>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr int busyTimeoutMs = 10'000; // another program may be writing its jobs

Error fileError(const QString& message, const QString& path)
{
    return {.kind = Error::Kind::FileSystem, .detail = message, .url = QUrl::fromLocalFile(path)};
}

} // namespace

void Database::Closer::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const QString& path, Mode mode)
{
    QByteArray name = QUrl::fromLocalFile(path).toEncoded();
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (mode == Mode::Unchanging) {
        name += "?immutable=1";
        flags |= SQLITE_OPEN_READONLY;
    } else {
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }

    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags, nullptr);
    Database database;
    database.m_handle.reset(handle); // SQLite wants a handle closed that failed to open, too
    if (code != SQLITE_OK)
        return failure(fileError(QString::fromUtf8(sqlite3_errstr(code)), path));
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    sqlite3_extended_result_codes(handle, 1);
    return database;
}

bool Database::isDamaged(const QString& path, Mode mode)
{
    auto database = open(path, mode);
    if (!database)
        return false;
    auto check = database->prepare(u"PRAGMA quick_check(1)"_s);
    if (check && check->step() == Statement::Step::Row)
        return check->text(0) != "ok"_L1;
    const int code = sqlite3_errcode(database->handle()) & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

Status Database::execute(const QString& sql)
{
    if (sqlite3_exec(handle(), sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    return failure({.kind = Error::Kind::FileSystem, .detail = lastMessage()});
}

Result<Statement> Database::prepare(const QString& sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle(), text.constData(), static_cast<int>(text.size()),
                                        &statement, nullptr);
    if (code != SQLITE_OK || !statement)
        return failure({.kind = Error::Kind::Service, .detail = lastMessage()});
    return Statement(statement);
}

qint64 Database::changes() const
{
    return sqlite3_changes64(handle());
}

QString Database::lastMessage() const
{
    return QString::fromUtf8(sqlite3_errmsg(handle()));
}

} // namespace tapdesk::localtap
