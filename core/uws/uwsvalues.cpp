// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/uwsvalues.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

QUrl resolvedReference(const QUrl& document, const QString& reference)
{
    const QUrl relative(reference.trimmed());
    if (relative.isEmpty() || !relative.isValid())
        return {};
    auto url = document.resolved(relative);
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

QDateTime readUwsTime(const QString& text)
{
    constexpr qsizetype dateSize = 10;
    auto stamp = text.trimmed();
    if (stamp.size() == dateSize)
        stamp += "T00:00:00"_L1;
    const bool hasZone = stamp.endsWith(u'Z', Qt::CaseInsensitive)
        || stamp.lastIndexOf(u'+') > dateSize || stamp.lastIndexOf(u'-') > dateSize;
    // Set before parsing: a local time that summer time skips could not be read at all.
    if (!hasZone)
        stamp += u'Z';
    return QDateTime::fromString(stamp, Qt::ISODateWithMs).toUTC();
}

} // namespace tapdesk
