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

/// The body of a request, empty for most, that goes out once.
///
/// Qt sends a request again by itself, up to three times, when the connection ends before it has
/// looked at an answer. A repeated POST would be a second job; and a repeated GET whose first
/// answer was cut within a chunk ends as a success, since the second answer's head is then read as
/// the length of a chunk (measured with Qt 6.4.2: 17 of 60 times). Qt gives up when the body
/// cannot be rewound. What is safe to ask again is asked again by Transfer.
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
    bool reset() override { return m_taken == 0 && !m_bytes.isEmpty(); }
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

QByteArray nameOf(HttpRequest::Method method)
{
    switch (method) {
    case HttpRequest::Method::Get:
        return "GET";
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

    const bool hasBody = method == HttpRequest::Method::Post;
    auto* body = new OnceOnlyBody(hasBody ? request.body : QByteArray(), nullptr);
    if (hasBody)
        bare.setHeader(QNetworkRequest::ContentTypeHeader,
                       QByteArrayLiteral("application/x-www-form-urlencoded"));
    bare.setHeader(QNetworkRequest::ContentLengthHeader, body->bytesAvailable());
    bare.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto* reply = m_manager.sendCustomRequest(bare, nameOf(method), body);
    body->setParent(reply);
    // Qt starts requests with a body from the event loop, and a limit that was set before is lost
    // (measured with Qt 6.4.2: 1.7 GB piled up in four seconds).
    QMetaObject::invokeMethod(
        reply, [reply] { reply->setReadBufferSize(readBufferBytes); }, Qt::QueuedConnection);
    return reply;
}

} // namespace tapdesk
