// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/credentials.h"

#include <QHostAddress>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

int portOf(const QUrl& url)
{
    if (url.scheme() == "https"_L1)
        return url.port(443);
    if (url.scheme() == "http"_L1)
        return url.port(80);
    return url.port();
}

bool isDecoration(QChar c)
{
    return c.isSpace() || c == u'"' || c == u'\'' || c == u'<' || c == u'>' || c == u';'
        || c == u'`' || c == u',' || c.category() == QChar::Other_Format;
}

QStringView withoutDecoration(QStringView text)
{
    while (!text.isEmpty() && isDecoration(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isDecoration(text.back()))
        text.chop(1);
    return text;
}

} // namespace

bool isLoopback(const QString& host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

Origin::Origin(const QUrl& url)
    : m_scheme(url.scheme())
    , m_host(url.host())
    , m_port(portOf(url))
{
}

bool Origin::isConfidential() const
{
    return m_scheme == "https"_L1 || (m_scheme == "http"_L1 && isLoopback(m_host));
}

QString Origin::toString() const
{
    if (m_host.isEmpty())
        return {};
    const auto host = m_host.contains(u':') ? u'[' + m_host + u']' : m_host;
    return m_scheme + "://"_L1 + host + u':' + QString::number(m_port);
}

bool operator<(const Origin& a, const Origin& b)
{
    return std::tie(a.m_scheme, a.m_host, a.m_port) < std::tie(b.m_scheme, b.m_host, b.m_port);
}

QByteArray Credential::header() const
{
    return "Token " + secret.toUtf8();
}

std::optional<Credential> Credential::fromPastedToken(const QString& text)
{
    auto token = withoutDecoration(text);
    // People copy the whole line of the documentation: "Authorization: Token <…>; ".
    for (const auto word : {"authorization:"_L1, "token"_L1}) {
        if (!token.startsWith(word, Qt::CaseInsensitive))
            continue;
        const auto rest = token.sliced(word.size());
        if (rest.isEmpty())
            return {};
        // A token that merely begins with these letters is left alone.
        if (word.endsWith(u':') || isDecoration(rest.front()) || rest.front() == u':'
            || rest.front() == u'=') {
            token = withoutDecoration(rest);
            if (!token.isEmpty() && (token.front() == u':' || token.front() == u'='))
                token = withoutDecoration(token.sliced(1));
        }
    }
    // What else is in it would end the header, or be taken for a second word of it.
    const auto isTokenCharacter = [](QChar c) {
        return c > u' ' && c < QChar(0x7f) && !isDecoration(c);
    };
    if (token.isEmpty() || !std::all_of(token.begin(), token.end(), isTokenCharacter))
        return {};
    return Credential {.secret = token.toString()};
}

void CredentialStore::set(const Origin& origin, Credential credential)
{
    m_credentials.insert_or_assign(origin, std::move(credential));
}

void CredentialStore::remove(const Origin& origin)
{
    m_credentials.erase(origin);
}

std::optional<Credential> CredentialStore::forUrl(const QUrl& url) const
{
    const Origin origin(url);
    if (!origin.isConfidential())
        return {};
    const auto found = m_credentials.find(origin);
    if (found == m_credentials.end())
        return {};
    return found->second;
}

} // namespace tapdesk
