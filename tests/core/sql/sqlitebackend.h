// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

struct sqlite3;

namespace tapdesk::test {

/// A database in memory with a few tables under the names that translated queries use, and with
/// all functions of sql::sqliteFunctions(): some are computed, the others give NULL.
class SqliteBackend final
{
public:
    SqliteBackend();
    ~SqliteBackend();
    Q_DISABLE_COPY_MOVE(SqliteBackend)

    /// "name name: value value; value value", or "error: …".
    QString run(const QString& query);

private:
    sqlite3* m_database = nullptr;
};

} // namespace tapdesk::test
