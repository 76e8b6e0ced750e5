// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "tests/support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::FakeNetwork;
using Kind = Error::Kind;
using Outcome = Result<HttpResponse>;

namespace {

const QUrl address(u"https://example.org/tap/sync"_s);

/// A request on a scripted network, and what became of it.
struct Fixture
{
    explicit Fixture(QList<Answer> script)
        : client(network)
    {
        network.script = std::move(script);
        client.setRetryDelay(0ms);
        client.credentials().set(Origin(address), {.user = u"u"_s, .secret = u"s3cret"_s});
    }

    Transfer& start(const HttpRequest& request)
    {
        transfer = client.start(request);
        QObject::connect(transfer, &Transfer::finished, &client,
                         [this](const Outcome& outcome) { outcomes.append(outcome); });
        return *transfer;
    }

    FakeNetwork network;
    HttpClient client;
    QPointer<Transfer> transfer;
    QList<Outcome> outcomes;
};

Answer redirect(int status, const QByteArray& location)
{
    return {.status = status, .location = location};
}

} // namespace

class TestTransfer final : public QObject
{
    Q_OBJECT

private slots:
    void answers_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<int>("retries");
        QTest::addColumn<std::optional<Kind>>("failure");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("detail");
        using Failure = std::optional<Kind>;

        QTest::newRow("a body") << QList {Answer {.body = "rows"}} << 0 << Failure()
                                << QByteArray("rows") << QString();
        QTest::newRow("a body in pieces") << QList {Answer {.body = "a", .pieces = {"b", "c"}}} << 0
                                          << Failure() << QByteArray("abc") << QString();
        QTest::newRow("no body") << QList {Answer {.status = 204}} << 0 << Failure() << QByteArray()
                                 << QString();
        QTest::newRow("refused, with a reason")
            << QList {Answer {.status = 400, .body = "no such column", .contentType = "text/plain"}}
            << 0 << Failure(Kind::Http) << QByteArray() << u"no such column"_s;
        QTest::newRow("wrong token")
            << QList {Answer {.status = 403, .body = "detail: Invalid token."}} << 0
            << Failure(Kind::Unauthorized) << QByteArray() << u"detail: Invalid token."_s;
        QTest::newRow("not found") << QList {Answer {.status = 404}} << 2 << Failure(Kind::Http)
                                   << QByteArray() << QString();
        QTest::newRow("refused connection")
            << QList {Answer {.status = 0, .error = QNetworkReply::ConnectionRefusedError}} << 2
            << Failure(Kind::Network) << QByteArray() << u"scripted failure"_s;
        QTest::newRow("untrusted certificate")
            << QList {Answer {.status = 0, .error = QNetworkReply::SslHandshakeFailedError}} << 2
            << Failure(Kind::Tls) << QByteArray() << u"scripted failure"_s;
        QTest::newRow("cut in the body")
            << QList {Answer {.body = "ro", .error = QNetworkReply::RemoteHostClosedError}} << 0
            << Failure(Kind::Network) << QByteArray() << u"scripted failure"_s;
        QTest::newRow("shorter than announced, and Qt says nothing")
            << QList {Answer {.body = "ro", .headers = {{"Content-Length", "4"}}}} << 0
            << Failure(Kind::Network) << QByteArray() << QString();
        QTest::newRow("busy, then well")
            << QList {Answer {.status = 503}, Answer {.status = 429}, Answer {.body = "rows"}} << 2
            << Failure() << QByteArray("rows") << QString();
        QTest::newRow("busy for too long")
            << QList {Answer {.status = 503}, Answer {.status = 502},
                      Answer {.status = 504, .body = "<title>Gateway Timeout</title>"}}
            << 2 << Failure(Kind::Http) << QByteArray() << u"Gateway Timeout"_s;
        QTest::newRow("cut before the head, then well")
            << QList {Answer {.status = 0, .error = QNetworkReply::RemoteHostClosedError},
                      Answer {.body = "rows"}}
            << 1 << Failure() << QByteArray("rows") << QString();
        QTest::newRow("cut in the body, then well")
            << QList {Answer {.body = "ro", .error = QNetworkReply::RemoteHostClosedError},
                      Answer {.body = "rows"}}
            << 1 << Failure() << QByteArray("rows") << QString();
        QTest::newRow("an encoding nobody asked for")
            << QList {Answer {.body = "xy", .headers = {{"Content-Encoding", "br"}}}} << 0
            << Failure(Kind::Protocol) << QByteArray() << u"Content-Encoding: br"_s;
    }

    void answers()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(int, retries);
        QFETCH(std::optional<Kind>, failure);
        QFETCH(QByteArray, body);
        QFETCH(QString, detail);
        Fixture f(script);
        auto request = HttpRequest::get(address);
        request.retries = retries;

        f.start(request);

        QVERIFY(f.outcomes.isEmpty());
        QTRY_COMPARE(f.outcomes.size(), 1);
        const auto& outcome = f.outcomes.first();
        QCOMPARE(outcome.has_value(), !failure.has_value());
        if (failure) {
            QCOMPARE(outcome.error().kind, *failure);
            QCOMPARE(outcome.error().detail, detail);
            QCOMPARE(outcome.error().url, address);
        } else {
            QCOMPARE(outcome->body, body);
        }
        QVERIFY2(f.network.script.isEmpty(), "asked too rarely");
        QCOMPARE(f.network.openReplies(), 0);
    }

    void redirects_data()
    {
        QTest::addColumn<HttpRequest::Method>("method");
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<QList<QByteArray>>("asked");
        QTest::addColumn<bool>("isFine");
        using Method = HttpRequest::Method;
        using Asked = QList<QByteArray>;
        const Answer fine {.body = "rows"};

        QTest::newRow("POST, 303")
            << Method::Post << QList {redirect(303, "https://example.org/tap/async/7"), fine}
            << Asked {"POST /tap/sync", "GET /tap/async/7"} << true;
        QTest::newRow("POST, 302, relative")
            << Method::Post << QList {redirect(302, "async/7"), fine}
            << Asked {"POST /tap/sync", "GET /tap/async/7"} << true;
        QTest::newRow("POST, 307") << Method::Post << QList {redirect(307, "/elsewhere"), fine}
                                   << Asked {"POST /tap/sync", "POST /elsewhere"} << true;
        QTest::newRow("DELETE, 303 to itself")
            << Method::Delete << QList {redirect(303, "/tap/sync"), fine}
            << Asked {"DELETE /tap/sync", "GET /tap/sync"} << true;
        QTest::newRow("DELETE, 308") << Method::Delete << QList {redirect(308, "/x"), fine}
                                     << Asked {"DELETE /tap/sync", "DELETE /x"} << true;
        QTest::newRow("GET, 301") << Method::Get << QList {redirect(301, "/x"), fine}
                                  << Asked {"GET /tap/sync", "GET /x"} << true;
        QTest::newRow("HEAD, 303") << Method::Head << QList {redirect(303, "/x"), fine}
                                   << Asked {"HEAD /tap/sync", "HEAD /x"} << true;
        QTest::newRow("to itself") << Method::Get << QList {redirect(302, "/tap/sync")}
                                   << Asked {"GET /tap/sync"} << false;
        QTest::newRow("in a circle")
            << Method::Get << QList {redirect(302, "/x"), redirect(302, "/tap/sync")}
            << Asked {"GET /tap/sync", "GET /x"} << false;
        QTest::newRow("nowhere") << Method::Get << QList {redirect(302, "")}
                                 << Asked {"GET /tap/sync"} << false;
        QTest::newRow("to a file") << Method::Get << QList {redirect(302, "file:///etc/passwd")}
                                   << Asked {"GET /tap/sync"} << false;
    }

    void redirects()
    {
        QFETCH(HttpRequest::Method, method);
        QFETCH(QList<Answer>, script);
        QFETCH(QList<QByteArray>, asked);
        QFETCH(bool, isFine);
        Fixture f(script);
        auto request = HttpRequest::post(address, {{u"QUERY"_s, u"a+b"_s}});
        request.method = method;

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().has_value(), isFine);
        QCOMPARE(f.network.asked, asked);
        for (qsizetype i = 0; i < asked.size(); ++i)
            QCOMPARE(f.network.bodies[i],
                     asked[i].startsWith("POST") ? QByteArray("QUERY=a%2Bb") : QByteArray());
        if (!isFine)
            QCOMPARE(f.outcomes.first().error().kind, Kind::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestTransfer)

#include "tst_transfer.moc"
