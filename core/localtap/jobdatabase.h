// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/database.h"
#include "core/localtap/jobrecord.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

class QLockFile;

namespace tapdesk::localtap {

/// Which jobs a list shows. Source: UWS 1.1, section 2.2.2.1.
struct JobFilter
{
    QStringList phases; ///< empty = all but ARCHIVED
    QDateTime after; ///< created later than; invalid = any time
    qint64 last = -1; ///< so many of the newest, newest first; -1 = all, oldest first
};

/// The jobs of a data folder: one SQLite file that several programs may use at once, each with an
/// object of this class. Safe to use from many threads.
///
/// A program owns the jobs that it executes, and shows by a lock file that it is alive. Jobs of
/// one that died go back into their queues.
class JobDatabase final
{
public:
    /// @param folder  must exist
    /// @return the database, or Error::Kind::FileSystem
    static Result<std::unique_ptr<JobDatabase>> open(const QString& folder);
    ~JobDatabase(); ///< puts its executing jobs back into their queues

    /// Stores a new job in phase PENDING.
    Result<JobRecord> create(const QueryRequest& request, std::chrono::seconds duration);
    std::optional<JobRecord> find(const QString& id) const;
    QList<JobRecord> list(const JobFilter& filter) const;

    // The following change a job that is in the right phase for it and say whether it was.
    bool setRequest(const QString& id, const QueryRequest& request, std::chrono::seconds duration);
    bool setDuration(const QString& id, std::chrono::seconds duration);
    bool setDestruction(const QString& id, const QDateTime& time);
    bool enqueue(const QString& id);
    bool abort(const QString& id);
    bool archive(const QString& id); ///< from any phase; the result file goes, too
    bool complete(const QString& id, qint64 rows, qint64 bytes);
    bool fail(const QString& id, const QString& message);
    bool release(const QString& id); ///< an executing job back into its queue

    /// Takes the job that has waited longest in a queue; it is EXECUTING then.
    std::optional<JobRecord> claim(const QString& queue);
    void setNativeQuery(const QString& id, const QString& sql);
    bool isMine(const QString& id) const; ///< still executing, and by this program

    /// Puts back the jobs of programs that died and archives those whose time has come.
    void tidy();

    /// Blocks until something changed here, interrupt() was called, or @p timeout. Other
    /// programs' changes are not noticed: look again after a short time.
    void waitForChange(std::chrono::milliseconds timeout) const;
    void interrupt(); ///< ends this and all later waits
    bool isInterrupted() const;

    QString resultPath(const QString& id) const;

private:
    explicit JobDatabase(QString folder);

    Status prepare();
    Status openFile(const QString& path);
    Result<Statement> statement(const QString& sql) const;
    template <typename... Values>
    bool change(const QString& sql, const Values&... values);
    QList<JobRecord> records(Statement& statement) const;
    void requeueOrphans();
    void archiveExpired();

    QString m_folder;
    QString m_owner; ///< name of this program in the database
    std::unique_ptr<QLockFile> m_lock;
    mutable std::mutex m_mutex; // guards what follows
    mutable std::condition_variable m_changed;
    mutable Database m_database;
    quint64 m_revision = 0;
    bool m_interrupted = false;
};

} // namespace tapdesk::localtap
