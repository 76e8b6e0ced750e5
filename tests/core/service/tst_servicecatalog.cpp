// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/servicecatalog.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TapService gavo()
{
    return {.id = u"gavo"_s,
            .title = u"GAVO Data Center"_s,
            .baseUrl = QUrl(u"http://dc.g-vo.org/tap"_s),
            .filesUrl = {},
            .language = u"ADQL"_s,
            .languages = {u"ADQL"_s},
            .queues = {{.name = u"long"_s, .limit = 2h}},
            .archives = true,
            .quota = 5'000'000};
}

QStringList ids(const ServiceCatalog& catalog)
{
    QStringList ids;
    for (const auto& service : catalog.services())
        ids += service.id;
    return ids;
}

} // namespace

class ServiceCatalogTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void knowsTwoServices();
    void remembersAdded();
    void replaces();
    void remembersRemoved();
    void protectsTheSample();
    void refusesUnusable_data();
    void refusesUnusable();
    void tellsWhereTheSampleListens();
    void resolves_data();
    void resolves();
    void setsBrokenFilesAside_data();
    void setsBrokenFilesAside();
    void keepsWhatItCannotRead();
    void failsToWrite();

private:
    QString file() const { return m_folder->filePath(u"sub/services.json"_s); }
    void writeFile(const QByteArray& content);
    QByteArray content(const QString& path) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ServiceCatalogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void ServiceCatalogTest::writeFile(const QByteArray& content)
{
    QVERIFY(QDir(m_folder->path()).mkpath(u"sub"_s));
    QFile target(file());
    QVERIFY(target.open(QIODevice::WriteOnly));
    QCOMPARE(target.write(content), content.size());
}

QByteArray ServiceCatalogTest::content(const QString& path) const
{
    QFile source(path);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

void ServiceCatalogTest::knowsTwoServices()
{
    const ServiceCatalog catalog(file());

    const QList<Queue> queues {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 300s}};
    QCOMPARE(ids(catalog), (QStringList {u"sample"_s, u"cars"_s}));
    for (const auto& service : catalog.services()) {
        QCOMPARE(service.language, u"PostgreSQL"_s);
        QCOMPARE(service.languages, (QList {u"PostgreSQL"_s, u"ADQL"_s}));
        QCOMPARE(service.queues, queues);
        QVERIFY(service.archives);
    }
    QCOMPARE(catalog.find(u"sample"_s)->title, u"Sample service (offline)"_s);
    QVERIFY(catalog.find(u"sample"_s)->isSample);
    QCOMPARE(catalog.find(u"cars"_s)->title, u"CARS@AIP"_s);
    QCOMPARE(catalog.find(u"cars"_s)->baseUrl, QUrl(u"https://cars.aip.de/tap"_s));
    QCOMPARE(catalog.find(u"cars"_s)->filesUrl, QUrl(u"https://cars.aip.de/files/"_s));
    QVERIFY(!catalog.find(u"cars"_s)->isSample);
    QVERIFY(!catalog.find(u"nosuch"_s));
    QVERIFY(!QFile::exists(file()));
}

void ServiceCatalogTest::remembersAdded()
{
    ServiceCatalog catalog(file());
    QSignalSpy changed(&catalog, &ServiceCatalog::changed);

    QVERIFY(catalog.add(gavo()));

    QCOMPARE(changed.size(), 1);
    const ServiceCatalog next(file());
    QCOMPARE(ids(next), (QStringList {u"sample"_s, u"cars"_s, u"gavo"_s}));
    QCOMPARE(*next.find(u"gavo"_s), gavo());
}

void ServiceCatalogTest::replaces()
{
    ServiceCatalog catalog(file());
    QVERIFY(catalog.add(gavo()));
    auto cars = *catalog.find(u"cars"_s);
    cars.language = u"ADQL"_s;
    auto other = gavo();
    other.title = u"Other"_s;

    QVERIFY(catalog.add(other));
    QVERIFY(catalog.add(cars));

    // What is encrypted does not give way to what is not; the other way round it does.
    cars.baseUrl = QUrl(u"http://cars.aip.de/tap"_s);
    QCOMPARE(catalog.add(cars).error().kind, Error::Kind::Tls);
    other.baseUrl = QUrl(u"https://dc.g-vo.org/tap"_s);
    QVERIFY(catalog.add(other));

    const ServiceCatalog next(file());
    QCOMPARE(ids(next), (QStringList {u"sample"_s, u"cars"_s, u"gavo"_s}));
    QCOMPARE(next.find(u"gavo"_s)->title, u"Other"_s);
    QCOMPARE(next.find(u"gavo"_s)->baseUrl, other.baseUrl);
    QCOMPARE(next.find(u"cars"_s)->baseUrl.scheme(), u"https"_s);
    QCOMPARE(next.find(u"cars"_s)->language, u"ADQL"_s);
}

void ServiceCatalogTest::remembersRemoved()
{
    ServiceCatalog catalog(file());
    QVERIFY(catalog.add(gavo()));
    QSignalSpy changed(&catalog, &ServiceCatalog::changed);

    QVERIFY(catalog.remove(u"cars"_s));
    QVERIFY(catalog.remove(u"gavo"_s));
    QVERIFY(catalog.remove(u"nosuch"_s));

    QCOMPARE(changed.size(), 2);
    QCOMPARE(ids(ServiceCatalog(file())), QStringList {u"sample"_s});
}

void ServiceCatalogTest::protectsTheSample()
{
    ServiceCatalog catalog(file());
    auto impostor = gavo();
    impostor.id = u"sample"_s;

    QVERIFY(!catalog.remove(u"sample"_s));
    QVERIFY(!catalog.add(impostor));

    writeFile("{\"services\": [{\"id\": \"sample\", \"url\": \"https://evil.example/tap\"}],"
              " \"removed\": [\"sample\"]}");
    QVERIFY(ServiceCatalog(file()).find(u"sample"_s)->baseUrl.isEmpty());
}

void ServiceCatalogTest::refusesUnusable_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("url");

    QTest::newRow("no id") << QString() << u"https://example.org/tap"_s;
    QTest::newRow("no address") << u"x"_s << QString();
    QTest::newRow("another scheme") << u"x"_s << u"file:///tmp"_s;
}

void ServiceCatalogTest::refusesUnusable()
{
    QFETCH(const QString, id);
    QFETCH(const QString, url);
    ServiceCatalog catalog(file());
    QSignalSpy changed(&catalog, &ServiceCatalog::changed);

    TapService service;
    service.id = id;
    service.baseUrl = QUrl(url);
    const auto added = catalog.add(service);

    QVERIFY(!added);
    QCOMPARE(added.error().kind, Error::Kind::Parse);
    QCOMPARE(changed.size(), 0);
    QVERIFY(!QFile::exists(file()));
}

void ServiceCatalogTest::tellsWhereTheSampleListens()
{
    ServiceCatalog catalog(file());
    QSignalSpy changed(&catalog, &ServiceCatalog::changed);
    const QUrl base(u"http://127.0.0.1:40000/tap"_s);

    catalog.setSampleUrl(base, QUrl(u"http://127.0.0.1:40000/files/"_s));
    catalog.setSampleUrl(base, QUrl(u"http://127.0.0.1:40000/files/"_s));

    QCOMPARE(changed.size(), 1);
    QCOMPARE(catalog.find(u"sample"_s)->baseUrl, base);
    QVERIFY(catalog.add(gavo()));
    QVERIFY(!content(file()).contains("40000"));
}

void ServiceCatalogTest::resolves_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("id"); // empty: refused
    QTest::addColumn<QString>("url");

    const auto row = [](const char* name, const char* asked, const char* id, const char* url) {
        QTest::newRow(name) << QString::fromLatin1(asked) << QString::fromLatin1(id)
                            << QString::fromLatin1(url);
    };
    const char* cars = "https://cars.aip.de/tap";
    row("id", "cars", "cars", cars);
    row("id in capitals", " CARS ", "cars", cars);
    row("title", "cars@aip", "cars", cars);
    row("sample by its title", "sample SERVICE (offline)", "sample", "http://127.0.0.1:40000/tap");
    row("address", "https://cars.aip.de/tap/", "cars", cars);
    row("address without a scheme", "cars.aip.de/tap/sync", "cars", cars);
    row("address of the sample", "http://127.0.0.1:40000/tap", "sample",
        "http://127.0.0.1:40000/tap");
    row("address never seen", "http://127.0.0.1:8080/tap/", "127.0.0.1:8080/tap",
        "http://127.0.0.1:8080/tap");
    row("another path", "cars.aip.de/other", "cars.aip.de/other", "https://cars.aip.de/other");
    row("a word", "quasars", "", "");
    row("nothing", "", "", "");
    row("another scheme", "ftp://cars.aip.de/tap", "", "");
}

void ServiceCatalogTest::resolves()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, id);
    QFETCH(const QString, url);
    ServiceCatalog catalog(file());
    catalog.setSampleUrl(QUrl(u"http://127.0.0.1:40000/tap"_s), {});

    const auto service = catalog.resolve(asked);

    QCOMPARE(service.has_value(), !id.isEmpty());
    if (service) {
        QCOMPARE(service->id, id);
        QCOMPARE(service->baseUrl.toString(), url);
        QVERIFY(!service->language.isEmpty());
    } else {
        QCOMPARE(service.error().kind, Error::Kind::Parse);
    }
    QCOMPARE(catalog.services().size(), 2);
}

void ServiceCatalogTest::setsBrokenFilesAside_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("readable"); // ids that were understood

    QTest::newRow("cut") << QByteArray("{\"services\": [{\"id\"") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("another document") << QByteArray("[1, 2]") << QString();
    QTest::newRow("one bad entry")
        << QByteArray("{\"services\": [{\"id\": \"a\", \"url\": \"https://a.example/tap\"},"
                      " {\"id\": \"b\"}]}")
        << u"a"_s;
}

void ServiceCatalogTest::setsBrokenFilesAside()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, readable);
    writeFile(text);

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"list of services is damaged"_s));
    ServiceCatalog catalog(file());

    QCOMPARE(ids(catalog).mid(2).join(u' '), readable);
    QCOMPARE(content(file() + u".broken"_s), text);
    QVERIFY(catalog.add(gavo()));
    QVERIFY(ServiceCatalog(file()).find(u"gavo"_s));
    QCOMPARE(content(file() + u".broken"_s), text);

    writeFile(text);
    const ServiceCatalog same(file());
    QVERIFY(!QFile::exists(file() + u".broken2"_s)); // no copy for each start

    writeFile(text + ' ');
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"list of services is damaged"_s));
    const ServiceCatalog again(file());
    QCOMPARE(content(file() + u".broken2"_s), text + ' ');
}

void ServiceCatalogTest::keepsWhatItCannotRead()
{
    // A folder in the file's place cannot be read as a file, for root neither.
    QVERIFY(QDir(m_folder->path()).mkpath(u"sub/services.json"_s));

    ServiceCatalog catalog(file());
    const auto added = catalog.add(gavo());

    QVERIFY(!added);
    QCOMPARE(added.error().kind, Error::Kind::FileSystem);
    QCOMPARE(ids(catalog), (QStringList {u"sample"_s, u"cars"_s}));
}

void ServiceCatalogTest::failsToWrite()
{
    QFile blocker(m_folder->filePath(u"sub"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where the folder should be
    ServiceCatalog catalog(file());
    QSignalSpy changed(&catalog, &ServiceCatalog::changed);

    const auto added = catalog.add(gavo());

    QVERIFY(!added);
    QCOMPARE(added.error().kind, Error::Kind::FileSystem);
    QCOMPARE(changed.size(), 0);
    QVERIFY(!catalog.find(u"gavo"_s));
}

QTEST_GUILESS_MAIN(ServiceCatalogTest)
#include "tst_servicecatalog.moc"
