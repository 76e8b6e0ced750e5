// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tapservice.h"

#include "core/base/weburl.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

bool isResourceName(const QString& segment)
{
    static const QStringList names {u"sync"_s,         u"async"_s,  u"capabilities"_s,
                                    u"availability"_s, u"tables"_s, u"examples"_s};
    return names.contains(segment, Qt::CaseInsensitive);
}

/// Takes slashes, resource names, and all below /async and /tables off a path's end.
QString servicePath(const QString& path)
{
    auto segments = path.split(u'/', Qt::SkipEmptyParts);
    for (const auto parent : {"async"_L1, "tables"_L1}) {
        const auto index = segments.lastIndexOf(parent);
        if (index > 0)
            segments.resize(index);
    }
    if (!segments.isEmpty() && isResourceName(segments.last()))
        segments.removeLast();
    return segments.isEmpty() ? QString() : u'/' + segments.join(u'/');
}

/// Without a scheme a single word is rather a name that is not known than an address.
bool looksLikeAddress(const QString& text)
{
    return text.contains(u'.') || text.contains(u':') || text.contains(u'/')
        || text.compare("localhost"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace

bool TapService::hasQueue(const QString& name) const
{
    return std::any_of(queues.cbegin(), queues.cend(), [&](const Queue& queue) {
        return queue.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

QString TapService::spelling(const QString& named) const
{
    for (const auto& wanted : {named, named.section(u'-', 0, 0)}) {
        for (const auto& known : languages) {
            if (known.compare(wanted, Qt::CaseInsensitive) == 0)
                return known;
        }
    }
    return {};
}

QUrl TapService::resource(const QString& path) const
{
    return childUrl(baseUrl, path);
}

Result<QUrl> TapService::normalisedBaseUrl(const QString& typed)
{
    const auto refused = failure({.kind = Error::Kind::Parse, .detail = typed.trimmed()});
    auto text = typed.trimmed();
    if (text.startsWith(u'<') && text.endsWith(u'>'))
        text = text.sliced(1, text.size() - 2).trimmed();
    const bool hasScheme = text.contains("://"_L1);
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); })
        || (!hasScheme && !looksLikeAddress(text)))
        return refused;
    QUrl url(hasScheme ? text : "https://"_L1 + text, QUrl::TolerantMode);
    const bool isHttp = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return refused;
    // A user name in an address would be kept and shown with it.
    url = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    url.setPath(servicePath(url.path(QUrl::FullyEncoded)), QUrl::TolerantMode);
    if (url.port() == (url.scheme() == "https"_L1 ? 443 : 80))
        url.setPort(-1);
    return url;
}

} // namespace tapdesk
