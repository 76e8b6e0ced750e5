// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"

#include "core/net/httplog.h"
#include "core/net/transfer.h"

#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

/// What waits unread in a reply at most; the rest waits on the server.
constexpr qint64 readBufferBytes = 1024 * 1024;

class ProxyRules final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (isLoopback(query.peerHostName()))
            return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

/// The body of a POST, which goes out once.
///
/// Qt sends a request again by itself, up to three times, when the connection ends before an
/// answer; a repeated POST would be a second job. It gives up when the body cannot be rewound.
class OnceOnlyBody final : public QIODevice
{
public:
    OnceOnlyBody(QByteArray bytes, QObject* parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
    {
        open(ReadOnly | Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override { return m_taken == 0; }
    bool atEnd() const override { return bytesAvailable() == 0; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_taken; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const auto count = std::min(most, m_bytes.size() - m_taken);
        if (count == 0)
            return -1;
        std::copy_n(m_bytes.constData() + m_taken, count, data);
        m_taken += count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_taken = 0;
};

QNetworkRequest bareRequest(const QUrl& url, const HttpRequest& request)
{
    QNetworkRequest bare(url);
    bare.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    bare.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    bare.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    bare.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    bare.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    bare.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    bare.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    bare.setRawHeader("User-Agent", HttpClient::userAgent());
    bare.setRawHeader("Accept", request.accept);
    // Said by ourselves, so that Qt leaves decompression to ContentDecoder.
    bare.setRawHeader("Accept-Encoding", "gzip");
    return bare;
}

QByteArrayView nameOf(HttpRequest::Method method)
{
    switch (method) {
    case HttpRequest::Method::Get:
        return "GET";
    case HttpRequest::Method::Head:
        return "HEAD";
    case HttpRequest::Method::Post:
        return "POST";
    case HttpRequest::Method::Delete:
        break;
    }
    return "DELETE";
}

} // namespace

HttpClient::HttpClient(QNetworkAccessManager& manager, QObject* parent)
    : QObject(parent)
    , m_manager(manager)
{
    m_manager.setProxyFactory(new ProxyRules); // the manager owns it
}

HttpClient::~HttpClient() = default;

Transfer* HttpClient::start(const HttpRequest& request, QObject* parent)
{
    return new Transfer(*this, request, parent ? parent : this);
}

QByteArray HttpClient::userAgent()
{
    static const auto product = u"Tapdesk/%1 Qt/%2 (%3)"_s.arg(
        QLatin1StringView(TAPDESK_VERSION), QLatin1StringView(qVersion()),
        QSysInfo::kernelType() == "linux"_L1 ? u"Linux"_s : QSysInfo::productType());
    auto agent = product.toLatin1();
    if (qEnvironmentVariableIsSet("TAPDESK_IVOA_TEST"))
        agent += " (IVOA-test)";
    return agent;
}

QNetworkReply* HttpClient::send(HttpRequest::Method method, const QUrl& url,
                                const HttpRequest& request)
{
    auto bare = bareRequest(url, request);
    const bool withCredentials = request.credentials == HttpRequest::Credentials::Send;
    const auto credential = withCredentials ? m_credentials.forUrl(url) : std::nullopt;
    if (credential)
        bare.setRawHeader("Authorization", credential->header());
    qCDebug(lcHttp).noquote() << nameOf(method) << loggableUrl(url)
                              << (credential ? "Authorization: [hidden]" : "");

    QNetworkReply* reply = nullptr;
    switch (method) {
    case HttpRequest::Method::Get:
        reply = m_manager.get(bare);
        break;
    case HttpRequest::Method::Head:
        reply = m_manager.head(bare);
        break;
    case HttpRequest::Method::Delete:
        reply = m_manager.deleteResource(bare);
        break;
    case HttpRequest::Method::Post: {
        bare.setHeader(QNetworkRequest::ContentTypeHeader,
                       request.contentType.isEmpty() ? "application/x-www-form-urlencoded"
                                                     : request.contentType);
        bare.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        bare.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        auto* body = new OnceOnlyBody(request.body, nullptr);
        reply = m_manager.post(bare, body);
        body->setParent(reply);
        break;
    }
    }
    reply->setReadBufferSize(readBufferBytes);
    return reply;
}

} // namespace tapdesk
