// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/tap/flowlimit.h"
#include "core/tap/resultkeeper.h"
#include "core/votable/inflater.h"

#include <QFile>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

namespace tapdesk {

/// Reads a file, or takes bytes from a transfer, and undoes gzip, all ahead of the ParseWorker:
/// lives on a thread of its own, for unfolding a document takes as long as parsing it. Bytes that
/// are no gzip pass unchanged and are not copied.
///
/// Waits, within a call, while as many pieces as FlowLimit allows are under way; a requested stop
/// ends the wait.
class UnpackWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnpackWorker)

public:
    /// @param maxInflation  most bytes that gzip may unfold to; 0 = no limit
    /// @param limit         the receiver of unpacked() releases it once for each piece
    /// @param keeper        takes what feed() gets, unchanged; may be null
    UnpackWorker(qint64 maxInflation, std::stop_token stop, std::shared_ptr<FlowLimit> limit,
                 std::unique_ptr<ResultKeeper> keeper);

    void feed(const QByteArray& bytes);
    void readFile(const QString& path); ///< all of it, and ends by itself

    /// No byte follows. @param cause  why the source broke off, if it did
    void end(const std::optional<tapdesk::Error>& cause);

    /// What came was a result: kept() answers. With a keeper only.
    void keep();

signals:
    void consumed(qint64 bytes); ///< of the source
    void unpacked(const QByteArray& piece);

    /// Once; only kept() may follow. A source that broke off, gzip that is damaged or cut short.
    void ended(const std::optional<tapdesk::Error>& cause);
    void kept(const tapdesk::Result<tapdesk::KeptBytes>& outcome);

private:
    void readOn();
    void unpack(const QByteArray& bytes);
    Status pass(const QByteArray& piece);
    void failToRead();

    std::unique_ptr<ResultKeeper> m_keeper;
    votable::Inflater m_inflater;
    std::stop_token m_stop;
    std::shared_ptr<FlowLimit> m_limit;
    QFile m_file;
    bool m_ended = false;
};

} // namespace tapdesk
