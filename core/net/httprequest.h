// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QUrl>

#include <chrono>
#include <utility>

namespace tapdesk {

using FormFields = QList<std::pair<QString, QString>>;

/// application/x-www-form-urlencoded, UTF-8; `+`, `;` and `&` in values are escaped.
/// (QUrlQuery leaves `+` as it is, and `a+b` in a query would arrive as `a b`.)
QByteArray formEncoded(const FormFields& fields);

/// The value of a field, whose name may be written in any case; empty if there is none.
QString fieldValue(const FormFields& fields, const QString& name);

/// What to ask: a value.
struct HttpRequest
{
    enum class Method { Get, Post, Delete };
    enum class Redirects {
        Follow, ///< 303 (and 301, 302 after POST) with GET; at most 10, loops end
        Report ///< a 3xx answer is the answer
    };
    enum class Credentials { Send, Withhold };
    /// What an answer with status 400 is that explains itself in a sentence, not a page of HTML.
    enum class Refusal {
        Http, ///< Error::Kind::Http, as every other status
        Service ///< Error::Kind::Service: the service read what was asked and said no
    };

    Method method = Method::Get;
    QUrl url = {};
    QByteArray body = {}; ///< a form
    QByteArray accept = "*/*";
    Redirects redirects = Redirects::Follow;
    Credentials credentials = Credentials::Send;
    Refusal refusal = Refusal::Http;
    /// Name, connection and handshake take no longer, however long a service may compute.
    std::chrono::milliseconds connectTimeout {60'000};
    /// No byte for so long ends the transfer with Error::Kind::Timeout.
    std::chrono::milliseconds idleTimeout {60'000};
    /// Most bytes of body, after decompression; Error::Kind::TooLarge beyond. 0 = no limit.
    qint64 maxBytes = qint64(64) * 1024 * 1024;
    /// Further tries after 429, 502, 503, 504 or a lost connection; GET only, and only before
    /// the first byte of the body was handed on.
    int retries = 2;

    static HttpRequest get(QUrl url);
    static HttpRequest post(QUrl url, const FormFields& form);
    static HttpRequest del(QUrl url);
};

/// What was answered.
struct HttpResponse
{
    int status = 0;
    QUrl url = {}; ///< after redirects
    QUrl location; ///< resolved; of a 3xx answer, or of 201
    QByteArray contentType = {}; ///< lower case, without parameters
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body = {}; ///< empty where a listener took the bytes while they came

    QByteArray header(const QByteArray& lowerCaseName) const;

    friend bool operator==(const HttpResponse&, const HttpResponse&) = default;
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::HttpResponse)
