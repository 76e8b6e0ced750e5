// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httprequest.h"

#include <QObject>

#include <memory>

namespace tapdesk {

class HttpClient;

/// One request on its way, retries and redirects included.
///
/// Made by HttpClient::start(). Lives on the client's thread. finished() is emitted exactly once,
/// never from within start(), and is the last signal; deleting the object ends the request
/// silently. Answers with a status of 400 and more are failures: Error::detail then holds the
/// server's own sentence (see servermessage.h).
class Transfer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transfer)

public:
    ~Transfer() override;

    const HttpRequest& request() const;
    qint64 bytesReceived() const; ///< body, after decompression
    bool isFinished() const;

    /// Streaming: read() takes what has arrived, and what is taken is not in
    /// HttpResponse::body. Must be called before control returns to the event loop after start().
    /// What nobody reads is left to the network, so that memory stays bounded.
    void setStreaming();
    QByteArray read();

    /// Ends with Error::Kind::Cancelled; no effect once finished.
    void cancel();

signals:
    void answered(int status, const QByteArray& contentType); ///< the final answer's head is there
    void readyRead(); ///< streaming only, for answers below 400
    void retrying(const tapdesk::Error& reason, int attempt);
    void finished(const tapdesk::Result<tapdesk::HttpResponse>& outcome);

private:
    friend class HttpClient;
    class Private;
    explicit Transfer(std::unique_ptr<Private> d, QObject* parent);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
