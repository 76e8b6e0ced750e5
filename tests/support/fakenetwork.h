// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

namespace tapdesk::test {

/// One scripted answer. By default: 200, an empty XML body, at once.
struct Answer
{
    int status = 200; ///< 0 = no HTTP answer at all, only `error`
    QByteArray body = {};
    QByteArray location = {};
    QByteArray contentType = "application/xml";
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    /// More body behind `body`, one piece per turn of the event loop. A Content-Length is not
    /// added: say it in `headers` where a test needs one.
    QList<QByteArray> pieces = {};
    /// How the answer ends, after all of the body.
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    std::chrono::milliseconds delay {0}; ///< before the head comes
    bool hangs = false; ///< nothing ever comes
    bool stalls = false; ///< head and body come, the end never does
};

/// What was asked.
struct Asked
{
    QByteArray verb = {};
    QUrl url = {};
    QByteArray body = {};
    QNetworkRequest request = {};

    QByteArray header(const QByteArray& name) const { return request.rawHeader(name); }
};

/// A network that answers by script and never touches a socket.
///
/// Each request takes the first of `script`; when that is empty, `route` is asked; without either
/// the request hangs. Redirects are not followed, just as HttpClient wants it. Answers come from
/// the event loop, never from within the call; abort() emits finished() before it returns, as the
/// real reply does.
class FakeNetwork final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    using QNetworkAccessManager::QNetworkAccessManager;
    ~FakeNetwork() override;

    QList<Answer> script;
    std::function<std::optional<Answer>(const Asked&)> route;

    QList<QByteArray> asked; ///< "POST /tap/async/7/phase", with the query where there is one
    QList<QByteArray> bodies; ///< empty for requests without one
    QList<Asked> requests; ///< the same in full

    int openReplies() const { return m_open; } ///< that have neither finished nor been deleted

protected:
    QNetworkReply* createRequest(Operation operation, const QNetworkRequest& request,
                                 QIODevice* outgoing) override;

private:
    friend class FakeReply;
    int m_open = 0;
};

} // namespace tapdesk::test
