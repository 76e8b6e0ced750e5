// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/httpserver.h"

#include <QFile>
#include <QIODevice>
#include <QUrl>

#include <algorithm>
#include <future>
#include <httplib.h>
#include <thread>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t threadCount = 24; // some may be waiting for a job's phase
constexpr std::size_t maxBodyBytes = 16U << 20;
constexpr std::size_t chunkBytes = 16U << 10;
constexpr auto firstByteTimeoutS = 2; // of a new connection
constexpr std::chrono::milliseconds writeTimeout {200}; // then it is asked whether to go on
constexpr std::chrono::seconds stallLimit {120}; // that a reader may rest

bool isFit(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z') || letter == '.' || letter == ':' || letter == '-'
        || letter == '[' || letter == ']';
}

/// Passes what is written on to the connection, in pieces that never block for long.
class SinkDevice final : public QIODevice
{
public:
    SinkDevice(httplib::DataSink& sink, const std::atomic<bool>& stopping)
        : m_sink(sink)
        , m_stopping(stopping)
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }

protected:
    qint64 readData(char*, qint64) override { return -1; }

    qint64 writeData(const char* data, qint64 size) override
    {
        for (qint64 sent = 0; sent < size;) {
            const auto piece = std::min(static_cast<std::size_t>(size - sent), chunkBytes);
            if (!waitUntilWritable() || !m_sink.write(data + sent, piece)) {
                setErrorString(u"connection closed"_s);
                setOpenMode(QIODevice::NotOpen);
                return -1;
            }
            sent += static_cast<qint64>(piece);
        }
        return size;
    }

private:
    // is_writable() is false at once when the peer has gone, and after the write timeout when it
    // does not read.
    bool waitUntilWritable() const
    {
        const auto start = std::chrono::steady_clock::now();
        auto look = start;
        while (!m_stopping) {
            if (m_sink.is_writable())
                return true;
            const auto now = std::chrono::steady_clock::now();
            if (now - look < writeTimeout / 2 || now - start > stallLimit)
                return false;
            look = now;
        }
        return false;
    }

    httplib::DataSink& m_sink;
    const std::atomic<bool>& m_stopping;
};

} // namespace

class HttpServer::Private
{
public:
    Private(Handler handler)
        : m_handler(std::move(handler))
    {
    }

    Status start(int port);
    void stop();
    int port() const { return m_port; }

private:
    void answer(const httplib::Request& request, httplib::Response& response,
                const httplib::ContentReader* reader);
    bool readBody(const httplib::Request& request, httplib::Response& response,
                  const httplib::ContentReader& reader, Parameters& parameters) const;
    void send(const HttpReply& reply, httplib::Response& response);
    void sendFile(const HttpReply& reply, httplib::Response& response);
    void sendStream(const HttpReply& reply, httplib::Response& response);
    QByteArray authority(const httplib::Request& request) const;

    Handler m_handler;
    httplib::Server m_server;
    std::promise<void> m_running; // outlives the thread that keeps it, and is perhaps still at it
    std::thread m_thread;
    std::atomic<bool> m_stopping = false;
    int m_port = 0;
};

Status HttpServer::Private::start(int port)
{
    using httplib::ContentReader;
    using httplib::Request;
    using httplib::Response;

    m_server.Get(".*", [this](const Request& request, Response& response) {
        answer(request, response, nullptr);
    });
    // The readers' form of Post and Delete: the other one refuses forms above 8 kB and waits for
    // the body that a DELETE does not have (0.11.4).
    const auto withBody = [this](const Request& request, Response& response,
                                 const ContentReader& reader) {
        answer(request, response, &reader);
    };
    m_server.Post(".*", withBody);
    m_server.Delete(".*", withBody);
    m_server.Put(".*", withBody);

    // By default two servers could share a port and would steal each other's requests.
    m_server.set_socket_options([](socket_t socket) {
        const int on = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    m_server.set_default_headers({{"Server", "Tapdesk/" TAPDESK_VERSION}});
    m_server.set_keep_alive_max_count(1);
    m_server.set_keep_alive_timeout(firstByteTimeoutS);
    m_server.set_read_timeout(30);
    m_server.set_write_timeout(writeTimeout);
    m_server.set_payload_max_length(maxBodyBytes);

    // The queue is made when the server counts as running, from which on stop() works.
    m_server.new_task_queue = [this] {
        m_running.set_value();
        return new httplib::ThreadPool(threadCount); // taken over by the server
    };

    const std::string host = "127.0.0.1";
    if (port == 0)
        m_port = m_server.bind_to_any_port(host);
    else
        m_port = m_server.bind_to_port(host, port) ? port : -1;
    if (m_port <= 0) {
        return failure({.kind = Error::Kind::Network,
                        .detail = u"port %1 of 127.0.0.1 cannot be used"_s.arg(port)});
    }
    m_thread = std::thread([this] { m_server.listen_after_bind(); });
    m_running.get_future().wait();
    return {};
}

void HttpServer::Private::stop()
{
    m_stopping = true;
    if (m_thread.joinable()) {
        m_server.stop();
        m_thread.join();
    }
}

QByteArray HttpServer::Private::authority(const httplib::Request& request) const
{
    const std::string host = request.get_header_value("Host");
    if (!host.empty() && host.size() < 256 && std::ranges::all_of(host, isFit))
        return QByteArray::fromStdString(host);
    return "127.0.0.1:" + QByteArray::number(m_port);
}

bool HttpServer::Private::readBody(const httplib::Request& request, httplib::Response& response,
                                   const httplib::ContentReader& reader,
                                   Parameters& parameters) const
{
    // Without either header there is no body, and the library would wait for one.
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding"))
        return true;
    const std::string type = request.get_header_value("Content-Type");
    if (request.is_multipart_form_data()) {
        QList<QPair<QString, QByteArray>> parts;
        const bool read = reader(
            [&parts](const httplib::MultipartFormData& part) {
                parts.emplaceBack(QString::fromStdString(part.name), QByteArray());
                return true;
            },
            [&parts](const char* data, std::size_t size) {
                parts.last().second.append(data, static_cast<qsizetype>(size));
                return true;
            });
        for (const auto& [name, value] : parts)
            parameters.add(name, QString::fromUtf8(value));
        return read;
    }
    QByteArray body;
    const bool read = reader([&body](const char* data, std::size_t size) {
        body.append(data, static_cast<qsizetype>(size));
        return true;
    });
    if (!read)
        return false; // the library has chosen the status
    if (!body.isEmpty() && !type.empty()
        && type.find("x-www-form-urlencoded") == std::string::npos) {
        response.status = 415;
        return false;
    }
    parameters.addEncoded(body);
    return true;
}

void HttpServer::Private::answer(const httplib::Request& request, httplib::Response& response,
                                 const httplib::ContentReader* reader)
{
    HttpRequest told;
    told.method =
        request.method == "HEAD" ? QByteArray("GET") : QByteArray::fromStdString(request.method);
    told.path = QString::fromStdString(request.path);
    told.authority = authority(request);
    told.authorization = QByteArray::fromStdString(request.get_header_value("Authorization"));
    for (const auto& [name, value] : request.params)
        told.parameters.add(QString::fromStdString(name), QString::fromStdString(value));
    if (!reader || readBody(request, response, *reader, told.parameters))
        send(m_handler(told), response);
}

void HttpServer::Private::send(const HttpReply& reply, httplib::Response& response)
{
    // unset, the library chooses between 200 and 206; a stream has no ranges
    if (reply.stream || reply.status != 200)
        response.status = reply.status;
    if (!reply.location.isEmpty())
        response.set_header("Location", reply.location.toStdString());
    if (!reply.fileName.isEmpty()) {
        response.set_header("Content-Disposition",
                            "inline; filename=\"" + reply.fileName.toStdString() + '"');
    }
    if (reply.stream)
        sendStream(reply, response);
    else if (!reply.file.isEmpty())
        sendFile(reply, response);
    else
        response.set_content(reply.body.toStdString(), reply.type.toStdString());
}

void HttpServer::Private::sendStream(const HttpReply& reply, httplib::Response& response)
{
    response.set_chunked_content_provider(
        reply.type.toStdString(),
        [this, stream = reply.stream](std::size_t, httplib::DataSink& sink) {
            SinkDevice device(sink, m_stopping);
            stream(device);
            if (device.isOpen())
                sink.done();
            return device.isOpen(); // false cuts the connection, so that the reader knows
        });
}

void HttpServer::Private::sendFile(const HttpReply& reply, httplib::Response& response)
{
    const auto file = std::make_shared<QFile>(reply.file);
    if (!file->open(QIODevice::ReadOnly)) {
        response.status = 404;
        return;
    }
    if (file->size() == 0) {
        response.set_content("", reply.type.toStdString());
        return;
    }
    response.set_content_provider(
        static_cast<std::size_t>(file->size()), reply.type.toStdString(),
        [this, file](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            if (!file->seek(static_cast<qint64>(offset)))
                return false;
            const QByteArray piece =
                file->read(static_cast<qint64>(std::min<std::size_t>(length, 256U << 10)));
            SinkDevice device(sink, m_stopping);
            return !piece.isEmpty() && device.write(piece) == piece.size();
        });
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(int port, Handler handler)
{
    auto d = std::make_unique<Private>(std::move(handler));
    if (auto started = d->start(port); !started)
        return failure(started.error());
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(d)));
}

HttpServer::HttpServer(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

HttpServer::~HttpServer()
{
    d->stop();
}

int HttpServer::port() const
{
    return d->port();
}

} // namespace tapdesk::localtap
