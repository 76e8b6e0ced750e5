// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QThread>
#include <QUrl>

#include <memory>

namespace tapdesk::test {

/// What a client sent.
struct ServedRequest
{
    QByteArray verb = {};
    QByteArray path = {}; ///< with the query
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< names in lower case
    QByteArray body = {};
    quint16 port = 0; ///< the one that it came in by

    QByteArray header(const QByteArray& lowerCaseName) const;
};

/// A TAP service on 127.0.0.1 that does everything wrong that servers and networks do wrong.
///
/// The first segment of a path that names a misbehaviour chooses it: `/cut/sync`, `/html/sync`,
/// `/endless/async/7`; all other paths show the misbehaviour given to the constructor, so that
/// url("/tap") is a whole hostile service. Under each of them `…/capabilities` is in order, for
/// the client to come as far as the query. misbehaviour.cpp lists the names with what
/// they do.
///
/// Runs on a thread of its own, so that a test may block in QProcess::waitForFinished().
class HostileServer
{
    Q_DISABLE_COPY_MOVE(HostileServer)

public:
    explicit HostileServer(const QByteArray& misbehaviour = "fine");
    ~HostileServer();

    /// @param path  with a leading slash, for example "/cut/sync"
    QUrl url(const QString& path) const;
    /// The same on a second port: another origin, where everything is "fine".
    QUrl otherUrl(const QString& path) const;
    /// The same on a port where nobody listens.
    QUrl refusedUrl(const QString& path) const;

    /// Lets a path (without its query) answer with exactly these bytes and then close.
    void serve(const QByteArray& path, const QByteArray& wire);

    QList<ServedRequest> requests() const; ///< of both ports, in the order they came
    int connectionCount() const;
    qint64 bytesSent() const; ///< handed to the system, heads included

    /// All names, "fine" included.
    static QList<QByteArray> misbehaviours();
    /// The VOTable with one row that "fine" and others send.
    static QByteArray document();

private:
    class Listener;
    struct Shared;
    std::unique_ptr<Shared> m_shared;
    QThread m_thread;
    Listener* m_listener = nullptr; // lives on m_thread
    Listener* m_other = nullptr; // lives on m_thread
    quint16 m_port = 0;
    quint16 m_otherPort = 0;
    quint16 m_closedPort = 0;
};

} // namespace tapdesk::test
