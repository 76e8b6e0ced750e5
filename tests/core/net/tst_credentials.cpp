// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/credentials.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestCredentials final : public QObject
{
    Q_OBJECT

private slots:
    void origins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isConfidential");

        QTest::newRow("https://cars.aip.de/tap/sync?x=1") << u"https://cars.aip.de:443"_s << true;
        QTest::newRow("HTTPS://CARS.aip.de:443/") << u"https://cars.aip.de:443"_s << true;
        QTest::newRow("https://cars.aip.de:8443") << u"https://cars.aip.de:8443"_s << true;
        QTest::newRow("http://cars.aip.de/tap") << u"http://cars.aip.de:80"_s << false;
        QTest::newRow("http://127.0.0.1:8080/tap") << u"http://127.0.0.1:8080"_s << true;
        QTest::newRow("http://localhost/tap") << u"http://localhost:80"_s << true;
        QTest::newRow("http://[::1]:9/") << u"http://[::1]:9"_s << true;
        QTest::newRow("http://localhost.example.org/")
            << u"http://localhost.example.org:80"_s << false;
        QTest::newRow("http://127.0.0.1.example.org/")
            << u"http://127.0.0.1.example.org:80"_s << false;
        QTest::newRow("file:///etc/passwd") << QString() << false;
        QTest::newRow("") << QString() << false;
    }

    void origins()
    {
        QFETCH(QString, text);
        QFETCH(bool, isConfidential);
        const Origin origin(QUrl(QString::fromLatin1(QTest::currentDataTag())));
        QCOMPARE(origin.toString(), text);
        QCOMPARE(origin.isConfidential(), isConfidential);
    }

    void scope_data()
    {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<bool>("isSent");

        QTest::newRow("https://cars.aip.de/files/a.fits") << u"https://cars.aip.de/tap"_s << true;
        QTest::newRow("https://cars.aip.de:443/") << u"https://cars.aip.de/tap"_s << true;
        QTest::newRow("https://cars.aip.de:444/") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("http://cars.aip.de/tap") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("http://cars.aip.de:443/") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("https://aip.de/tap") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("https://cars.aip.de.evil.org/") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("https://cars.aip.de@evil.org/") << u"https://cars.aip.de/tap"_s << false;
        QTest::newRow("http://old.example.org/tap") << u"http://old.example.org/tap"_s << false;
        QTest::newRow("http://127.0.0.1:1234/x") << u"http://127.0.0.1:1234/"_s << true;
    }

    void scope()
    {
        QFETCH(QString, stored);
        QFETCH(bool, isSent);
        CredentialStore store;
        const Origin origin {QUrl(stored)};
        store.set(origin, {.secret = u"s"_s});
        const QUrl asked(QString::fromLatin1(QTest::currentDataTag()));

        QCOMPARE(store.forUrl(asked).has_value(), isSent);
        store.remove(origin);
        QVERIFY(!store.forUrl(asked));
    }

    void headers() { QCOMPARE((Credential {.secret = u"abc"_s}).header(), "Token abc"); }

    void pastedTokens_data()
    {
        QTest::addColumn<QString>("token"); // empty: none

        const auto token = u"0123456789abcdef0123456789abcdef01234567"_s;
        QTest::newRow("0123456789abcdef0123456789abcdef01234567") << token;
        QTest::newRow("  0123456789abcdef0123456789abcdef01234567\n") << token;
        QTest::newRow("Token 0123456789abcdef0123456789abcdef01234567") << token;
        QTest::newRow("'Token <0123456789abcdef0123456789abcdef01234567>; '") << token;
        QTest::newRow("token   \"0123456789abcdef0123456789abcdef01234567\";") << token;
        QTest::newRow("Authorization: Token 0123456789abcdef0123456789abcdef01234567") << token;
        QTest::newRow("token=0123456789abcdef0123456789abcdef01234567") << token;
        QTest::newRow("tokenish") << u"tokenish"_s;
        QTest::newRow("") << QString();
        QTest::newRow("Token") << QString();
        QTest::newRow("Token ;") << QString();
        QTest::newRow("two words") << QString();
        QTest::newRow("a\nX-Header: b") << QString();
        QTest::newRow("t\xc3\xb6ken") << QString();
    }

    void pastedTokens()
    {
        QFETCH(QString, token);
        const auto credential =
            Credential::fromPastedToken(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(credential.has_value(), !token.isEmpty());
        if (credential)
            QCOMPARE(credential->secret, token);
    }
};

QTEST_APPLESS_MAIN(TestCredentials)

#include "tst_credentials.moc"
