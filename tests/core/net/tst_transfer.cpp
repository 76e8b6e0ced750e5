// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "tests/support/fakenetwork.h"

#include <QLoggingCategory>
#include <QPointer>
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
        client.credentials().set(Origin(address), {.secret = u"s3cret"_s});
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

    void aPostThatShallGoByHttpsStaysOne_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("asked");
        const auto same = "https://example.org/tap/sync"_ba;
        QTest::newRow("301") << 301 << same << "POST /tap/sync"_ba;
        QTest::newRow("302") << 302 << same << "POST /tap/sync"_ba;
        QTest::newRow("303") << 303 << same << "GET /tap/sync"_ba;
        QTest::newRow("another path") << 301 << "https://example.org/login"_ba
                                      << "GET /login"_ba;
        QTest::newRow("another host") << 301 << "https://example.com/tap/sync"_ba
                                      << "GET /tap/sync"_ba;
    }

    void aPostThatShallGoByHttpsStaysOne()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, asked);
        Fixture f({redirect(status, location), Answer {}});

        f.start(HttpRequest::post(QUrl(u"http://example.org/tap/sync"_s), {{u"QUERY"_s, u"x"_s}}));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QVERIFY(f.outcomes.first());
        QCOMPARE(f.network.asked.last(), asked);
        QCOMPARE(f.network.bodies.last(), asked.startsWith("POST") ? "QUERY=x"_ba : QByteArray());
    }

    void tooManyHops()
    {
        QList<Answer> script;
        for (int i = 0; i < 12; ++i)
            script.append(redirect(302, "/" + QByteArray::number(i)));
        Fixture f(script);

        f.start(HttpRequest::get(address));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Protocol);
        QCOMPARE(f.network.asked.size(), 11); // ten hops
    }

    void reportsARedirectInsteadOfFollowingIt()
    {
        Fixture f({redirect(303, "http://example.org/tap/async/7")});
        auto request = HttpRequest::post(address, {});
        request.redirects = HttpRequest::Redirects::Report;

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first()->status, 303);
        QCOMPARE(f.outcomes.first()->location, QUrl(u"https://example.org/tap/async/7"_s));
    }

    void credentialsAcrossRedirects_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QUrl>("asked");
        QTest::addColumn<bool>("isSent");

        QTest::newRow("same origin")
            << QByteArray("/x") << QUrl(u"https://example.org/x"_s) << true;
        QTest::newRow("downgrade is asked by https")
            << QByteArray("http://example.org/x") << QUrl(u"https://example.org/x"_s) << true;
        QTest::newRow("another host")
            << QByteArray("https://example.com/x") << QUrl(u"https://example.com/x"_s) << false;
        QTest::newRow("a host below it") << QByteArray("https://cdn.example.org/x")
                                         << QUrl(u"https://cdn.example.org/x"_s) << false;
        QTest::newRow("another port") << QByteArray("https://example.org:444/x")
                                      << QUrl(u"https://example.org:444/x"_s) << false;
        QTest::newRow("plain http elsewhere")
            << QByteArray("http://example.com/x") << QUrl(u"http://example.com/x"_s) << false;
    }

    void credentialsAcrossRedirects()
    {
        QFETCH(QByteArray, location);
        QFETCH(QUrl, asked);
        QFETCH(bool, isSent);
        Fixture f({redirect(302, location), Answer {}});

        f.start(HttpRequest::get(address));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.network.requests[0].header("Authorization"), "Token s3cret");
        QCOMPARE(f.network.requests[1].url, asked);
        QCOMPARE(f.network.requests[1].request.hasRawHeader("Authorization"), isSent);
    }

    void withholdsCredentialsWhenTold()
    {
        Fixture f({Answer {}});
        auto request = HttpRequest::get(address);
        request.credentials = HttpRequest::Credentials::Withhold;

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QVERIFY(!f.network.requests[0].request.hasRawHeader("Authorization"));
    }

    void streams()
    {
        Fixture f({Answer {.body = "a", .pieces = {"b", "c"}}});
        auto& transfer = f.start(HttpRequest::get(address));
        transfer.setStreaming();
        QByteArray read;
        QSignalSpy answered(&transfer, &Transfer::answered);
        connect(&transfer, &Transfer::readyRead, this, [&] {
            QCOMPARE(answered.size(), 1);
            read += transfer.read();
        });

        QTRY_COMPARE(f.outcomes.size(), 1);

        QCOMPARE(read, "abc");
        QCOMPARE(f.outcomes.first()->body, QByteArray());
        QCOMPARE(transfer.bytesReceived(), 3);
    }

    /// Rows that arrived are not lost with the connection, and nothing is asked twice then.
    void lostStreamIsReadToItsEnd()
    {
        Fixture f({Answer {.body = "rows", .error = QNetworkReply::RemoteHostClosedError}});
        auto& transfer = f.start(HttpRequest::get(address));
        transfer.setStreaming();
        QSignalSpy ready(&transfer, &Transfer::readyRead);
        QTRY_COMPARE(f.network.openReplies(), 0);
        QTRY_VERIFY(ready.size() > 0);
        QVERIFY(f.outcomes.isEmpty());

        QCOMPARE(transfer.read(), "rows");

        QVERIFY(f.outcomes.isEmpty()); // not from within read()
        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Network);
        QCOMPARE(f.network.asked.size(), 1);
    }

    void streamedBodyIsLimited()
    {
        Fixture f({Answer {.body = "0123456789"}});
        auto request = HttpRequest::get(address);
        request.maxBytes = 4;
        auto& transfer = f.start(request);
        transfer.setStreaming();
        QByteArray read;
        connect(&transfer, &Transfer::readyRead, this, [&] { read += transfer.read(); });

        QTRY_COMPARE(f.outcomes.size(), 1);

        QCOMPARE(f.outcomes.first().error().kind, Kind::TooLarge);
        QCOMPARE(read, "0123");
    }

    void timeouts_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<std::chrono::milliseconds>("idle");

        QTest::newRow("silence") << Answer {.hangs = true} << 10ms;
        QTest::newRow("silence in the body") << Answer {.body = "x", .stalls = true} << 10ms;
    }

    void timeouts()
    {
        QFETCH(Answer, answer);
        QFETCH(std::chrono::milliseconds, idle);
        Fixture f({answer});
        auto request = HttpRequest::get(address);
        request.idleTimeout = idle;

        f.start(request);

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Timeout);
        QTRY_COMPARE(f.network.openReplies(), 0);
    }

    void cancelsOnce_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QByteArray>("when");

        QTest::newRow("at once") << Answer {.hangs = true} << QByteArray();
        QTest::newRow("when answered") << Answer {.body = "rows"} << QByteArray("answered");
        QTest::newRow("when bytes come") << Answer {.body = "rows"} << QByteArray("readyRead");
        QTest::newRow("before another try") << Answer {.status = 503} << QByteArray("pausing");
    }

    void cancelsOnce()
    {
        QFETCH(Answer, answer);
        QFETCH(QByteArray, when);
        Fixture f({answer});
        f.client.setRetryDelay(1h);
        auto& transfer = f.start(HttpRequest::get(address));
        transfer.setStreaming();
        const auto cancel = [&] {
            transfer.cancel();
            transfer.cancel();
        };
        connect(&transfer, &Transfer::readyRead, &transfer, cancel);
        if (when == "answered")
            connect(&transfer, &Transfer::answered, &transfer, cancel);
        else if (when.isEmpty())
            cancel();
        if (when == "pausing") {
            QTRY_COMPARE(f.network.openReplies(), 0);
            cancel();
        }

        QTRY_COMPARE(f.outcomes.size(), 1);
        QTRY_COMPARE(f.network.openReplies(), 0);
        QCOMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.outcomes.first().error().kind, Kind::Cancelled);
        QCOMPARE(f.network.asked.size(), 1);
    }

    void deletedFromItsOwnSlot_data()
    {
        QTest::addColumn<QByteArray>("when");
        for (const auto* when : {"answered", "readyRead", "pausing", "finished", "at once"})
            QTest::newRow(when) << QByteArray(when);
    }

    void deletedFromItsOwnSlot()
    {
        QFETCH(QByteArray, when);
        Fixture f({Answer {.status = when == "pausing" ? 503 : 200, .body = "rows"}});
        f.client.setRetryDelay(1h);
        f.start(HttpRequest::get(address));
        f.transfer->setStreaming();
        const auto end = [&] { delete f.transfer; };
        if (when == "answered")
            connect(f.transfer, &Transfer::answered, this, end);
        else if (when == "readyRead")
            connect(f.transfer, &Transfer::readyRead, this, end);
        else if (when == "at once")
            end();
        if (when == "pausing") {
            QTRY_COMPARE(f.network.openReplies(), 0);
            end();
        }
        if (when == "finished") {
            connect(f.transfer, &Transfer::readyRead, f.transfer, [&] { f.transfer->read(); });
            connect(f.transfer, &Transfer::finished, this, end);
        }

        QTRY_VERIFY(!f.transfer);
        QTRY_COMPARE(f.network.openReplies(), 0);
        QCOMPARE(f.outcomes.size(), when == "finished" ? 1 : 0);
        QCOMPARE(f.network.asked.size(), 1);
    }

    /// No try can follow without the client, and the answer that is here ends it.
    void theClientGoesFirst()
    {
        FakeNetwork network;
        network.script = {Answer {.status = 503}};
        auto client = std::make_unique<HttpClient>(network);
        QObject owner;
        auto* transfer = client->start(HttpRequest::get(address), &owner);
        QList<Outcome> outcomes;
        connect(transfer, &Transfer::finished, this,
                [&](const Outcome& outcome) { outcomes.append(outcome); });

        client.reset();

        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().error().httpStatus, 503);
        QCOMPARE(network.asked.size(), 1);
    }

    void notAnHttpAddress()
    {
        for (const auto& url : {u"ftp://h/x"_s, u"file:///etc/passwd"_s, u"/tap"_s, QString()}) {
            Fixture f({});
            f.start(HttpRequest::get(QUrl(url)));
            QVERIFY(f.outcomes.isEmpty());
            QTRY_COMPARE(f.outcomes.size(), 1);
            QCOMPARE(f.outcomes.first().error().kind, Kind::Protocol);
            QVERIFY(f.network.asked.isEmpty());
        }
    }

    void userInfoIsNeitherSentNorTold()
    {
        Fixture f({Answer {.status = 404}});

        f.start(HttpRequest::get(QUrl(u"https://me:s3cret@example.org/x#top"_s)));

        QTRY_COMPARE(f.outcomes.size(), 1);
        QCOMPARE(f.network.requests[0].url, QUrl(u"https://example.org/x"_s));
        QCOMPARE(f.outcomes.first().error().url, QUrl(u"https://example.org/x"_s));
    }

    /// With everything logged, through a redirect, a retry and a failure.
    void secretsAreNotLogged()
    {
        static QStringList lines;
        lines.clear();
        QLoggingCategory::setFilterRules(u"*=true"_s);
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& line) { lines.append(line); });
        Fixture f({redirect(302, "/x?token=s3cret"), Answer {.status = 503},
                   Answer {.status = 403, .body = "detail: Invalid token."}});
        f.start(HttpRequest::get(QUrl(u"https://me:s3cret@example.org/tap/sync?TOKEN=s3cret"_s)));
        QTRY_COMPARE(f.outcomes.size(), 1);
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});

        QCOMPARE(f.network.requests.last().header("Authorization"), "Token s3cret");
        QVERIFY(lines.filter(u"GET https://example.org/"_s).size() >= 3);
        QCOMPARE(lines.filter(u"s3cret"_s), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestTransfer)

#include "tst_transfer.moc"
