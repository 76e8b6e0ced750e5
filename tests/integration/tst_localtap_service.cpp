// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/localtaptest.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::Form;
using tapdesk::test::slowQuery;

/// The embedded service over real HTTP: what it tells of itself, files, tokens, its end.
class TestLocalTapService final : public test::LocalTapTest
{
    Q_OBJECT

private slots:
    void token();
    void files();
    void documents_data();
    void documents();
    void tablesTellTheirRows_data();
    void tablesTellTheirRows();
    void stopsWhileQueriesRun();
};

void TestLocalTapService::token()
{
    start({.token = u"secret"_s});
    const auto with = [this](const QString& path, const QByteArray& value) {
        return request("GET", path, {}, "Authorization", value);
    };
    QCOMPARE(get(u"/async"_s).status, 403);
    QCOMPARE(get(u"/sync"_s).status, 403);
    const Reply wrong = with(u"/async"_s, "Token wrong");
    QCOMPARE(wrong.status, 403);
    QCOMPARE(read(wrong.body).queryStatusText(), u"detail: Invalid token."_s);
    QCOMPARE(with(u"/async"_s, "Bearer secret").status, 403);
    QCOMPARE(with(u"/async"_s, "Token secret").status, 200);
    QCOMPARE(with(u"/async"_s, "token secret").status, 200);
    QCOMPARE(get(u"/capabilities"_s).status, 200);
}

void TestLocalTapService::files()
{
    const Reply list = post(u"/sync"_s,
                            {{u"LANG"_s, u"ADQL"_s},
                             {u"FORMAT"_s, u"csv"_s},
                             {u"QUERY"_s, u"SELECT observed FROM cars_dr1.ifu_observations"_s}});
    const QString path = QString::fromUtf8(list.body).split(u"\r\n"_s).at(1);
    const QString base = m_service->filesUrl().toString();
    const Reply whole = get(base + path);
    const Reply part = request("GET", base + path, {}, "Range", "bytes=2880-2889");

    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.type, QByteArray("application/fits"));
    QCOMPARE(whole.body.size() % 2880, 0);
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, whole.body.mid(2880, 10));
    for (const QString& bad : {u"nosuch.fits"_s, u"../tap/availability"_s, u"%2e%2e/jobs.sqlite"_s,
                               u"..%2fjobs.sqlite"_s, u"//etc/passwd"_s, QString()}) {
        const Reply answer = get(base + bad);
        QVERIFY2(answer.status == 404 || answer.body.contains("availab"), qPrintable(bad));
    }
}

void TestLocalTapService::documents_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("space");
    QTest::newRow("capabilities") << u"/capabilities"_s << u"capabilities"_s
                                  << u"http://www.ivoa.net/xml/VOSICapabilities/v1.0"_s;
    QTest::newRow("availability") << u"/availability"_s << u"availability"_s
                                  << u"http://www.ivoa.net/xml/VOSIAvailability/v1.0"_s;
    QTest::newRow("tables") << u"/tables"_s << u"tableset"_s
                            << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("names") << u"/tables?detail=min"_s << u"tableset"_s
                           << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("table") << u"/tables/cars_dr1.photometry"_s << u"table"_s
                           << u"http://www.ivoa.net/xml/VOSITables/v1.0"_s;
    QTest::newRow("examples") << u"/examples"_s << u"html"_s << u"http://www.w3.org/1999/xhtml"_s;
    QTest::newRow("jobs") << u"/async"_s << u"jobs"_s << u"http://www.ivoa.net/xml/UWS/v1.0"_s;
}

void TestLocalTapService::documents()
{
    QFETCH(QString, path);
    QFETCH(QString, root);
    QFETCH(QString, space);
    const Reply answer = get(path);
    QCOMPARE(answer.status, 200);
    QXmlStreamReader xml(answer.body);
    QVERIFY(xml.readNextStartElement());
    QCOMPARE(xml.name().toString(), root);
    QCOMPARE(xml.namespaceUri().toString(), space);
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(get(u"/tables/nosuch"_s).status, 404);
}

void TestLocalTapService::tablesTellTheirRows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("tables");
    QTest::newRow("tables") << u"/tables"_s << 10;
    QTest::newRow("names") << u"/tables?detail=min"_s << 10;
    QTest::newRow("table") << u"/tables/cars_dr1.photometry"_s << 1;
}

void TestLocalTapService::tablesTellTheirRows()
{
    QFETCH(QString, path);
    QFETCH(int, tables);
    const QByteArray document = get(path).body;
    QCOMPARE(document.count("<nrows>"), tables);
    // VODataService 1.2, section 3.3.2: behind the description, before the columns
    static const QRegularExpression photometry(u"<name>cars_dr1.photometry</name>\\s*"
                                               "<description>[^<]*</description>\\s*"
                                               "<nrows>902</nrows>"_s);
    QVERIFY2(QString::fromUtf8(document).contains(photometry), document.constData());
}

void TestLocalTapService::stopsWhileQueriesRun()
{
    submit(slowQuery, {{u"PHASE"_s, u"RUN"_s}});
    const QString waiting = submit(slowQuery);
    QNetworkRequest wait(QUrl(waiting + u"?WAIT=60"_s));
    std::unique_ptr<QNetworkReply> first(m_network.get(wait));
    // a large result that nobody reads
    QUrl url(m_service->baseUrl().toString() + u"/sync"_s);
    QUrlQuery query;
    query.addQueryItem(u"LANG"_s, u"ADQL"_s);
    query.addQueryItem(u"QUERY"_s, u"SELECT * FROM cars_dr1.ifu_datatable_unbinned"_s);
    url.setQuery(query);
    std::unique_ptr<QNetworkReply> second(m_network.get(QNetworkRequest(url)));
    second->setReadBufferSize(1000);
    QSignalSpy started(second.get(), &QNetworkReply::readyRead);
    QVERIFY(started.wait());

    QElapsedTimer timer;
    timer.start();
    m_service.reset();
    QVERIFY2(timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestLocalTapService)
#include "tst_localtap_service.moc"
