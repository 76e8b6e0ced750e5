// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/localtap/parameters.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

class QIODevice;

namespace tapdesk::localtap {

/// What a handler is told of a request.
struct HttpRequest
{
    QByteArray method; ///< "GET" for HEAD, too
    QString path; ///< decoded, without the query
    Parameters parameters; ///< of the address and of a form's body
    QByteArray authority; ///< host and port that the client asked for, fit for a URL
    QByteArray authorization; ///< header as it came
};

/// What a handler answers: a body, a file, or something that is written while it is sent.
struct HttpReply
{
    int status = 200;
    QByteArray type = "text/plain; charset=utf-8";
    QByteArray body = {};
    QString file = {}; ///< if not empty, sent as the body; ranges can be asked for
    std::function<void(QIODevice& device)> stream = {}; ///< writes the body; device closes early
    QByteArray location = {}; ///< of a redirect
    QByteArray fileName = {}; ///< for those who save it
};

/// An HTTP server on 127.0.0.1 with threads of its own.
///
/// One connection serves one request: on this machine a connection costs nothing, and a server
/// without idle connections can stop at once.
class HttpServer final
{
public:
    using Handler = std::function<HttpReply(const HttpRequest& request)>;

    /// @param port     0 = any free one
    /// @param handler  called from many threads at once
    /// @return the server, listening; or Error::Kind::Network
    static Result<std::unique_ptr<HttpServer>> start(int port, Handler handler);

    /// Ends the streams, waits for the handlers, joins the threads.
    ~HttpServer();

    int port() const;

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

} // namespace tapdesk::localtap
