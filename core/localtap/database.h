// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/localtap/statement.h"

#include <QString>

#include <memory>

struct sqlite3;

namespace tapdesk::localtap {

/// An open SQLite file. Use from one thread at a time.
class Database final
{
public:
    enum class Mode {
        Unchanging, ///< read only, and nobody writes to the file while it is open
        ReadWrite ///< created if absent
    };

    /// @return the database, or Error::Kind::FileSystem
    static Result<Database> open(const QString& path, Mode mode);

    /// Whether a file is a broken database or none at all; one that cannot be read now, because
    /// of a lock or a full disk, is not damaged. Reads all of it.
    static bool isDamaged(const QString& path, Mode mode);

    /// Runs statements that have no rows to tell.
    Status execute(const QString& sql);

    /// @return the statement, or Error::Kind::Service with SQLite's message
    Result<Statement> prepare(const QString& sql);

    /// Rows that the last INSERT, UPDATE or DELETE touched.
    qint64 changes() const;

    /// What SQLite says about the last call that failed.
    QString lastMessage() const;

    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Closer
    {
        void operator()(sqlite3* handle) const;
    };

    std::unique_ptr<sqlite3, Closer> m_handle;
};

} // namespace tapdesk::localtap
