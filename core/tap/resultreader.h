// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/tap/queryresult.h"
#include "core/tap/resultkeeper.h"

#include <QObject>

#include <memory>
#include <optional>

namespace tapdesk {

class Transfer;

/// Reads a result while it arrives: bytes from a transfer (or a file) are unfolded on one worker
/// thread and go to a votable::Reader on a second one, snapshots of the growing table come back,
/// at most 20 a second. Back-pressure keeps unread bytes bounded. finished() is emitted once and is
/// the last signal; it comes after all rows.
///
/// A table may take half of this machine's memory, or as many bytes as the environment variable
/// TAPDESK_TABLE_BYTES says; beyond that the reading ends with Error::Kind::TooLarge and keeps
/// its rows.
class ResultReader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultReader)

public:
    explicit ResultReader(QObject* parent = nullptr);
    ~ResultReader() override; ///< cancels and waits for the short work unit under way

    /// Keeps the bytes of what read() reads, as they came, where they make a result. Before it.
    void setKeeper(std::unique_ptr<ResultKeeper> keeper);
    /// What the keeper has; once finished() tells a result, and nothing without a keeper.
    std::optional<Result<KeptBytes>> kept() const;

    /// @param transfer  streaming, just started; the reader becomes its owner
    /// @param maxrec    what the user asked, to tell who cut the result
    void read(Transfer* transfer, std::optional<qint64> maxrec);
    void readFile(const QString& path); ///< VOTable, gzip or not
    void cancel(); ///< finished() comes with what was read, marked partial, or Cancelled

    const Table& table() const;
    qint64 bytesReceived() const;

signals:
    void tableChanged(const tapdesk::Table& table); ///< schema known, or more rows
    void finished(const tapdesk::Result<tapdesk::QueryResult>& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
