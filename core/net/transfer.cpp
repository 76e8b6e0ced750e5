// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/transfer.h"

#include "core/net/contentdecoder.h"
#include "core/net/httpclient.h"
#include "core/net/httplog.h"
#include "core/net/redirect.h"
#include "core/net/replyerror.h"
#include "core/net/retry.h"
#include "core/net/servermessage.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tapdesk {

namespace {

constexpr int mostHops = 10;
constexpr qint64 mostErrorBytes = 64 * 1024; ///< what serverMessage() looks at
constexpr qint64 mostPerRead = 1024 * 1024;
constexpr qint64 encodedPiece = 16 * 1024;

/// What becomes of the answer that is coming in.
enum class Fate {
    Unknown, ///< its head is not here yet
    Deliver, ///< it is the outcome
    Explain, ///< it is a failure, and its body says why
    Follow ///< it says where to go, and its body is skipped
};

HttpResponse headOf(const QNetworkReply& reply, const QUrl& url)
{
    HttpResponse head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.url = url;
    for (const auto& [name, value] : reply.rawHeaderPairs())
        head.headers.append({name.toLower(), value});
    const auto type = head.header("content-type");
    head.contentType =
        type.first(std::max<qsizetype>(0, (type + ';').indexOf(';'))).trimmed().toLower();
    if (isRedirect(head.status) || head.status == 201)
        head.location = resolvedLocation(url, head.header("location"));
    return head;
}

} // namespace

class Transfer::Private
{
    Q_DISABLE_COPY_MOVE(Private)

public:
    Private(Transfer* transfer, HttpClient& httpClient, const HttpRequest& what);
    ~Private() { dropReply(); }

    void begin();
    void send();
    void onHead();
    void onReadyRead();
    void onEnd();
    void onIdle();
    void settle();
    void conclude();

    Fate fateOf(int status);
    bool skipBody();
    void collect();
    void follow();
    void explain();
    bool canRetry() const;
    void retry(std::chrono::milliseconds delay);
    void lost(const Error& reason, bool isWorthRetrying);

    bool isAvailable() const;
    qint64 take(qint64 most, QByteArray& target);
    Error error(Error::Kind kind, const QString& detail = {}) const;
    void dropReply();
    void finish(const Result<HttpResponse>& outcome);

    Transfer* q;
    QPointer<HttpClient> client;
    const HttpRequest request;

    HttpRequest::Method method; ///< of the present hop
    QUrl url; ///< of the present hop
    QSet<QString> visited;
    int attempt = 0; ///< retries so far

    QPointer<QNetworkReply> reply;
    HttpResponse response;
    Fate fate = Fate::Unknown;
    std::unique_ptr<ContentDecoder> decoder;
    QByteArray encoded; ///< taken from the reply, not yet decoded
    bool isStuck = false; ///< the decoder waits for a byte behind `encoded`
    qint64 rawBytes = 0;
    qint64 bytes = 0;
    QString tlsDetail;
    std::optional<Error> trouble; ///< ends the transfer, but never from within start() or read()

    bool isStreaming = false;
    bool isEnded = false; ///< the reply has nothing more to come
    bool isFinished = false;

    QTimer idle;
    QTimer pause; ///< before a retry
    QTimer later; ///< back to the event loop, then settle()
    QElapsedTimer clock;
};

Transfer::Private::Private(Transfer* transfer, HttpClient& httpClient, const HttpRequest& what)
    : q(transfer)
    , client(&httpClient)
    , request(what)
    , method(what.method)
    , url(what.url)
{
    url.setUserInfo({});
    url.setFragment({});
    for (auto* timer : {&idle, &pause, &later})
        timer->setSingleShot(true);
    later.setInterval(0);
    connect(&idle, &QTimer::timeout, q, [this] { onIdle(); });
    pause.setTimerType(Qt::PreciseTimer); // others may fire before Retry-After allows
    connect(&pause, &QTimer::timeout, q, [this] { send(); });
    connect(&later, &QTimer::timeout, q, [this] { settle(); });
}

void Transfer::Private::begin()
{
    clock.start();
    if ((url.scheme() != "http"_L1 && url.scheme() != "https"_L1) || url.host().isEmpty()) {
        trouble = error(Error::Kind::Protocol, u"not an http address"_s);
        later.start();
        return;
    }
    send();
}

void Transfer::Private::send()
{
    if (!client) {
        finish(failure(error(Error::Kind::Cancelled)));
        return;
    }
    response = {};
    fate = Fate::Unknown;
    decoder.reset();
    encoded.clear();
    isStuck = false;
    rawBytes = bytes = 0;
    isEnded = false;
    visited.insert(QString::number(static_cast<int>(method)) + url.toString(QUrl::FullyEncoded));

    reply = client->send(method, url, request);
    connect(reply, &QNetworkReply::metaDataChanged, q, [this] { onHead(); });
    connect(reply, &QNetworkReply::readyRead, q, [this] { onReadyRead(); });
    connect(reply, &QNetworkReply::finished, q, [this] { onEnd(); });
    connect(reply, &QNetworkReply::uploadProgress, q, [this] {
        if (fate == Fate::Unknown)
            idle.start();
    });
    connect(reply, &QNetworkReply::sslErrors, q, [this](const QList<QSslError>& errors) {
        QStringList words;
        for (const auto& sslError : errors)
            words.append(sslError.errorString());
        tlsDetail = words.join("; "_L1);
    });
    idle.start(std::min(request.connectTimeout, request.idleTimeout));
    for (const auto connected : {&QNetworkReply::encrypted, &QNetworkReply::requestSent}) {
        connect(reply, connected, q, [this] {
            if (fate == Fate::Unknown)
                idle.start(request.idleTimeout);
        });
    }
}

void Transfer::Private::onHead()
{
    const auto status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (fate != Fate::Unknown || status < 200)
        return;
    idle.start();
    response = headOf(*reply, url);
    qCDebug(lcHttp).noquote() << status << response.contentType << loggableUrl(url) << "after"
                              << clock.elapsed() << "ms";
    if (isTransientStatus(status) && canRetry()) {
        const auto wait =
            retryAfter(response.header("retry-after"), QDateTime::currentDateTimeUtc());
        const auto backOffDelay = backOff(client->retryDelay(), attempt + 1,
                                          QRandomGenerator::global()->generateDouble());
        retry(std::max(wait.value_or(0ms), backOffDelay));
        return;
    }
    fate = fateOf(status);
    if (fate == Fate::Follow)
        return;
    decoder = std::make_unique<ContentDecoder>(response.header("content-encoding"));
    emit q->answered(status, response.contentType);
}

Fate Transfer::Private::fateOf(int status)
{
    if (status >= 400)
        return Fate::Explain;
    if (isRedirect(status) && request.redirects == HttpRequest::Redirects::Follow)
        return Fate::Follow;
    return Fate::Deliver;
}

void Transfer::Private::onReadyRead()
{
    const QPointer<Transfer> self = q;
    const auto* present = reply.data();
    onHead();
    if (!self || isFinished || reply != present)
        return;
    idle.start();
    switch (fate) {
    case Fate::Unknown:
        break;
    case Fate::Follow:
        if (!skipBody())
            follow();
        break;
    case Fate::Explain:
        take(mostErrorBytes - response.body.size(), response.body);
        if (trouble || response.body.size() >= mostErrorBytes)
            explain();
        break;
    case Fate::Deliver:
        if (isStreaming) {
            idle.stop(); // the next step is the listener's
            emit q->readyRead();
        } else {
            collect();
            if (trouble)
                finish(failure(*trouble));
        }
        break;
    }
}

/// Drops the body of a redirect; false when it is longer than it is worth to wait for.
bool Transfer::Private::skipBody()
{
    rawBytes += reply->readAll().size();
    return rawBytes < mostErrorBytes;
}

void Transfer::Private::collect()
{
    while (take(mostPerRead, response.body) > 0) { }
}

void Transfer::Private::onEnd()
{
    const QPointer<Transfer> self = q;
    const auto* present = reply.data();
    onHead();
    if (!self || isFinished || reply != present)
        return;
    idle.stop();
    isEnded = true;
    switch (fate) {
    case Fate::Unknown: {
        const auto code = reply->error();
        // A server that ends the connection without a word leaves NoError now and then.
        const auto kind = code == QNetworkReply::NoError ? Error::Kind::Network : kindOf(code);
        const auto detail = tlsDetail.isEmpty() ? detailOf(*reply) : tlsDetail;
        lost(error(kind, detail), isLostConnection(code));
        break;
    }
    case Fate::Follow:
        follow();
        break;
    case Fate::Explain:
        take(mostErrorBytes - response.body.size(), response.body);
        explain();
        break;
    case Fate::Deliver:
        if (!isStreaming)
            collect();
        settle();
        break;
    }
}

void Transfer::Private::settle()
{
    if (trouble)
        finish(failure(*trouble));
    else if (isAvailable())
        emit q->readyRead();
    else if (isEnded)
        conclude();
}

/// Everything has arrived and been taken: was it everything?
void Transfer::Private::conclude()
{
    auto code = reply->error();
    bool isNumber = false;
    const auto length = response.header("content-length").toLongLong(&isNumber);
    const bool hasBody = response.status != 204 && response.status != 304;
    const bool isShort = hasBody && isNumber && rawBytes < length;
    // Such a body ends with its connection (RFC 9112, section 6.3). Where both come at once, Qt
    // takes that for a lost answer and wants to ask again (6.4.2: every second small answer).
    const bool endsWithConnection = !isNumber && response.header("transfer-encoding").isEmpty();
    if (endsWithConnection && code == QNetworkReply::ContentReSendError)
        code = QNetworkReply::NoError;
    if (code != QNetworkReply::NoError || isShort || !decoder->isComplete()) {
        // The status had come, so that whatever Qt calls it, the connection broke.
        const auto kind =
            kindOf(code) == Error::Kind::Tls ? Error::Kind::Tls : Error::Kind::Network;
        lost(error(kind, detailOf(*reply)), kind == Error::Kind::Network);
        return;
    }
    if (!isStreaming && looksLikeGzip(response.body)) {
        auto content = gunzip(std::move(response.body), request.maxBytes);
        if (!content) {
            finish(failure(error(content.error().kind, content.error().detail)));
            return;
        }
        response.body = *std::move(content);
        bytes = response.body.size();
    }
    finish(response);
}

void Transfer::Private::follow()
{
    const auto asked = std::exchange(url, response.location);
    const auto status = response.status;
    method = methodAfterRedirect(status, method, asked, url);
    const auto key = QString::number(static_cast<int>(method)) + url.toString(QUrl::FullyEncoded);
    if (url.isEmpty() || visited.contains(key) || visited.size() > mostHops) {
        url = asked;
        const auto where = QString::fromUtf8(response.header("location"));
        finish(failure(error(Error::Kind::Protocol, "Location: "_L1 + where)));
        return;
    }
    dropReply();
    send();
}

void Transfer::Private::explain()
{
    if (looksLikeGzip(response.body)) {
        // A head is enough for a sentence, so that a broken end does not matter.
        auto folded = std::exchange(response.body, {});
        std::ignore = ContentDecoder("gzip").decode(folded, mostErrorBytes, response.body);
    }
    const bool isAccess = response.status == 401 || response.status == 403;
    auto reason = error(isAccess ? Error::Kind::Unauthorized : Error::Kind::Http);
    const auto raw = rawServerMessage(response.body);
    const bool isSentence = !raw.isEmpty() && !looksLikeHtml(response.body);
    if (response.status == 400 && isSentence && request.refusal == HttpRequest::Refusal::Service)
        reason.kind = Error::Kind::Service;
    reason.detail = unwrapPythonRepr(raw);
    if (reason.detail != raw)
        reason.raw = raw;
    if (raw.isEmpty())
        reason.detail = reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    finish(failure(reason));
}

bool Transfer::Private::canRetry() const
{
    const bool isSafe = method == HttpRequest::Method::Get;
    const bool isHandedOn = isStreaming && bytes > 0;
    return client && isSafe && !isHandedOn && attempt < request.retries;
}

/// Puts a further try on its way.
void Transfer::Private::retry(std::chrono::milliseconds delay)
{
    dropReply();
    idle.stop();
    pause.start(delay);
    ++attempt;
}

void Transfer::Private::lost(const Error& reason, bool isWorthRetrying)
{
    if (isWorthRetrying && canRetry())
        retry(backOff(client->retryDelay(), attempt + 1,
                      QRandomGenerator::global()->generateDouble()));
    else
        finish(failure(reason));
}

void Transfer::Private::onIdle()
{
    finish(failure(error(Error::Kind::Timeout)));
}

bool Transfer::Private::isAvailable() const
{
    return decoder && reply
        && (reply->bytesAvailable() > 0 || decoder->hasPending()
            || (!encoded.isEmpty() && !isStuck));
}

/// Decodes at most @p most bytes of what the reply holds to the end of @p target.
qint64 Transfer::Private::take(qint64 most, QByteArray& target)
{
    const auto size = target.size();
    while (!trouble && reply && decoder && target.size() - size < most) {
        if (encoded.isEmpty() || isStuck) {
            const auto piece = reply->read(encodedPiece);
            rawBytes += piece.size();
            encoded += piece;
            if (piece.isEmpty() && !decoder->hasPending())
                break;
        }
        const auto waiting = encoded.size();
        const auto made = target.size();
        const auto status = decoder->decode(encoded, most - (target.size() - size), target);
        isStuck = encoded.size() == waiting && target.size() == made;
        if (!status)
            trouble = error(status.error().kind, status.error().detail);
        else if (!decoder->isSupported())
            trouble = error(Error::Kind::Protocol,
                            "Content-Encoding: "_L1
                                + QString::fromLatin1(response.header("content-encoding")));
    }
    bytes += target.size() - size;
    if (fate == Fate::Deliver && request.maxBytes > 0 && bytes > request.maxBytes) {
        target.chop(bytes - request.maxBytes);
        bytes = request.maxBytes;
        trouble = error(Error::Kind::TooLarge);
    }
    return target.size() - size;
}

Error Transfer::Private::error(Error::Kind kind, const QString& detail) const
{
    return {.kind = kind, .detail = detail, .url = url, .httpStatus = response.status};
}

void Transfer::Private::dropReply()
{
    auto* old = reply.data();
    reply.clear();
    if (!old)
        return;
    old->disconnect(q); // abort() emits finished() before it returns
    // From the event loop: within metaDataChanged() Qt still has an error of its own to tell.
    QMetaObject::invokeMethod(old, &QNetworkReply::abort, Qt::QueuedConnection);
    old->deleteLater();
}

void Transfer::Private::finish(const Result<HttpResponse>& outcome)
{
    Q_ASSERT(!isFinished);
    isFinished = true;
    for (auto* timer : {&idle, &pause, &later})
        timer->stop();
    dropReply();
    emit q->finished(outcome);
}

Transfer::Transfer(HttpClient& client, const HttpRequest& request, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, client, request))
{
    d->begin();
}

Transfer::~Transfer() = default;

std::chrono::milliseconds Transfer::wantedPause() const
{
    if (!isTransientStatus(d->response.status))
        return {};
    return retryAfter(d->response.header("retry-after"), QDateTime::currentDateTimeUtc())
        .value_or(0ms);
}

qint64 Transfer::bytesReceived() const
{
    return d->bytes;
}

bool Transfer::isFinished() const
{
    return d->isFinished;
}

void Transfer::setStreaming()
{
    d->isStreaming = true;
}

QByteArray Transfer::read()
{
    QByteArray bytes;
    if (d->isFinished || !d->isStreaming || d->fate != Fate::Deliver)
        return bytes;
    d->take(mostPerRead, bytes);
    if (d->trouble || d->isEnded || d->isAvailable())
        d->later.start();
    else
        d->idle.start();
    return bytes;
}

void Transfer::cancel()
{
    if (!d->isFinished)
        d->finish(failure(d->error(Error::Kind::Cancelled)));
}

} // namespace tapdesk
