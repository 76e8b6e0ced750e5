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
/// never from within start(), and is the last signal; deleting the object, also from a slot of
/// its own signals, ends the request silently. Answers with a status of 400 and more are failures:
/// Error::detail then holds the server's own sentence (see servermessage.h), or the status line's
/// words where the body tells nothing.
class Transfer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transfer)

public:
    ~Transfer() override;

    qint64 bytesReceived() const; ///< body, after decompression
    bool isFinished() const;
    /// What an answer that says "later" (429, 502 to 504) asked for by Retry-After; else 0.
    std::chrono::milliseconds wantedPause() const;

    /// Streaming: read() takes what has arrived, and what is taken is not in
    /// HttpResponse::body. Must be called before control returns to the event loop after start().
    ///
    /// What nobody reads is left to the network, so that memory stays bounded, and no idle time
    /// counts meanwhile. finished() waits until all that arrived has been read, also before it
    /// reports a lost connection; only cancel() does not wait. A gzip file
    /// stays a gzip file (where nothing is streamed, HttpResponse::body is its content); a
    /// Content-Encoding is undone in both cases.
    void setStreaming();

    /// At most 1 MiB; empty when nothing is there now. readyRead() comes again for the rest.
    QByteArray read();

    /// Ends with Error::Kind::Cancelled, before it returns; no effect once finished.
    void cancel();

signals:
    void answered(int status, const QByteArray& contentType); ///< the final answer's head is there
    void readyRead(); ///< streaming only, for answers below 400
    void finished(const tapdesk::Result<tapdesk::HttpResponse>& outcome);

private:
    friend class HttpClient;
    class Private;
    Transfer(HttpClient& client, const HttpRequest& request, QObject* parent);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
