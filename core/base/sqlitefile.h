// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

class QSqlError;

namespace tapdesk {

/// An SQLite file that several programs may use at once (WAL), readable by its owner only.
///
/// What was written is in SQLite's log first. When that has grown, the pool brings it into the file
/// itself, as this waits for the disk several times.
///
/// Use from one thread. Every Error is of Kind::FileSystem, with SQLite's words and the file.
class SqliteFile
{
public:
    /// What a change has to survive once the function that made it has returned. Waiting for the
    /// disk takes milliseconds, which add up where many things change at once.
    enum class Survives {
        PowerCut, ///< it is on disk (synchronous=FULL)
        Kill ///< the system has it (NORMAL): the death of the program does not undo it
    };

    /// Opens or makes the file. A damaged one is set aside (see setAside()) and a new one made.
    /// @param file  a path, or ":memory:"
    static Result<std::unique_ptr<SqliteFile>> open(const QString& file);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    /// Brings one part of the file to its newest schema.
    ///
    /// Several parts (job mirror, shelf) share the file, so each has a version of its own in the
    /// table `schema_versions`. Version n is what the first n steps make. All missing steps are
    /// one transaction that holds the write lock: of two programs that start at once, one
    /// migrates and the other finds it done; a step that fails leaves everything as it was.
    ///
    /// @param steps  SQL statements of each step, oldest first
    /// @return an Error too when the part is newer than we are
    Status migrate(const QString& part, const QList<QStringList>& steps);

    const QSqlDatabase& database() const { return m_database; }
    Status exec(const QString& statement) const;
    tl::unexpected<Error> fail(const QSqlError& error) const;

    /// Runs @p act, which returns a Status, between BEGIN and COMMIT: all of it is done, or
    /// nothing. IMMEDIATE waits for another program's lock now; a read lock could not be turned
    /// into a write lock later.
    template <typename Act>
    Status transaction(Survives what, Act act)
    {
        if (auto set = make(what); !set)
            return set;
        if (auto begun = exec(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun;
        Status outcome = act();
        if (outcome)
            outcome = exec(QStringLiteral("COMMIT"));
        if (outcome)
            emptyLog();
        else
            static_cast<void>(exec(QStringLiteral("ROLLBACK")));
        return outcome;
    }

private:
    explicit SqliteFile(const QString& file);
    static Result<std::unique_ptr<SqliteFile>> connect(const QString& file);
    Status prepare();
    Status enterWal() const;
    Status make(Survives what);
    Status bring(const QString& part, const QList<QStringList>& steps) const;
    bool isDamaged() const;
    void emptyLog();

    QString m_connection;
    QString m_file;
    QSqlDatabase m_database;
    std::optional<Survives> m_survives; // what the connection is set to
    QFuture<void> m_emptying; // of the log
};

} // namespace tapdesk
