// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakenetwork.h"

#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tapdesk::test {

class FakeReply final : public QNetworkReply
{
    Q_OBJECT

public:
    FakeReply(FakeNetwork& network, Answer answer, QNetworkAccessManager::Operation operation,
              const QNetworkRequest& request)
        : QNetworkReply(&network)
        , m_network(network)
        , m_answer(std::move(answer))
    {
        ++m_network.m_open;
        setOperation(operation);
        setRequest(request);
        setUrl(request.url());
        open(ReadOnly | Unbuffered);
        m_pieces = m_answer.pieces;
        if (!m_answer.body.isEmpty())
            m_pieces.prepend(m_answer.body);
        m_turn.setSingleShot(true);
        connect(&m_turn, &QTimer::timeout, this, &FakeReply::takeTurn);
        if (!m_answer.hangs)
            m_turn.start(m_answer.delay);
    }

    ~FakeReply() override { close(); }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_unread.size(); }

    void abort() override
    {
        if (isFinished())
            return;
        setError(OperationCanceledError, u"Operation canceled"_s);
        emit errorOccurred(OperationCanceledError);
        end();
    }

    void close() override
    {
        m_turn.stop();
        if (std::exchange(m_isOpen, false))
            --m_network.m_open;
        QNetworkReply::close();
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const auto count = std::min<qint64>(most, m_unread.size());
        std::copy_n(m_unread.constData(), count, data);
        m_unread.remove(0, count);
        if (m_isFull && !isFinished()) {
            m_isFull = false;
            m_turn.start(0);
        }
        return count == 0 && isFinished() ? -1 : count;
    }

private:
    void takeTurn()
    {
        if (!m_hasHead && m_answer.status != 0)
            sendHead();
        else if (!m_pieces.isEmpty() && isRoom())
            sendPiece();
        else if (m_pieces.isEmpty() && !m_answer.stalls)
            sendEnd();
    }

    /// As with the real one: a full buffer leaves the rest with the server.
    bool isRoom()
    {
        m_isFull = readBufferSize() > 0 && m_unread.size() >= readBufferSize();
        return !m_isFull;
    }

    void sendHead()
    {
        m_hasHead = true;
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_answer.status);
        if (!m_answer.contentType.isEmpty())
            setRawHeader("Content-Type", m_answer.contentType);
        if (!m_answer.location.isEmpty())
            setRawHeader("Location", m_answer.location);
        for (const auto& [name, value] : std::as_const(m_answer.headers))
            setRawHeader(name, value);
        m_turn.start(0);
        emit metaDataChanged();
    }

    void sendPiece()
    {
        m_unread += m_pieces.takeFirst();
        m_turn.start(0);
        emit readyRead();
    }

    void sendEnd()
    {
        // Qt reports statuses of 400 and more as errors of the network; which one hardly matters.
        const auto error = m_answer.error == NoError && m_answer.status >= 400 ? UnknownContentError
                                                                               : m_answer.error;
        if (error != NoError) {
            setError(error, u"scripted failure"_s);
            emit errorOccurred(error);
        }
        end();
    }

    void end()
    {
        m_turn.stop();
        if (std::exchange(m_isOpen, false))
            --m_network.m_open;
        setFinished(true);
        emit finished();
    }

    FakeNetwork& m_network;
    Answer m_answer;
    QList<QByteArray> m_pieces;
    QByteArray m_unread;
    QTimer m_turn;
    bool m_hasHead = false;
    bool m_isFull = false;
    bool m_isOpen = true;
};

namespace {

QByteArray verbOf(QNetworkAccessManager::Operation operation, const QNetworkRequest& request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

} // namespace

/// Replies count themselves out, so they go while there is a count.
FakeNetwork::~FakeNetwork()
{
    qDeleteAll(findChildren<QNetworkReply*>(Qt::FindDirectChildrenOnly));
}

QNetworkReply* FakeNetwork::createRequest(Operation operation, const QNetworkRequest& request,
                                          QIODevice* outgoing)
{
    Asked what {.verb = verbOf(operation, request),
                .url = request.url(),
                .body = outgoing ? outgoing->readAll() : QByteArray(),
                .request = request};
    auto path = what.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    asked.append(what.verb + ' ' + path);
    bodies.append(what.body);
    requests.append(what);

    Answer answer {.hangs = true};
    if (!script.isEmpty())
        answer = script.takeFirst();
    else if (route)
        answer = route(what).value_or(answer);
    return new FakeReply(*this, answer, operation, request);
}

} // namespace tapdesk::test

#include "fakenetwork.moc"
