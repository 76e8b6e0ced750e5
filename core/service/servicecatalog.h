// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"

#include <QObject>

#include <optional>

namespace tapdesk {

/// The services the user knows: the sample service, CARS@AIP, and those added by hand.
class ServiceCatalog final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceCatalog)

public:
    /// @param file  JSON list of the services added by hand; made when the first one is. A damaged
    ///              one is copied aside; one that cannot be read is never written over
    explicit ServiceCatalog(QString file, QObject* parent = nullptr);

    const QList<TapService>& services() const { return m_services; }
    const TapService* find(const QString& id) const; ///< null if unknown

    /// A service by id, title (case-insensitive) or address; an address never seen makes a
    /// service that is not remembered. @return Error::Kind::Parse for anything else
    Result<TapService> resolve(const QString& nameOrUrl) const;

    /// A built-in service as Tapdesk brings it; what add() has put in its place does not matter.
    static std::optional<TapService> preset(const QString& id);

    /// Remembers a service; one with the same id is replaced, unless it is the sample service, or
    /// its connection is encrypted and that of @p service is not.
    /// @return Error::Kind::FileSystem; Parse for a service without id or address; Tls for what
    ///         would replace an encrypted one; nothing has changed then
    Status add(const TapService& service);
    Status remove(const QString& id); ///< not for the sample service; errors as add()

    /// Where the embedded service listens this time.
    void setSampleUrl(const QUrl& baseUrl, const QUrl& filesUrl);

signals:
    void changed();

private:
    Status change(const QList<TapService>& services);

    QString m_file;
    QList<TapService> m_services;
    std::optional<Error> m_unreadable; ///< why the file could not be read
};

} // namespace tapdesk
