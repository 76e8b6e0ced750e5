// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httplog.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace tapdesk {

Q_LOGGING_CATEGORY(lcHttp, "tapdesk.http", QtInfoMsg)

namespace {

bool isSecret(const QString& name, const QString& value)
{
    static const QRegularExpression names(
        u"token|passw|secret|auth|credential|signature|session|key|^sig$|^pw$"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression values(u"^[A-Za-z0-9+/=_.~-]{32,}$"_s);
    return names.match(name).hasMatch() || values.match(value).hasMatch();
}

} // namespace

QString loggableUrl(const QUrl& url)
{
    auto shown = url;
    shown.setUserInfo({});
    QUrlQuery query;
    for (const auto& [name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        query.addQueryItem(QString::fromLatin1(QUrl::toPercentEncoding(name)),
                           isSecret(name, value)
                               ? u"[hidden]"_s
                               : QString::fromLatin1(QUrl::toPercentEncoding(value)));
    if (url.hasQuery())
        shown.setQuery(query);
    return shown.toString(QUrl::FullyEncoded);
}

} // namespace tapdesk
