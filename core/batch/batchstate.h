// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace tapdesk {

/// What became of one entry of a batch, last time.
struct BatchRecord
{
    enum class State {
        Waiting, ///< chosen to run; nothing was sent yet
        Sending, ///< the service may have been asked to make a job
        Running, ///< there is a job, and its rows are not here yet
        Done, ///< all rows that there are to have are where they belong
        Failed, ///< the service said no, or the job failed
        Unkept, ///< the job may have the rows, but they could not be had: it was lost sight of, or
                ///< they were not read to the end, or not written
        Stopped ///< the user did not want it any more
    };

    QString key = {}; ///< absolute name of the file, or what else names the query for ever
    State state = State::Waiting;
    QByteArray hash = {}; ///< BatchEntry::hash(), of the query that was sent
    QString serviceId = {};
    QUrl jobUrl = {}; ///< empty until it is known
    QDateTime sent = {}; ///< UTC; when Sending began
    QString output = {}; ///< the file of ours: the one written last, or being written

    /// There is, or may be, a job that has the rows: it is to be looked for, not sent again.
    bool hasJob() const
    {
        return state == State::Sending
            || (!jobUrl.isEmpty() && (state == State::Running || state == State::Unkept));
    }

    friend bool operator==(const BatchRecord&, const BatchRecord&) = default;
};

/// Remembers what became of each entry, so that a batch goes on where a crash, a power cut or the
/// user ended it, and so that "changed" and "failed since the last run" are known.
///
/// A table in the database of the mirror of jobs, rather than a file of JSON for each batch: every
/// step of every entry is one small durable write, two programs may run two batches at once, and
/// the same file keeps its record in whichever batch it is run. Every change is on disk when the
/// function returns.
///
/// An entry belongs to one program while that runs it: others leave it alone. What a program took
/// that has ended, crashed or not, is free again.
///
/// Use from one thread.
class BatchState
{
public:
    /// Opens or makes the table. A damaged database is JobStore's to mend: open that one first.
    /// @return Error::Kind::FileSystem with SQLite's words
    static Result<std::unique_ptr<BatchState>> open(const QString& file);
    ~BatchState();

    enum class Claim {
        Free, ///< whoever wants it may run it
        Ours ///< until it is saved Free, or this object goes
    };

    Status save(const BatchRecord& record, Claim claim = Claim::Free);
    /// All of them or none, but those that another program runs. One that is unknown is no error.
    Status forget(const QStringList& keys);

    Result<std::optional<BatchRecord>> find(const QString& key) const;

    /// Whether another program that lives runs the entry.
    Result<bool> isTaken(const QString& key) const;
    /// Lets @p act find and save without any other program between: to take what is not taken.
    /// All of it is saved, or nothing.
    Status exclusively(const std::function<Status()>& act);

private:
    class Private;
    explicit BatchState(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Which entries to run.
enum class BatchSelection {
    All,
    Failed, ///< that ended without their rows last time
    Changed, ///< whose query is not the one that was done last time, new ones included
    Unended ///< that were chosen last time and have not ended
};

/// Whether an entry is one of a selection.
/// @param record  of its last run, if there was one
/// @param hash    of what would be sent now
bool isSelected(BatchSelection selection, const std::optional<BatchRecord>& record,
                const QByteArray& hash);

} // namespace tapdesk
