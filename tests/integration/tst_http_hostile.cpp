// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "tests/support/gzip.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::HostileServer;
using Kind = Error::Kind;
using Failure = std::optional<Error::Kind>;
using Method = HttpRequest::Method;
using Outcome = Result<HttpResponse>;

namespace {

/// A real manager before a hostile server, and what became of a request.
struct Fixture
{
    Fixture() { client.setRetryDelay(0ms); }

    Transfer& start(const HttpRequest& request)
    {
        auto* transfer = client.start(request);
        QObject::connect(transfer, &Transfer::finished, &client,
                         [this](const Outcome& outcome) { outcomes.append(outcome); });
        return *transfer;
    }

    HttpRequest request(const QByteArray& misbehaviour, Method method = Method::Get) const
    {
        const auto path = u'/' + QString::fromLatin1(misbehaviour) + u"/sync"_s;
        auto request = HttpRequest::post(server.url(path), {{u"QUERY"_s, u"SELECT 1"_s}});
        request.method = method;
        const bool isSilent = misbehaviour == "hang" || misbehaviour == "stall";
        request.idleTimeout = isSilent ? 300ms : 60'000ms;
        request.maxBytes = 4'000'000;
        request.retries = 0;
        return request;
    }

    HostileServer server;
    QNetworkAccessManager manager;
    HttpClient client {manager};
    QList<Outcome> outcomes;
};

} // namespace

class TestHttpHostile final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"."_s)); }

    void misbehaviours_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QString>("detail"); // empty: not looked at

        for (const auto* fine :
             {"fine", "slow", "toolong", "gzip", "gzipnot", "gzipfile", "elsewhere", "bigredirect"})
            QTest::newRow(fine) << Failure() << QString();
        for (const auto* cut :
             {"silentcut", "headcut", "cut", "chunkcut", "chunkend", "reset", "garbage", "gzipcut"})
            QTest::newRow(cut) << Failure(Kind::Network) << QString();
        for (const auto* silent : {"hang", "stall"})
            QTest::newRow(silent) << Failure(Kind::Timeout) << QString();
        for (const auto* big : {"endless", "bomb"})
            QTest::newRow(big) << Failure(Kind::TooLarge) << QString();
        for (const auto* lost : {"loop", "maze"})
            QTest::newRow(lost) << Failure(Kind::Protocol) << QString();
        QTest::newRow("broken") << Failure(Kind::Http) << u"Server Error (500)"_s;
        QTest::newRow("busy") << Failure(Kind::Http) << u"too many queries"_s;
        QTest::newRow("maintenance")
            << Failure(Kind::Http) << u"Down for maintenance: Back at 14:00."_s;
        QTest::newRow("missing") << Failure(Kind::Http) << u"Not Found"_s;
        QTest::newRow("endlesserror") << Failure(Kind::Http) << QString();
        QTest::newRow("login") << Failure(Kind::Unauthorized) << u"who are you?"_s;
        QTest::newRow("newlogin") << Failure(Kind::Unauthorized) << u"who are you?"_s;
        QTest::newRow("forbidden") << Failure(Kind::Unauthorized) << u"detail: Invalid token."_s;
    }

    void misbehaviours()
    {
        QFETCH(Failure, failure);
        QFETCH(QString, detail);
        const auto methods = {Method::Get, Method::Post};
        for (const auto method : methods) {
            for (const bool isStreaming : {false, true}) {
                Fixture f;
                auto& transfer = f.start(f.request(QTest::currentDataTag(), method));
                QByteArray streamed;
                if (isStreaming) {
                    transfer.setStreaming();
                    connect(&transfer, &Transfer::readyRead, this,
                            [&] { streamed += transfer.read(); });
                }

                QTRY_COMPARE(f.outcomes.size(), 1);

                const auto& outcome = f.outcomes.first();
                QCOMPARE(outcome.has_value(), !failure.has_value());
                if (!failure) {
                    const bool isFile =
                        isStreaming && QTest::currentDataTag() == QByteArray("gzipfile");
                    const auto body = isStreaming ? streamed : outcome->body;
                    if (!isFile)
                        QCOMPARE(body, HostileServer::document());
                    QCOMPARE(body.startsWith("\x1f\x8b"), isFile);
                    QCOMPARE(transfer.bytesReceived(), body.size());
                } else {
                    QCOMPARE(outcome.error().kind, *failure);
                    if (!detail.isEmpty())
                        QCOMPARE(outcome.error().detail, detail);
                }
                const auto requests = f.server.requests();
                const auto posts =
                    std::count_if(requests.begin(), requests.end(),
                                  [](const auto& request) { return request.verb == "POST"; });
                QCOMPARE(posts, method == Method::Post ? 1 : 0);
            }
        }
    }

    /// Qt asks again by itself and then takes the second answer for the end of the first.
    void cutChunksAreNeverASuccess()
    {
        for (int i = 0; i < 40; ++i) {
            Fixture f;
            f.start(f.request(i % 2 == 0 ? "chunkcut" : "chunkend"));
            QTRY_COMPARE(f.outcomes.size(), 1);
            QVERIFY(!f.outcomes.first());
            QCOMPARE(f.server.requests().size(), 1);
        }
    }

    void retriesWhatIsSafe_data()
    {
        QTest::addColumn<QByteArray>("misbehaviour");
        QTest::addColumn<Method>("method");
        QTest::addColumn<int>("asked");

        QTest::newRow("GET, cut") << QByteArray("cut") << Method::Get << 3;
        QTest::newRow("GET, no answer") << QByteArray("silentcut") << Method::Get << 3;
        QTest::newRow("GET, busy") << QByteArray("busy") << Method::Get << 3;
        QTest::newRow("GET, not found") << QByteArray("missing") << Method::Get << 1;
        QTest::newRow("POST, cut") << QByteArray("cut") << Method::Post << 1;
        QTest::newRow("POST, no answer") << QByteArray("silentcut") << Method::Post << 1;
        QTest::newRow("POST, busy") << QByteArray("busy") << Method::Post << 1;
        QTest::newRow("DELETE, busy") << QByteArray("busy") << Method::Delete << 1;
    }

    void retriesWhatIsSafe()
    {
        QFETCH(QByteArray, misbehaviour);
        QFETCH(Method, method);
        QFETCH(int, asked);
        Fixture f;
        auto request = f.request(misbehaviour, method);
        request.retries = 2;

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QVERIFY(!f.outcomes.first());
        QCOMPARE(f.server.requests().size(), asked);
    }

    void waitsAsLongAsTheServerSays()
    {
        Fixture f;
        auto request = f.request("busyonce");
        request.retries = 1;
        QElapsedTimer clock;
        clock.start();

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QVERIFY(f.outcomes.first());
        QVERIFY(clock.elapsed() >= 1000); // Retry-After: 1
    }

    void refusedConnection()
    {
        Fixture f;

        f.start(HttpRequest::get(f.server.refusedUrl(u"/tap/sync"_s)));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Network);
    }

    void tokenStaysAtItsOrigin()
    {
        Fixture f;
        f.client.credentials().set(Origin(f.server.url(u"/"_s)), {.secret = u"s3cret"_s});

        f.start(f.request("elsewhere"));

        QTRY_COMPARE(f.outcomes.size(), 1);
        const auto requests = f.server.requests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0].header("authorization"), "Token s3cret");
        QVERIFY(requests[0].port != requests[1].port);
        QCOMPARE(requests[1].header("authorization"), QByteArray());
    }

    void cookiesAreNotKept()
    {
        Fixture f;
        f.server.serve("/cookie",
                       "HTTP/1.1 200 OK\r\nSet-Cookie: sessionid=abc; Path=/\r\n"
                       "Content-Length: 2\r\n\r\nok");
        for (int i = 0; i < 2; ++i) {
            f.start(HttpRequest::get(f.server.url(u"/cookie"_s)));
            QTRY_COMPARE(f.outcomes.size(), i + 1);
        }
        QCOMPARE(f.server.requests().at(1).header("cookie"), QByteArray());
    }

    void whatIsSentOnTheWire()
    {
        Fixture f;
        auto request = f.request("fine", Method::Post);

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        const auto sent = f.server.requests().first();
        QCOMPARE(sent.verb, "POST");
        QCOMPARE(sent.body, "QUERY=SELECT%201");
        QCOMPARE(sent.header("content-type"), "application/x-www-form-urlencoded");
        QCOMPARE(sent.header("content-length"), "16");
        QCOMPARE(sent.header("accept"), "*/*");
        QCOMPARE(sent.header("accept-encoding"), "gzip");
        QVERIFY(sent.header("user-agent").startsWith("Tapdesk/"));
    }

    void loopbackNeedsNoProxy()
    {
        HostileServer proxy("broken");
        qputenv("http_proxy", proxy.url(u"/"_s).toEncoded());
        Fixture f;

        f.start(f.request("fine"));

        QTRY_COMPARE(f.outcomes.size(), 1);
        qunsetenv("http_proxy");
        QVERIFY(f.outcomes.first());
        QCOMPARE(proxy.connectionCount(), 0);
    }

    /// Sockets hold some megabytes on the way, and Transfer one; the rest stays with the server.
    void unreadAnswersDoNotPileUp_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("GET") << Method::Get;
        QTest::newRow("POST") << Method::Post;
    }

    void unreadAnswersDoNotPileUp()
    {
        QFETCH(Method, method);
        Fixture f;
        auto request = f.request("endless", method);
        request.maxBytes = 0;
        auto& transfer = f.start(request);
        transfer.setStreaming();

        qint64 before = 0;
        const auto isAtRest = [&] {
            const auto now = f.server.bytesSent();
            return now > 0 && std::exchange(before, now) == now;
        };
        QTRY_VERIFY(isAtRest());

        const auto stopped = f.server.bytesSent();
        QVERIFY2(stopped < 32 * 1024 * 1024, qPrintable(QString::number(stopped)));
        QVERIFY(f.outcomes.isEmpty()); // no idle time counts: it is our turn
        transfer.cancel();
        QCOMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Cancelled);
    }

    void bigBodiesArriveWhole_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("isChunked");
        QTest::addColumn<bool>("isPacked");

        QTest::newRow("until the end of the connection") << QByteArray() << false << false;
        QTest::newRow("with a length") << QByteArray("Content-Length: %1\r\n") << false << false;
        QTest::newRow("in chunks") << QByteArray("Transfer-Encoding: chunked\r\n") << true << false;
        QTest::newRow("in chunks, packed")
            << QByteArray("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n") << true
            << true;
    }

    /// Read in small steps, so that the limits on memory are at work.
    void bigBodiesArriveWhole()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, isChunked);
        QFETCH(bool, isPacked);
        QByteArray body;
        for (int row = 0; body.size() < 12'000'000; ++row)
            body += "<TR><TD>" + QByteArray::number(row) + "</TD></TR>\n";
        auto wire = isPacked ? test::gzipped(body) : body;
        headers.replace("%1", QByteArray::number(wire.size()));
        if (isChunked)
            wire = QByteArray::number(wire.size(), 16) + "\r\n" + wire + "\r\n0\r\n\r\n";
        Fixture f;
        f.server.serve("/big", "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + wire);
        auto& transfer = f.start(HttpRequest::get(f.server.url(u"/big"_s)));
        transfer.setStreaming();
        QByteArray received;
        QTimer reading;
        connect(&reading, &QTimer::timeout, this, [&] { received += transfer.read(); });
        reading.start(2);

        QTRY_COMPARE_WITH_TIMEOUT(f.outcomes.size(), 1, 20'000);

        QVERIFY(f.outcomes.first());
        QVERIFY(received == body);
    }

    /// As servers of HTTP/1.0 send them; the end of the connection often comes with the body.
    void smallBodiesEndWithTheirConnection_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("GET") << Method::Get;
        QTest::newRow("POST") << Method::Post;
    }

    void smallBodiesEndWithTheirConnection()
    {
        QFETCH(Method, method);
        Fixture f;
        f.server.serve("/small/sync", "HTTP/1.0 200 OK\r\nServer: old\r\n\r\nall of it");
        constexpr int tries = 30; // one in two went wrong
        auto request = f.request("small", method);
        request.retries = tries; // of a GET Qt sometimes loses the head too
        for (int i = 0; i < tries; ++i)
            f.start(request);

        QTRY_COMPARE(f.outcomes.size(), tries);

        for (const auto& outcome : std::as_const(f.outcomes)) {
            QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().detail));
            QCOMPARE(outcome->body, "all of it"_ba);
        }
    }

    void everyMisbehaviourHasARow()
    {
        auto names = HostileServer::misbehaviours();
        // What no HTTP client can know: the readers of tables do.
        for (const auto* other :
             {"html", "halfxml", "empty", "error200", "busyonce", "filebomb", "badchunk"})
            QVERIFY(names.removeOne(other));
        QCOMPARE(names.size(), 30);
    }

    /// Who waits ten minutes for an answer does not wait so long for a handshake.
    void silentHandshake()
    {
        Fixture f;
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        auto request = HttpRequest::post(
            QUrl(u"https://127.0.0.1:%1/tap/sync"_s.arg(silent.serverPort())), {});
        request.connectTimeout = std::chrono::milliseconds(100);
        request.idleTimeout = std::chrono::minutes(10);

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Timeout);
    }

    /// A gzip file is a bomb only for who unfolds it.
    void gzipFileBomb()
    {
        Fixture f;

        f.start(f.request("filebomb"));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestHttpHostile)

#include "tst_http_hostile.moc"
