// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"

#include <QObject>

namespace tapdesk {

/// The services the user knows: the sample service, CARS@AIP, and those added by hand.
class ServiceCatalog final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceCatalog)

public:
    /// @param file  JSON list of the services added by hand; made when the first one is
    explicit ServiceCatalog(QString file, QObject* parent = nullptr);

    const QList<TapService>& services() const { return m_services; }
    const TapService* find(const QString& id) const; ///< null if unknown

    /// A service by id, title (case-insensitive) or address; an address never seen makes a
    /// service that is not remembered. @return Error::Kind::Parse for anything else
    Result<TapService> resolve(const QString& nameOrUrl) const;

    Status add(const TapService& service); ///< replaces one with the same id; remembered
    Status remove(const QString& id); ///< not for the sample service

    /// Where the embedded service listens this time.
    void setSampleUrl(const QUrl& baseUrl, const QUrl& filesUrl);

signals:
    void changed();

private:
    Status save() const;

    QString m_file;
    QList<TapService> m_services;
};

} // namespace tapdesk
