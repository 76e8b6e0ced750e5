// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <map>
#include <optional>

namespace tapdesk {

/// Whether @p host is this machine, by name or address: "localhost", 127.0.0.0/8, "::1".
bool isLoopback(const QString& host);

/// Scheme, host and port: what a credential belongs to. Source: RFC 6454.
class Origin
{
public:
    Origin() = default;
    explicit Origin(const QUrl& url);

    /// https, or a loopback address, where nobody listens between.
    bool isConfidential() const;
    QString toString() const; ///< "https://cars.aip.de:443"

    friend bool operator==(const Origin&, const Origin&) = default;
    friend bool operator<(const Origin& a, const Origin& b);

private:
    QString m_scheme;
    QString m_host;
    int m_port = -1;
};

/// A secret for one service. Never logged, never written to a file.
struct Credential
{
    QString secret = {}; ///< a token

    /// Value of the header Authorization. Source: daiquiri.md section 3.
    QByteArray header() const;

    /// A token as people paste it: blanks, quotes, angle brackets, a semicolon and a leading
    /// "Token " (or "Authorization: Token ") are taken off. Nothing when no token is left, or
    /// when it holds what a header cannot carry. Source: daiquiri.md section 3.
    static std::optional<Credential> fromPastedToken(const QString& text);
};

/// Credentials by origin. Lives on the thread of the HttpClient.
class CredentialStore
{
public:
    void set(const Origin& origin, Credential credential);
    void remove(const Origin& origin);

    /// What may be sent to @p url: nothing for an origin that has none, and nothing over a
    /// connection that others can read.
    std::optional<Credential> forUrl(const QUrl& url) const;

private:
    std::map<Origin, Credential> m_credentials;
};

} // namespace tapdesk
