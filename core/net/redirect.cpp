// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect.h"

#include "core/base/weburl.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

HttpRequest::Method methodAfterRedirect(int status, HttpRequest::Method method, const QUrl& asked,
                                        const QUrl& location)
{
    using Method = HttpRequest::Method;
    const bool isUpgrade = asked.scheme() == "http"_L1 && location.scheme() == "https"_L1
        && asked.matches(location, QUrl::RemoveScheme | QUrl::RemovePort);
    const bool isMove = (status == 301 || status == 302) && method == Method::Post;
    return status == 303 || (isMove && !isUpgrade) ? Method::Get : method;
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

    return keptSecure(url, asked);
}

} // namespace tapdesk
