// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/weburl.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

QUrl resolvedReference(const QUrl& document, const QString& reference)
{
    const QUrl relative(reference.trimmed());
    if (relative.isEmpty() || !relative.isValid())
        return {};
    return keptSecure(document.resolved(relative), document);
}

QUrl keptSecure(QUrl url, const QUrl& document)
{
    const bool isDowngraded = document.scheme() == "https"_L1 && url.scheme() == "http"_L1
        && url.host() == document.host()
        && (url.port(80) == 80 || url.port() == document.port(443));
    if (isDowngraded) {
        url.setScheme(document.scheme());
        url.setPort(document.port());
    }
    return url;
}

QUrl childUrl(const QUrl& url, const QString& path)
{
    auto child = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    child.setPath(child.path(QUrl::FullyEncoded) + u'/' + path, QUrl::TolerantMode);
    return child;
}

QString hostOf(const QUrl& url)
{
    return url.adjusted(QUrl::RemoveUserInfo).authority(QUrl::FullyEncoded);
}

QString lastSegment(const QUrl& url)
{
    return url.adjusted(QUrl::StripTrailingSlash).fileName(QUrl::FullyDecoded);
}

} // namespace tapdesk
