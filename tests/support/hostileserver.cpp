// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostileserver.h"

#include "tests/support/misbehaviour.h"

#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <sys/socket.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace tapdesk::test {

namespace {

/// The request at the front of the bytes, which are taken; nothing while it is not complete.
std::optional<ServedRequest> takeRequest(QByteArray& bytes)
{
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return {};
    const auto lines = bytes.first(end).split('\n');
    const auto words = lines.first().trimmed().split(' ');
    ServedRequest request {.verb = words.value(0), .path = words.value(1)};
    for (const auto& line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        if (colon > 0)
            request.headers.append({line.first(colon).toLower(), line.sliced(colon + 1).trimmed()});
    }
    const auto length = request.header("content-length").toLongLong();
    if (bytes.size() < end + 4 + length)
        return {};
    request.body = bytes.mid(end + 4, length);
    bytes.remove(0, end + 4 + length);
    return request;
}

} // namespace

QByteArray ServedRequest::header(const QByteArray& lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

/// What both threads look at.
struct HostileServer::Shared
{
    mutable QMutex mutex;
    QList<ServedRequest> requests;
    QMap<QByteArray, QByteArray> served;
    QByteArray misbehaviour;
    QByteArray otherBase;
    int connections = 0;
    qint64 bytesSent = 0;
};

class HostileServer::Listener final : public QTcpServer
{
    Q_OBJECT

public:
    Listener(Shared& shared, bool isFine)
        : m_shared(shared)
        , m_isFine(isFine)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &Listener::onConnection);
    }

private:
    void onConnection();
    void onReadyRead(QTcpSocket& socket);
    Reaction reactionTo(const ServedRequest& request);
    static void react(QTcpSocket& socket, const Reaction& reaction);

    Shared& m_shared;
    bool m_isFine;
    QHash<QTcpSocket*, QByteArray> m_received;
};

void HostileServer::Listener::onConnection()
{
    while (auto* socket = nextPendingConnection()) {
        const QMutexLocker lock(&m_shared.mutex);
        ++m_shared.connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(*socket); });
        connect(socket, &QTcpSocket::bytesWritten, this, [this](qint64 count) {
            const QMutexLocker locked(&m_shared.mutex);
            m_shared.bytesSent += count;
        });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_received.remove(socket);
            socket->deleteLater();
        });
    }
}

void HostileServer::Listener::onReadyRead(QTcpSocket& socket)
{
    auto& received = m_received[&socket];
    received += socket.readAll();
    while (auto request = takeRequest(received)) {
        request->port = serverPort();
        const auto reaction = reactionTo(*request);
        react(socket, reaction);
        if (reaction.closes || reaction.resets)
            return;
    }
}

Reaction HostileServer::Listener::reactionTo(const ServedRequest& request)
{
    const QMutexLocker lock(&m_shared.mutex);
    m_shared.requests.append(request);
    const auto path = request.path.first((request.path + '?').indexOf('?'));
    if (const auto found = m_shared.served.constFind(path); found != m_shared.served.cend())
        return {.wire = *found, .closes = true};
    if (path.endsWith("/capabilities")) {
        const auto base = "http://127.0.0.1:" + QByteArray::number(serverPort())
            + path.first(path.lastIndexOf('/'));
        return {.wire = whole(200, "text/xml", capabilities(base))};
    }
    const auto first = path.split('/').value(1);
    const auto name = m_isFine                ? "fine"
        : misbehaviourTable().contains(first) ? first
                                              : m_shared.misbehaviour;
    const auto visits =
        std::count_if(m_shared.requests.cbegin(), m_shared.requests.cend(),
                      [&](const ServedRequest& earlier) { return earlier.path == request.path; });
    return misbehaviourTable().value(name)(
        {.request = request, .otherBase = m_shared.otherBase, .visits = static_cast<int>(visits)});
}

void HostileServer::Listener::react(QTcpSocket& socket, const Reaction& reaction)
{
    socket.write(reaction.wire);
    if (reaction.resets) {
        socket.flush();
        // Without lingering, closing sends a reset. Later, so that the bytes are out by then.
        const linger none {.l_onoff = 1, .l_linger = 0};
        setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                   sizeof none);
        QTimer::singleShot(20, &socket, [&socket] { socket.abort(); });
    } else if (reaction.closes) {
        socket.disconnectFromHost();
    } else if (!reaction.refill.isEmpty()) {
        const auto refill = [&socket, bytes = reaction.refill] {
            if (socket.bytesToWrite() < bytes.size())
                socket.write(bytes);
        };
        connect(&socket, &QTcpSocket::bytesWritten, &socket, refill);
        refill();
    } else if (!reaction.drip.isEmpty()) {
        auto* drip = new QTimer(&socket);
        connect(drip, &QTimer::timeout, &socket, [&socket, drip, rest = reaction.drip]() mutable {
            socket.write(rest.first(1));
            rest.remove(0, 1);
            if (rest.isEmpty())
                drip->stop();
        });
        drip->start(10);
    }
}

HostileServer::HostileServer(const QByteArray& misbehaviour)
    : m_shared(std::make_unique<Shared>())
{
    Q_ASSERT(misbehaviourTable().contains(misbehaviour));
    m_shared->misbehaviour = misbehaviour;
    m_thread.start();
    QObject starter;
    starter.moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        &starter,
        [&] {
            m_listener = new Listener(*m_shared, false);
            m_other = new Listener(*m_shared, true);
            m_port = m_listener->serverPort();
            m_otherPort = m_other->serverPort();
            m_shared->otherBase = "http://127.0.0.1:" + QByteArray::number(m_otherPort);
            QTcpServer closed;
            closed.listen(QHostAddress::LocalHost);
            m_closedPort = closed.serverPort();
            starter.moveToThread(nullptr);
        },
        Qt::BlockingQueuedConnection);
}

HostileServer::~HostileServer()
{
    QMetaObject::invokeMethod(
        m_listener,
        [this] {
            delete m_other;
            delete m_listener;
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

namespace {

QUrl localUrl(quint16 port, const QString& path)
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(port).arg(path));
}

} // namespace

QUrl HostileServer::url(const QString& path) const
{
    return localUrl(m_port, path);
}

QUrl HostileServer::otherUrl(const QString& path) const
{
    return localUrl(m_otherPort, path);
}

QUrl HostileServer::refusedUrl(const QString& path) const
{
    return localUrl(m_closedPort, path);
}

void HostileServer::serve(const QByteArray& path, const QByteArray& wire)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->served.insert(path, wire);
}

QList<ServedRequest> HostileServer::requests() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->requests;
}

int HostileServer::connectionCount() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->connections;
}

qint64 HostileServer::bytesSent() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->bytesSent;
}

QList<QByteArray> HostileServer::misbehaviours()
{
    return misbehaviourTable().keys();
}

} // namespace tapdesk::test

#include "hostileserver.moc"
