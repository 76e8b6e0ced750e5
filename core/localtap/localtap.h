// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>

namespace tapdesk {

/// The sample service: a TAP 1.1 / UWS 1.1 service on an ephemeral loopback port, over SQLite,
/// with threads of its own. It behaves like the CARS server where users can notice.
///
/// Its jobs live in the data folder, so that they survive the program and several programs see
/// the same list; a job whose program died is queued again by the next.
class LocalTap
{
public:
    struct Options
    {
        QString folder =
            {}; ///< for the data (made on first use), jobs and results; created if absent
        QString token = {}; ///< if not empty, sync and async want `Authorization: Token …`
        std::chrono::milliseconds syncLimit {5000};
        std::chrono::milliseconds shortQueue {30'000}; ///< of queue "30s"
        std::chrono::milliseconds longQueue {300'000}; ///< of queue "5m"
        int port = 0; ///< 0 = any free one
    };

    /// Returns when the service listens; the data are made beside that, by the first query at
    /// the latest.
    /// @return Error::Kind::FileSystem when the folder cannot be used, Network without a port
    static Result<std::unique_ptr<LocalTap>> start(const Options& options);
    ~LocalTap(); ///< closes connections, stops queries, joins its threads

    QUrl baseUrl() const; ///< http://127.0.0.1:PORT/tap
    QUrl filesUrl() const; ///< http://127.0.0.1:PORT/files/

private:
    class Private;
    explicit LocalTap(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
