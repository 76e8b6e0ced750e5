// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/database.h"
#include "core/localtap/queryrequest.h"
#include "core/table/columnbuilder.h"
#include "core/table/table.h"

#include <chrono>
#include <functional>
#include <vector>

namespace tapdesk::localtap {

/// One query on the sample data, read block by block. Use from one thread at a time.
///
/// The time limit counts the time that the database works, not the time that the reader of the
/// rows takes.
class QueryRun final
{
public:
    struct Limits
    {
        std::chrono::milliseconds time {};
        std::function<bool()> stopped; ///< asked every few milliseconds; may be empty
    };

    /// Translates the query, starts it and reads the first rows, from which the datatypes of
    /// computed columns follow.
    ///
    /// @param path  of the sample database
    /// @return the run, or Error::Kind::Service (with the line in Error::line for a syntax
    ///         error), Timeout or Cancelled
    static Result<std::unique_ptr<QueryRun>> start(const QString& path, const QueryRequest& request,
                                                   Limits limits);

    ~QueryRun();

    const Schema& fields() const { return m_fields; }

    /// The next rows; a block of none at the end.
    Result<Block> next();

    bool isOverflow() const { return m_overflow; } ///< known at the end
    qint64 rowCount() const { return m_rows; } ///< handed out so far
    QStringList sources() const { return m_sources; } ///< tables that are read
    QString nativeQuery() const { return m_native; }

private:
    QueryRun(Limits limits, qint64 rowLimit);

    Status prepare(const QString& path, const QueryRequest& request);
    void describeFields();
    Result<Block> collect(qsizetype wanted);
    Status appendRow();
    Status appendComputed(ColumnBuilder& builder, int column);
    Status stepFailure(Statement::Step step) const;
    void settleTypes();
    int onProgress();

    Limits m_limits;
    qint64 m_rowLimit = 0;
    qint64 m_rows = 0;
    bool m_overflow = false;
    bool m_done = false;
    bool m_settled = false; ///< datatypes of computed columns are fixed
    std::chrono::steady_clock::duration m_worked {};
    std::chrono::steady_clock::time_point m_resumed;
    QString m_native;
    QStringList m_sources;
    Schema m_fields;
    std::vector<bool> m_computed; ///< of each column
    std::vector<bool> m_seen; ///< computed columns that had a value
    std::vector<ColumnBuilder> m_builders;
    Block m_first;
    Database m_database;
    Statement m_statement; // must go before the database
};

} // namespace tapdesk::localtap
