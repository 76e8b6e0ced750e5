// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/credentials.h"
#include "core/net/httprequest.h"

#include <QObject>

class QNetworkAccessManager;
class QNetworkReply;

namespace tapdesk {

class Transfer;

/// The one place that talks HTTP: it sets the user agent, time-outs, redirects by hand, the scope
/// of credentials, retries and decompression.
///
/// Lives on one thread and never blocks it. A credential goes to the origin it was stored for and
/// to no other, also after redirects; an answer that redirects https to http on the same host is
/// asked again by https. Cookies are neither sent nor kept. This machine is never asked through a
/// proxy; other hosts are, where the system says so.
class HttpClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpClient)

public:
    /// @param manager  what really sends; not owned, must outlive the client, which sets its
    ///                 proxy factory. Tests script it.
    explicit HttpClient(QNetworkAccessManager& manager, QObject* parent = nullptr);
    ~HttpClient() override;

    CredentialStore& credentials() { return m_credentials; }
    const CredentialStore& credentials() const { return m_credentials; }

    /// @param parent  owner of the transfer; the client when null
    Transfer* start(const HttpRequest& request, QObject* parent = nullptr);

    /// "Tapdesk/0.1.0 Qt/6.4.2 (Linux)"; `(IVOA-test)` is added when the environment variable
    /// TAPDESK_IVOA_TEST is set. Source: IVOA note on SoftID.
    static QByteArray userAgent();

    /// Shortest wait before a retry; tests set zero.
    void setRetryDelay(std::chrono::milliseconds delay) { m_retryDelay = delay; }
    std::chrono::milliseconds retryDelay() const { return m_retryDelay; }

private:
    friend class Transfer;

    /// Puts one request on the wire. The reply belongs to the caller.
    QNetworkReply* send(HttpRequest::Method method, const QUrl& url, const HttpRequest& request);

    QNetworkAccessManager& m_manager;
    CredentialStore m_credentials;
    std::chrono::milliseconds m_retryDelay {1000};
};

} // namespace tapdesk
