// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tapservice.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

class TapServiceTest final : public QObject
{
    Q_OBJECT

private slots:
    void normalises_data();
    void normalises();
    void namesResources();
};

void TapServiceTest::normalises_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected"); // empty: refused

    const auto row = [](const char* name, const char* typed, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(expected);
    };
    row("as it should be", "https://cars.aip.de/tap", "https://cars.aip.de/tap");
    row("blanks around", "  https://cars.aip.de/tap\r\n", "https://cars.aip.de/tap");
    row("angle brackets of a mail", "<https://cars.aip.de/tap>", "https://cars.aip.de/tap");
    row("slashes at the end", "https://cars.aip.de/tap//", "https://cars.aip.de/tap");
    row("sync", "https://cars.aip.de/tap/sync", "https://cars.aip.de/tap");
    row("sync with a query", "https://cars.aip.de/tap/sync?LANG=ADQL#x", "https://cars.aip.de/tap");
    row("capabilities/", "https://cars.aip.de/tap/capabilities/", "https://cars.aip.de/tap");
    row("a job", "https://cars.aip.de/tap/async/42/results/result", "https://cars.aip.de/tap");
    row("a table", "https://cars.aip.de/tap/tables/a.b", "https://cars.aip.de/tap");
    row("path without /tap (ESO)", "archive.eso.org/tap_obs", "https://archive.eso.org/tap_obs");
    row("no path", "example.org", "https://example.org");
    row("upper case", "HTTPS://CARS.AIP.DE/TAP", "https://cars.aip.de/TAP");
    row("http stays http", "http://dc.g-vo.org/tap", "http://dc.g-vo.org/tap");
    row("loopback http stays http", "http://127.0.0.1:8080/tap/", "http://127.0.0.1:8080/tap");
    row("no scheme, with a port", "localhost:8080/tap", "https://localhost:8080/tap");
    row("the scheme's own port", "https://example.org:443/tap", "https://example.org/tap");
    row("another port", "http://example.org:443/tap", "http://example.org:443/tap");
    row("a user's name is not kept", "https://me:secret@example.org/tap",
        "https://example.org/tap");
    row("escapes stay", "https://example.org/a%2Fb/tap", "https://example.org/a%2Fb/tap");
    row("nothing", " ", "");
    row("a word", "cars2", "");
    row("words", "the cars service", "");
    row("another scheme", "ftp://example.org/tap", "");
    row("a file", "file:///etc/passwd", "");
    row("no host", "https:///tap", "");
    row("a broken port", "https://example.org:99999/tap", "");
}

void TapServiceTest::normalises()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);

    const auto url = TapService::normalisedBaseUrl(typed);

    QCOMPARE(url.has_value(), !expected.isEmpty());
    if (url)
        QCOMPARE(url->toString(QUrl::FullyEncoded), expected);
    else
        QCOMPARE(url.error().kind, Error::Kind::Parse);
}

void TapServiceTest::namesResources()
{
    TapService service;
    service.baseUrl = QUrl(u"http://127.0.0.1:8080/tap"_s);

    QCOMPARE(service.resource(u"sync"_s), QUrl(u"http://127.0.0.1:8080/tap/sync"_s));
    QCOMPARE(service.resource(u"tables/a%2Fb"_s).toString(QUrl::FullyEncoded),
             u"http://127.0.0.1:8080/tap/tables/a%2Fb"_s);
    service.baseUrl = QUrl(u"https://example.org"_s);
    QCOMPARE(service.resource(u"async"_s), QUrl(u"https://example.org/async"_s));
}

QTEST_APPLESS_MAIN(TapServiceTest)
#include "tst_tapservice.moc"
