// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/service/metadataloader.h"
#include "tests/support/fakenetwork.h"
#include "tests/support/testdata.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QUrlQuery>

using namespace tapdesk;
using namespace tapdesk::test;
using namespace Qt::StringLiterals;

namespace {

const QUrl baseUrl(u"https://example.org/tap"_s);

/// A VOTable of text columns.
QByteArray votable(const QStringList& fields, const QList<QStringList>& rows,
                   const QByteArray& status = "OK")
{
    QByteArray xml("<VOTABLE version='1.3'><RESOURCE type='results'>"
                   "<INFO name='QUERY_STATUS' value='"
                   + status + "'/><TABLE>");
    for (const auto& field : fields)
        xml += "<FIELD name='" + field.toUtf8() + "' datatype='char' arraysize='*'/>";
    xml += "<DATA><TABLEDATA>";
    for (const auto& row : rows) {
        xml += "<TR>";
        for (const auto& cell : row)
            xml += "<TD>" + cell.toUtf8() + "</TD>";
        xml += "</TR>";
    }
    return xml + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
}

QByteArray failed(const QByteArray& sentence)
{
    return "<VOTABLE version='1.3'><RESOURCE type='results'>"
           "<INFO name='QUERY_STATUS' value='ERROR'>"
        + sentence + "</INFO></RESOURCE></VOTABLE>";
}

QByteArray tablesDocument()
{
    return "<tableset><schema><name>s</name><table><name>s.t</name><column><name>a</name>"
           "</column></table></schema></tableset>";
}

/// The field of a form that was sent.
QString formField(const QByteArray& body, const QString& name)
{
    return QUrlQuery(QString::fromUtf8(body)).queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace

class MetadataLoaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void loadsCapabilities();
    void asksForCapabilitiesWithLoginWhenRefused();
    void tellsWhyCapabilitiesFail();
    void loadsTables();
    void fallsBackToTapSchema_data();
    void fallsBackToTapSchema();
    void reportsWithoutFallback_data();
    void reportsWithoutFallback();
    void reportsWhenNeitherKnows();
    void doesWithoutKeys();
    void asksPolitely();
    void loadsColumnsFromTapSchema();
    void loadsColumnsFromTableChild_data();
    void loadsColumnsFromTableChild();
    void asksOnceForColumns();
    void loadsExamples_data();
    void loadsExamples();
    void startsAnewWhenAskedTwice();
    void startsAgainFromASlot();
    void endsSilently_data();
    void endsSilently();
    void readsLargeDocumentsElsewhere();

private:
    Tableset loadedTables();
    Answer tapSchema(const Asked& asked) const;

    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<MetadataLoader> m_loader;
};

void MetadataLoaderTest::init()
{
    m_network = std::make_unique<FakeNetwork>();
    m_http = std::make_unique<HttpClient>(*m_network);
    m_http->setRetryDelay(std::chrono::milliseconds(0));
    TapService service;
    service.id = u"x"_s;
    service.baseUrl = baseUrl;
    m_loader = std::make_unique<MetadataLoader>(*m_http, service);
}

void MetadataLoaderTest::cleanup()
{
    m_loader.reset();
    QCOMPARE(m_network->openReplies(), 0);
    m_http.reset();
    m_network.reset();
}

/// What a small service answers to queries about TAP_SCHEMA.
Answer MetadataLoaderTest::tapSchema(const Asked& asked) const
{
    const auto query = formField(asked.body, u"QUERY"_s);
    if (query == "SELECT * FROM TAP_SCHEMA.schemas"_L1)
        return {.body = votable({u"schema_name"_s, u"description"_s}, {{u"s"_s, u"d"_s}})};
    if (query == "SELECT * FROM TAP_SCHEMA.tables"_L1)
        return {.body = votable({u"schema_name"_s, u"table_name"_s},
                                {{u"s"_s, u"s.t"_s}, {u"s"_s, u"s.u"_s}})};
    if (query == "SELECT * FROM TAP_SCHEMA.keys"_L1)
        return {.body = votable({u"key_id"_s, u"from_table"_s, u"target_table"_s},
                                {{u"k"_s, u"s.t"_s, u"s.u"_s}})};
    if (query == "SELECT * FROM TAP_SCHEMA.key_columns"_L1)
        return {.body = votable({u"key_id"_s, u"from_column"_s, u"target_column"_s},
                                {{u"k"_s, u"a"_s, u"b"_s}})};
    if (query.startsWith("SELECT * FROM TAP_SCHEMA.columns WHERE table_name = "_L1))
        return {.body = votable({u"table_name"_s, u"column_name"_s, u"datatype"_s},
                                {{u"s.t"_s, u"a"_s, u"int"_s}})};
    return {.status = 400, .body = failed("what?")};
}

Tableset MetadataLoaderTest::loadedTables()
{
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::tablesLoaded);
    m_loader->loadTables();
    if (!QTest::qWaitFor([&] { return loaded.size() == 1; }))
        return {};
    const auto result = loaded[0][0].value<Result<Tableset>>();
    if (!result)
        qWarning() << "no tables:" << result.error().detail;
    return result.value_or(Tableset());
}

void MetadataLoaderTest::loadsCapabilities()
{
    m_network->script = {{.body = readData(u"vosi/daiquiri-capabilities.xml"_s)}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::capabilitiesLoaded);

    m_loader->loadCapabilities();
    QCOMPARE(loaded.size(), 0);

    QTRY_COMPARE(loaded.size(), 1);
    const auto result = loaded[0][0].value<Result<Capabilities>>();
    QVERIFY(result);
    QCOMPARE(result->languages.size(), 2);
    QCOMPARE(m_network->asked, QList<QByteArray> {"GET /tap/capabilities"});
}

void MetadataLoaderTest::asksForCapabilitiesWithLoginWhenRefused()
{
    m_http->credentials().set(Origin(baseUrl), {.secret = u"s3cret"_s});
    m_network->script = {{.status = 401}, {.body = readData(u"vosi/daiquiri-capabilities.xml"_s)}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::capabilitiesLoaded);

    m_loader->loadCapabilities();

    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(loaded[0][0].value<Result<Capabilities>>());
    QCOMPARE(m_network->requests.size(), 2);
    QVERIFY(!m_network->requests[0].request.hasRawHeader("Authorization"));
    QCOMPARE(m_network->requests[1].header("Authorization"), QByteArray("Token s3cret"));
}

void MetadataLoaderTest::tellsWhyCapabilitiesFail()
{
    m_network->script = {{.body = "<html><head><title>Down for maintenance</title></head></html>",
                          .contentType = "text/html"}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::capabilitiesLoaded);

    m_loader->loadCapabilities();

    QTRY_COMPARE(loaded.size(), 1);
    const auto result = loaded[0][0].value<Result<Capabilities>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Protocol);
    QCOMPARE(result.error().detail, u"Down for maintenance"_s);
    QCOMPARE(result.error().url, QUrl(u"https://example.org/tap/capabilities"_s));
}

void MetadataLoaderTest::loadsTables()
{
    m_network->script = {{.body = readData(u"vosi/daiquiri-tables.xml"_s)}};

    QCOMPARE(loadedTables().tableCount(), 5);
    QCOMPARE(m_network->asked, QList<QByteArray> {"GET /tap/tables"});
}

void MetadataLoaderTest::fallsBackToTapSchema_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");

    const QByteArray page("<!DOCTYPE html><html><body><h1>Hello</h1></body></html>");
    QTest::newRow("missing") << 404 << page;
    QTest::newRow("server error") << 500 << page;
    QTest::newRow("HTML") << 200 << page;
    QTest::newRow("nothing") << 200 << QByteArray();
    QTest::newRow("no table in it") << 200 << QByteArray("<tableset><schema/></tableset>");
    QTest::newRow("broken") << 200 << tablesDocument().chopped(9);
    QTest::newRow("a VOTable with an error") << 200 << failed("no");
    QTest::newRow("too large") << 200 << QByteArray(int(MetadataLoader::maxTablesBytes) + 1, ' ');
}

void MetadataLoaderTest::fallsBackToTapSchema()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
        if (asked.verb == "GET")
            return Answer {.status = status, .body = body};
        return tapSchema(asked);
    };

    const auto tableset = loadedTables();

    QCOMPARE(tableset.tableCount(), 2);
    QCOMPARE(tableset.schemas[0].description, u"d"_s);
    const auto* table = tableset.table(u"s.t"_s);
    QVERIFY(table);
    QVERIFY(!table->columnsLoaded);
    QCOMPARE(table->foreignKeys.size(), 1);
    QCOMPARE(table->foreignKeys[0].targetTable, u"s.u"_s);
}

void MetadataLoaderTest::reportsWithoutFallback_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("networkError");
    QTest::addColumn<int>("kind");

    QTest::newRow("login") << 401 << int(QNetworkReply::NoError) << int(Error::Kind::Unauthorized);
    QTest::newRow("no server") << 0 << int(QNetworkReply::ConnectionRefusedError)
                               << int(Error::Kind::Network);
}

void MetadataLoaderTest::reportsWithoutFallback()
{
    QFETCH(const int, status);
    QFETCH(const int, networkError);
    QFETCH(const int, kind);
    m_network->route = [&](const Asked&) -> std::optional<Answer> {
        return Answer {.status = status, .error = QNetworkReply::NetworkError(networkError)};
    };
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::tablesLoaded);

    m_loader->loadTables();

    QTRY_COMPARE(loaded.size(), 1);
    const auto result = loaded[0][0].value<Result<Tableset>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind(kind));
    for (const auto& request : m_network->requests)
        QCOMPARE(request.verb, QByteArray("GET"));
}

void MetadataLoaderTest::reportsWhenNeitherKnows()
{
    m_network->script = {{.status = 404}, {.body = failed("no TAP_SCHEMA here")}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::tablesLoaded);

    m_loader->loadTables();

    QTRY_COMPARE(loaded.size(), 1);
    const auto result = loaded[0][0].value<Result<Tableset>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Service);
    QCOMPARE(result.error().detail, u"no TAP_SCHEMA here"_s);
    QCOMPARE(m_network->asked.size(), 2);
}

void MetadataLoaderTest::doesWithoutKeys()
{
    // Daiquiri 1.3.5 has neither keys nor key_columns: 400.
    m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
        if (asked.verb == "GET")
            return Answer {.status = 404};
        if (asked.body.contains("TAP_SCHEMA.key"))
            return Answer {.status = 400, .body = failed("Table keys not found.")};
        return tapSchema(asked);
    };

    const auto tableset = loadedTables();

    QCOMPARE(tableset.tableCount(), 2);
    QCOMPARE(tableset.table(u"s.t"_s)->foreignKeys.size(), 0);
}

void MetadataLoaderTest::asksPolitely()
{
    m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
        return asked.verb == "GET" ? Answer {.status = 404} : tapSchema(asked);
    };

    loadedTables();

    QCOMPARE(m_network->asked[1], QByteArray("POST /tap/sync"));
    const auto body = m_network->bodies[1];
    QCOMPARE(formField(body, u"REQUEST"_s), u"doQuery"_s);
    QCOMPARE(formField(body, u"LANG"_s), u"ADQL"_s);
    QCOMPARE(formField(body, u"FORMAT"_s), u"votable"_s);
    QCOMPARE(formField(body, u"MAXREC"_s), u"1000000"_s);
}

void MetadataLoaderTest::loadsColumnsFromTapSchema()
{
    m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
        return tapSchema(asked);
    };
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::columnsLoaded);
    const auto name = u"\"J/A+A/649/A1\".\"it's\""_s;

    m_loader->loadColumns(name);

    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].toString(), name);
    const auto table = loaded[0][1].value<Result<TableInfo>>();
    QVERIFY(table);
    QCOMPARE(table->name, name);
    QVERIFY(table->columnsLoaded);
    QCOMPARE(table->columns.size(), 1);
    QCOMPARE(table->columns[0].type, u"int"_s);
    QCOMPARE(formField(m_network->bodies[0], u"QUERY"_s),
             u"SELECT * FROM TAP_SCHEMA.columns WHERE table_name = '\"J/A+A/649/A1\".\"it''s\"'"_s);
}

void MetadataLoaderTest::loadsColumnsFromTableChild_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QList<QByteArray>>("bodies"); // of GETs; "404" for that
    QTest::addColumn<QList<QByteArray>>("asked");

    const auto row = [](const char* name, const char* table, const QList<QByteArray>& bodies,
                        const QList<QByteArray>& asked) {
        QTest::newRow(name) << QString::fromLatin1(table) << bodies << asked;
    };
    const QByteArray sync("POST /tap/sync");
    row("the table", "s.t", {"<table><name>s.t</name><column><name>a</name></column></table>"},
        {"GET /tap/tables/s.t"});
    row("its name without the schema", "s.t",
        {"<table><name>t</name><column><name>a</name></column></table>"}, {"GET /tap/tables/s.t"});
    row("all tables (ESA)", "s.t", {tablesDocument()}, {"GET /tap/tables/s.t"});
    row("404", "s.t", {"404"}, {"GET /tap/tables/s.t", sync});
    row("200 with nothing (VizieR)", "s.t", {""}, {"GET /tap/tables/s.t", sync});
    row("without columns", "s.t", {"<table><name>s.t</name></table>"},
        {"GET /tap/tables/s.t", sync});
    row("HTML", "s.t", {"<html><br></html>"}, {"GET /tap/tables/s.t", sync});
    row("name with signs", "\"J/A+A\".t",
        {"<table><name>x</name><column><name>a</name></column></table>"},
        {"GET /tap/tables/%22J%2FA%2BA%22.t"});
    row("slashes as they are", "a/b",
        {"404", "<table><name>a/b</name><column><name>a</name></column></table>"},
        {"GET /tap/tables/a%2Fb", "GET /tap/tables/a/b"});
    row("neither way", "a/b", {"404", "404"},
        {"GET /tap/tables/a%2Fb", "GET /tap/tables/a/b", sync});
}

void MetadataLoaderTest::loadsColumnsFromTableChild()
{
    QFETCH(const QString, table);
    QFETCH(QList<QByteArray>, bodies);
    QFETCH(const QList<QByteArray>, asked);
    m_network->route = [&](const Asked& request) -> std::optional<Answer> {
        if (request.verb != "GET")
            return tapSchema(request);
        if (request.url.path().endsWith("capabilities"_L1))
            return Answer {.body = "<capabilities><capability"
                                   " standardID='ivo://ivoa.net/std/VOSI#tables-1.1'/><capability"
                                   " standardID='ivo://ivoa.net/std/TAP'/></capabilities>"};
        const auto body = bodies.takeFirst();
        return body == "404" ? Answer {.status = 404} : Answer {.body = body};
    };
    QSignalSpy capabilities(m_loader.get(), &MetadataLoader::capabilitiesLoaded);
    m_loader->loadCapabilities();
    QTRY_COMPARE(capabilities.size(), 1);
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::columnsLoaded);

    m_loader->loadColumns(table);

    QTRY_COMPARE(loaded.size(), 1);
    const auto info = loaded[0][1].value<Result<TableInfo>>();
    QVERIFY(info);
    QCOMPARE(info->name, table);
    QCOMPARE(info->columns.size(), 1);
    QCOMPARE(m_network->asked.mid(1), asked);
}

void MetadataLoaderTest::asksOnceForColumns()
{
    m_network->route = [&](const Asked& asked) -> std::optional<Answer> {
        return tapSchema(asked);
    };
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::columnsLoaded);

    m_loader->loadColumns(u"s.t"_s);
    m_loader->loadColumns(u"s.t"_s);
    m_loader->loadColumns(u"s.u"_s);

    QTRY_COMPARE(loaded.size(), 2);
    QCOMPARE(m_network->asked.size(), 2);
}

void MetadataLoaderTest::loadsExamples_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("count");

    QTest::newRow("there") << 200 << readData(u"vosi/daiquiri-examples.html"_s) << 2;
    QTest::newRow("missing") << 404 << QByteArray("<html>Not found</html>") << 0;
    QTest::newRow("plain HTML") << 200 << QByteArray("<html>Hello</html>") << 0;
    QTest::newRow("server error") << 500 << QByteArray() << 0;
    QTest::newRow("login") << 403 << QByteArray() << 0;
}

void MetadataLoaderTest::loadsExamples()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, page);
    QFETCH(const int, count);
    m_network->route = [&](const Asked&) -> std::optional<Answer> {
        return Answer {.status = status, .body = page, .contentType = "text/html"};
    };
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::examplesLoaded);

    m_loader->loadExamples();

    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].value<QList<Example>>().size(), count);
    QCOMPARE(m_network->asked[0], QByteArray("GET /tap/examples"));
}

void MetadataLoaderTest::startsAnewWhenAskedTwice()
{
    m_network->script = {{.hangs = true}, {.body = tablesDocument()}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::tablesLoaded);

    m_loader->loadTables();
    m_loader->loadTables();

    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(loaded[0][0].value<Result<Tableset>>());
    QCOMPARE(m_network->asked.size(), 2);
}

void MetadataLoaderTest::startsAgainFromASlot()
{
    m_network->script = {{.body = tablesDocument()}, {.body = tablesDocument()}};
    int count = 0;
    connect(m_loader.get(), &MetadataLoader::tablesLoaded, this, [&] {
        if (++count == 1)
            m_loader->loadTables();
    });

    m_loader->loadTables();

    QTRY_COMPARE(count, 2);
}

void MetadataLoaderTest::endsSilently_data()
{
    QTest::addColumn<bool>("answered");

    QTest::newRow("while waiting") << false;
    QTest::newRow("while reading") << true;
}

void MetadataLoaderTest::endsSilently()
{
    QFETCH(const bool, answered);
    Answer answer {.body = tablesDocument()};
    answer.hangs = !answered;
    m_network->route = [&](const Asked&) -> std::optional<Answer> { return answer; };
    int count = 0;
    const auto hear = [&count] { ++count; };
    connect(m_loader.get(), &MetadataLoader::capabilitiesLoaded, this, hear);
    connect(m_loader.get(), &MetadataLoader::tablesLoaded, this, hear);
    connect(m_loader.get(), &MetadataLoader::columnsLoaded, this, hear);
    connect(m_loader.get(), &MetadataLoader::examplesLoaded, this, hear);

    m_loader->loadCapabilities();
    m_loader->loadTables();
    m_loader->loadColumns(u"s.t"_s);
    m_loader->loadExamples();
    if (answered)
        QTRY_COMPARE(m_network->openReplies(), 0);
    m_loader.reset();
    QTRY_COMPARE(m_network->openReplies(), 0);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::sendPostedEvents();

    // What was read before the end may have been told; nothing is told behind it.
    const int before = count;
    QCoreApplication::sendPostedEvents();
    QCOMPARE(count, before);
    if (!answered)
        QCOMPARE(count, 0);
}

void MetadataLoaderTest::readsLargeDocumentsElsewhere()
{
    QByteArray document("<tableset><schema><name>s</name>");
    for (int i = 0; i < 20'000; ++i)
        document += "<table><name>s.t" + QByteArray::number(i)
            + "</name><column><name>a</name><dataType>int</dataType></column></table>";
    document += "</schema></tableset>";
    m_network->script = {{.body = document}};
    QSignalSpy loaded(m_loader.get(), &MetadataLoader::tablesLoaded);

    m_loader->loadTables();

    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].value<Result<Tableset>>()->tableCount(), 20'000);
}

QTEST_GUILESS_MAIN(MetadataLoaderTest)
#include "tst_metadataloader.moc"
