// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

HttpRequest::Method methodAfterRedirect(int status, HttpRequest::Method method)
{
    using Method = HttpRequest::Method;
    if (method == Method::Head)
        return method;
    const bool changes =
        status == 303 || ((status == 301 || status == 302) && method == Method::Post);
    return changes ? Method::Get : method;
}

QUrl resolvedLocation(const QUrl& asked, const QByteArray& location)
{
    const auto text = location.trimmed();
    if (text.isEmpty())
        return {};
    auto url = asked.resolved(QUrl::fromEncoded(text, QUrl::TolerantMode));
    url.setFragment({});
    url.setUserInfo({});
    if ((url.scheme() != "http"_L1 && url.scheme() != "https"_L1) || url.host().isEmpty())
        return {};

    const bool downgraded =
        asked.scheme() == "https"_L1 && url.scheme() == "http"_L1 && url.host() == asked.host();
    if (downgraded && (url.port(80) == 80 || url.port() == asked.port(443))) {
        url.setScheme(u"https"_s);
        url.setPort(asked.port());
    }
    return url;
}

} // namespace tapdesk
