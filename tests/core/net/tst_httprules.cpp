// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httplog.h"
#include "core/net/httprequest.h"
#include "core/net/redirect.h"
#include "core/net/retry.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;

class TestHttpRules final : public QObject
{
    Q_OBJECT

private slots:
    void forms_data()
    {
        QTest::addColumn<FormFields>("fields");
        QTest::addColumn<QByteArray>("form");

        QTest::newRow("none") << FormFields() << QByteArray();
        QTest::newRow("two") << FormFields {{u"LANG"_s, u"ADQL"_s}, {u"MAXREC"_s, u"5"_s}}
                             << QByteArray("LANG=ADQL&MAXREC=5");
        QTest::newRow("reserved") << FormFields {{u"Q"_s, u"a+b;c&d=e%f #?/"_s}}
                                  << QByteArray("Q=a%2Bb%3Bc%26d%3De%25f%20%23%3F%2F");
        QTest::newRow("lines") << FormFields {{u"Q"_s, u"SELECT *\nFROM \"t\""_s}}
                               << QByteArray("Q=SELECT%20%2A%0AFROM%20%22t%22");
        QTest::newRow("not ASCII")
            << FormFields {{u"Q"_s, u"α😀"_s}} << QByteArray("Q=%CE%B1%F0%9F%98%80");
        QTest::newRow("empty value")
            << FormFields {{u"RUNID"_s, QString()}} << QByteArray("RUNID=");
        QTest::newRow("unreserved")
            << FormFields {{u"Q"_s, u"A-z_0.~"_s}} << QByteArray("Q=A-z_0.~");
    }

    void forms()
    {
        QFETCH(FormFields, fields);
        QFETCH(QByteArray, form);
        QCOMPARE(formEncoded(fields), form);
    }

    void locations_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("url");

        const auto https = u"https://host.org/tap/async"_s;
        QTest::newRow("absolute") << https << QByteArray("https://other.org/x")
                                  << u"https://other.org/x"_s;
        QTest::newRow("relative") << https << QByteArray("async/7")
                                  << u"https://host.org/tap/async/7"_s;
        QTest::newRow("absolute path")
            << https << QByteArray(" /x?a=b%20c ") << u"https://host.org/x?a=b%20c"_s;
        QTest::newRow("without a scheme")
            << https << QByteArray("//cdn.org/x") << u"https://cdn.org/x"_s;
        QTest::newRow("downgrade") << https << QByteArray("http://host.org/tap/async/7")
                                   << u"https://host.org/tap/async/7"_s;
        QTest::newRow("downgrade, port 80")
            << https << QByteArray("http://host.org:80/a") << u"https://host.org/a"_s;
        QTest::newRow("downgrade, own port")
            << u"https://host.org:8443/tap"_s << QByteArray("http://host.org:8443/a")
            << u"https://host.org:8443/a"_s;
        QTest::newRow("downgrade, port lost")
            << u"https://host.org:8443/tap"_s << QByteArray("http://host.org/a")
            << u"https://host.org:8443/a"_s;
        QTest::newRow("another port")
            << https << QByteArray("http://host.org:8080/a") << u"http://host.org:8080/a"_s;
        QTest::newRow("another host")
            << https << QByteArray("http://other.org/a") << u"http://other.org/a"_s;
        QTest::newRow("http stays") << u"http://host.org/tap"_s << QByteArray("http://host.org/a")
                                    << u"http://host.org/a"_s;
        QTest::newRow("fragment, user info")
            << https << QByteArray("https://u:p@host.org/a#b") << u"https://host.org/a"_s;
        QTest::newRow("not escaped") << https << QByteArray("/a b") << u"https://host.org/a%20b"_s;
        QTest::newRow("none") << https << QByteArray() << QString();
        QTest::newRow("file") << https << QByteArray("file:///etc/passwd") << QString();
        QTest::newRow("script") << https << QByteArray("javascript:alert(1)") << QString();
        QTest::newRow("data") << https << QByteArray("data:text/html,x") << QString();
    }

    void locations()
    {
        QFETCH(QString, asked);
        QFETCH(QByteArray, location);
        QFETCH(QString, url);
        QCOMPARE(resolvedLocation(QUrl(asked), location).toString(QUrl::FullyEncoded), url);
    }

    void retryAfters_data()
    {
        QTest::addColumn<int>("seconds"); // -1: not readable

        QTest::newRow("0") << 0;
        QTest::newRow(" 7 ") << 7;
        QTest::newRow("300") << 300;
        QTest::newRow("301") << 300;
        QTest::newRow("99999999999999") << 300;
        QTest::newRow("-1") << -1;
        QTest::newRow("1.5") << -1;
        QTest::newRow("soon") << -1;
        QTest::newRow("") << -1;
        // The three forms in RFC 9110, section 5.6.7, all of the same moment.
        QTest::newRow("Sun, 06 Nov 1994 08:49:37 GMT") << 37;
        QTest::newRow("Sunday, 06-Nov-94 08:49:37 GMT") << 37;
        QTest::newRow("Sun Nov  6 08:49:37 1994") << 37;
        QTest::newRow("Sat, 05 Nov 1994 08:49:37 GMT") << 0;
        QTest::newRow("Mon, 07 Nov 1994 08:49:37 GMT") << 300;
    }

    void retryAfters()
    {
        QFETCH(int, seconds);
        const QDateTime now(QDate(1994, 11, 6), QTime(8, 49), QTimeZone::utc());
        const auto wait = retryAfter(QTest::currentDataTag(), now);
        QCOMPARE(wait.has_value(), seconds >= 0);
        if (wait)
            QCOMPARE(*wait, std::chrono::seconds(seconds));
    }

    void backsOff()
    {
        QCOMPARE(backOff(1000ms, 1, 0.5), 1000ms);
        QCOMPARE(backOff(1000ms, 2, 0.5), 2000ms);
        QCOMPARE(backOff(1000ms, 3, 0.5), 4000ms);
        QCOMPARE(backOff(1000ms, 1, 0.0), 750ms);
        QCOMPARE(backOff(1000ms, 1, 1.0), 1250ms);
        QCOMPARE(backOff(0ms, 5, 1.0), 0ms);
    }

    void loggableUrls_data()
    {
        QTest::addColumn<QString>("logged");

        QTest::newRow("https://h.org/tap/sync") << u"https://h.org/tap/sync"_s;
        QTest::newRow("https://h.org/a?QUERY=SELECT%201&LANG=ADQL")
            << u"https://h.org/a?QUERY=SELECT%201&LANG=ADQL"_s;
        QTest::newRow("https://user:pw@h.org/a") << u"https://h.org/a"_s;
        QTest::newRow("https://h.org/a?token=abc&x=1") << u"https://h.org/a?token=[hidden]&x=1"_s;
        QTest::newRow("https://h.org/a?X-Amz-Signature=ab")
            << u"https://h.org/a?X-Amz-Signature=[hidden]"_s;
        QTest::newRow("https://h.org/a?Password=p%26q") << u"https://h.org/a?Password=[hidden]"_s;
        QTest::newRow("https://h.org/a?t=0123456789abcdef0123456789abcdef01234567")
            << u"https://h.org/a?t=[hidden]"_s;
    }

    void loggableUrls()
    {
        QFETCH(QString, logged);
        QCOMPARE(loggableUrl(QUrl(QString::fromLatin1(QTest::currentDataTag()))), logged);
    }
};

QTEST_APPLESS_MAIN(TestHttpRules)

#include "tst_httprules.moc"
