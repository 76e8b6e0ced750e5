// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/localtap.h"
#include "core/votable/reader.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <memory>

namespace tapdesk::test {

using Form = QList<QPair<QString, QString>>;

/// A query that is not done before a test has looked at it.
extern const QString slowQuery;

/// What tests of the embedded service over real HTTP have in common: the service, started anew for
/// each test function, and someone who asks it.
class LocalTapTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

protected:
    struct Reply
    {
        int status = 0;
        QByteArray body;
        QString location;
        QByteArray type;
    };

    void start(LocalTap::Options options = {});
    /// @param path  below the base URL, or a whole URL
    Reply request(const QByteArray& verb, const QString& path, const Form& form = {},
                  const QByteArray& header = {}, const QByteArray& value = {});
    Reply get(const QString& path) { return request("GET", path); }
    Reply post(const QString& path, const Form& form) { return request("POST", path, form); }
    /// @return the job's URL, empty when none was made
    QString submit(const QString& query, const Form& more = {});
    QString phaseOf(const QString& job);
    static votable::Reader read(const QByteArray& document);

    QTemporaryDir m_folder;
    std::unique_ptr<LocalTap> m_service;
    QNetworkAccessManager m_network;
};

} // namespace tapdesk::test
