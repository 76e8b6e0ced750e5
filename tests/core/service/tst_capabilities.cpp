// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/capabilities.h"
#include "tests/support/testdata.h"

#include <QTest>

#include <algorithm>

using namespace tapdesk;
using namespace Qt::StringLiterals;
using Mode = Capabilities::Mode;

namespace {

Capabilities parsed(const QByteArray& document)
{
    const auto capabilities = readCapabilities(document);
    if (!capabilities)
        qWarning() << "no capabilities:" << capabilities.error().detail;
    return capabilities.value_or(Capabilities());
}

/// A document of one TAP capability that holds @p content.
QByteArray tap(const QByteArray& content)
{
    return "<capabilities><capability standardID='ivo://ivoa.net/std/TAP'>" + content
        + "</capability></capabilities>";
}

QByteArray language(const QByteArray& content)
{
    return tap("<language><name>ADQL</name>" + content + "</language>");
}

} // namespace

class CapabilitiesTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsDaiquiri();
    void readsDachs();
    void findsTap_data();
    void findsTap();
    void judgesLogin_data();
    void judgesLogin();
    void readsFunctions_data();
    void readsFunctions();
    void sortsFeatures();
    void mergesLanguages();
    void readsLimits_data();
    void readsLimits();
    void seesOtherResources_data();
    void seesOtherResources();
    void refuses_data();
    void refuses();
    void survivesEveryCut();
};

void CapabilitiesTest::readsDaiquiri()
{
    const auto service = parsed(test::readData(u"vosi/daiquiri-capabilities.xml"_s));

    QCOMPARE(service.version, u"1.0"_s); // its interface does not say
    QCOMPARE(service.languages.size(), 2);
    QCOMPARE(service.languages[0].name, u"adql"_s);
    QCOMPARE(service.languages[1].name, u"postgresql"_s);
    QCOMPARE(service.languages[1].versions, QList {u"16.2"_s});
    QCOMPARE(service.outputFormats.size(), 4);
    QCOMPARE(service.outputFormats[1].aliases, (QList {u"csv"_s}));
    QCOMPARE(service.uploadMethods, (QList {u"upload-inline"_s, u"upload-https"_s}));
    QCOMPARE(service.limits(Mode::Async).defaultRows, std::optional<qint64>(5'000'000));
    QCOMPARE(service.limits(Mode::Async).maximumRows, std::optional<qint64>(5'000'000));
    QCOMPARE(service.limits(Mode::Sync).defaultDuration, std::optional<qint64>());
    QVERIFY(service.allowsAnonymous);
    QVERIFY(service.hasExamples);
    QVERIFY(!service.hasTableChildren);
}

void CapabilitiesTest::readsDachs()
{
    const auto service = parsed(test::readData(u"vosi/dachs-capabilities.xml"_s));

    QCOMPARE(service.version, u"1.1"_s);
    QCOMPARE(service.languages.size(), 1);
    const auto& adql = service.languages[0];
    QCOMPARE(adql.versions, (QList {u"2.0"_s, u"2.1"_s}));
    const auto known =
        std::find_if(adql.userFunctions.begin(), adql.userFunctions.end(),
                     [](const auto& function) { return function.name == "ivo_histogram"_L1; });
    QVERIFY(known != adql.userFunctions.end());
    QCOMPARE(known->form,
             u"ivo_histogram(val REAL, lower REAL, upper REAL, nbins INTEGER) -> INTEGER[]"_s);
    QCOMPARE(std::count(adql.userFunctions.begin(), adql.userFunctions.end(), *known), 1);
    QVERIFY(adql.geometry.contains(u"POINT"_s));
    QVERIFY(adql.features.contains(u"TABLESAMPLE"_s));
    QCOMPARE(service.limits(Mode::Async).defaultRows, std::optional<qint64>(20'000));
    QCOMPARE(service.limits(Mode::Async).maximumRows, std::optional<qint64>(20'000'000));
    QCOMPARE(service.limits(Mode::Async).defaultDuration, std::optional<qint64>(300));
    QCOMPARE(service.uploadMethods.size(), 4);
    QVERIFY(service.hasExamples);
}

void CapabilitiesTest::findsTap_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("version"); // empty: none found

    const auto interface = [](const char* version) {
        return QByteArray("<interface role='std' version='") + version + "'/>";
    };
    const auto row = [](const char* name, const QByteArray& capabilities, const char* version) {
        QTest::newRow(name) << QByteArray("<c:capabilities>" + capabilities + "</c:capabilities>")
                            << QString::fromLatin1(version);
    };
    row("exact",
        "<capability standardID='ivo://ivoa.net/std/TAP'>" + interface("1.1") + "</capability>",
        "1.1");
    row("another case and blanks",
        "<capability standardID=' IVO://IVOA.NET/std/tap '>" + interface("1.1") + "</capability>",
        "1.1");
    row("exact goes before longer",
        "<capability standardID='ivo://ivoa.net/std/TAP#sync-1.1'>" + interface("9")
            + "</capability><capability standardID='ivo://ivoa.net/std/TAP'>" + interface("1.1")
            + "</capability>",
        "1.1");
    row("longer where there is none exact",
        "<capability standardID='ivo://ivoa.net/std/TAP#aux'>" + interface("1.1") + "</capability>",
        "1.1");
    row("by type, own prefix (ESO, MAST)",
        "<capability xsi:type='q1:TableAccess'>" + interface("1.1") + "</capability>", "1.1");
    row("prefixed children",
        "<v:capability standardID='ivo://ivoa.net/std/TAP'><v:interface role='std'"
        " version='1.1'/></v:capability>",
        "1.1");
    row("no version is 1.0", "<capability standardID='ivo://ivoa.net/std/TAP'/>", "1.0");
    row("standard interface goes first",
        "<capability standardID='ivo://ivoa.net/std/TAP'><interface version='0.3'/>"
            + interface("1.1") + "</capability>",
        "1.1");
    row("another standard that begins alike",
        "<capability standardID='ivo://ivoa.net/std/TAPRegExt'/>", "");
    row("VOSI alone", "<capability standardID='ivo://ivoa.net/std/VOSI#capabilities'/>", "");
    row("empty", "", "");
}

void CapabilitiesTest::findsTap()
{
    QFETCH(const QByteArray, document);
    QFETCH(const QString, version);

    const auto service = readCapabilities(document);

    QCOMPARE(service.has_value(), !version.isEmpty());
    if (service)
        QCOMPARE(service->version, version);
    else
        QCOMPARE(service.error().kind, Error::Kind::Protocol);
}

void CapabilitiesTest::judgesLogin_data()
{
    QTest::addColumn<QByteArray>("interfaces");
    QTest::addColumn<bool>("anonymous");

    const QByteArray basic("<securityMethod standardID='ivo://ivoa.net/sso#BasicAA'/>");
    QTest::newRow("no interface") << QByteArray() << true;
    QTest::newRow("no method") << QByteArray("<interface/>") << true;
    QTest::newRow("empty method") << QByteArray("<interface><securityMethod/>" + basic
                                                + "</interface>")
                                  << true;
    QTest::newRow("login") << QByteArray("<interface>" + basic + "</interface>") << false;
    QTest::newRow("old style: an interface each")
        << QByteArray("<interface>" + basic + "</interface><interface/>") << true;
    QTest::newRow("identifier as content")
        << QByteArray("<interface><securityMethod>ivo://ivoa.net/sso#cookie</securityMethod>"
                      "</interface>")
        << false;
}

void CapabilitiesTest::judgesLogin()
{
    QFETCH(const QByteArray, interfaces);
    QFETCH(const bool, anonymous);

    QCOMPARE(parsed(tap(interfaces)).allowsAnonymous, anonymous);
}

void CapabilitiesTest::readsFunctions_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QString>("name");

    const auto row = [](const char* name, const QByteArray& form, const char* function) {
        QTest::newRow(name) << form << QString::fromLatin1(function);
    };
    row("signature", "ivo_f(a TEXT, b INTEGER[]) -&gt; TEXT", "ivo_f");
    row("blank before the bracket", "f (TEXT)", "f");
    row("nothing after the arrow", "f(DOUBLE PRECISION) -&gt; ", "f");
    row("no bracket", "f", "f");
    row("broken over lines", "f(a TEXT,\n   b TEXT)", "f");
}

void CapabilitiesTest::readsFunctions()
{
    QFETCH(const QByteArray, form);
    QFETCH(const QString, name);

    const auto service = parsed(
        language("<languageFeatures type='IVO://ivoa.net/std/TAPregExt#Features-UDF'><feature>"
                 "<form>"
                 + form + "</form><description>d</description></feature></languageFeatures>"));

    QCOMPARE(service.languages.size(), 1);
    QCOMPARE(service.languages[0].userFunctions.size(), 1);
    QCOMPARE(service.languages[0].userFunctions[0].name, name);
    QCOMPARE(service.languages[0].userFunctions[0].description, u"d"_s);
    QVERIFY(!service.languages[0].userFunctions[0].form.contains(u'\n'));
}

void CapabilitiesTest::sortsFeatures()
{
    const auto service = parsed(
        language("<languageFeatures type='ivo://ivoa.net/std/TAPRegExt#features-adqlgeo'>"
                 "<feature><form>POINT</form></feature><feature><form>CIRCLE</form></feature>"
                 "</languageFeatures>"
                 "<languageFeatures type='ivo://ivoa.net/std/tapregext#features-adql-sets'>"
                 "<feature><form>UNION</form></feature><feature/></languageFeatures>"));

    QCOMPARE(service.languages[0].geometry, (QList {u"POINT"_s, u"CIRCLE"_s}));
    QCOMPARE(service.languages[0].features, QList {u"UNION"_s});
    QCOMPARE(service.languages[0].userFunctions.size(), 0);
}

void CapabilitiesTest::mergesLanguages()
{
    const auto service = parsed(tap("<language><name>ADQL</name><version>2.0</version></language>"
                                    "<language><name>adql</name><version>2.1</version></language>"
                                    "<language><name> </name></language>"));

    QCOMPARE(service.languages.size(), 1);
    QCOMPARE(service.languages[0].versions, (QList {u"2.0"_s, u"2.1"_s}));
}

void CapabilitiesTest::readsLimits_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Capabilities::Limits>("sync");
    QTest::addColumn<Capabilities::Limits>("async");

    using Limits = Capabilities::Limits;
    const auto row = [](const char* name, const QByteArray& content, const Limits& sync,
                        const Limits& async) { QTest::newRow(name) << content << sync << async; };
    const auto both = [&](const char* name, const QByteArray& content, const Limits& limits) {
        row(name, content, limits, limits);
    };
    both("default and hard",
         "<outputLimit><default unit='row'>20</default><hard unit='row'>30</hard></outputLimit>",
         {.defaultRows = 20, .maximumRows = 30});
    both("unit left out", "<outputLimit><default>20</default></outputLimit>", {.defaultRows = 20});
    both("bytes are no rows", "<outputLimit><hard unit='byte'>20</hard></outputLimit>", {});
    both("nothing, zero, less, words",
         "<outputLimit><default/><hard>0</hard></outputLimit><executionDuration><default>-1"
         "</default><hard>unlimited</hard></executionDuration>",
         {});
    both("durations",
         "<executionDuration><default>60</default><hard> 3600 </hard></executionDuration>",
         {.defaultDuration = 60, .maximumDuration = 3600});
    both("none", "", {});
    row("a mode of its own",
        "<outputLimit forMode='sync'><hard unit='row'>5</hard></outputLimit>"
        "<outputLimit><default unit='row'>20</default><hard unit='row'>30</hard></outputLimit>"
        "<executionDuration forMode='async'><hard>7200</hard></executionDuration>",
        {.defaultRows = 20, .maximumRows = 5},
        {.defaultRows = 20, .maximumRows = 30, .maximumDuration = 7200});
}

void CapabilitiesTest::readsLimits()
{
    QFETCH(const QByteArray, content);
    QFETCH(const Capabilities::Limits, sync);
    QFETCH(const Capabilities::Limits, async);

    const auto service = parsed(tap(content));

    QCOMPARE(service.limits(Mode::Sync), sync);
    QCOMPARE(service.limits(Mode::Async), async);
}

void CapabilitiesTest::seesOtherResources_data()
{
    QTest::addColumn<QByteArray>("standardId");
    QTest::addColumn<bool>("examples");
    QTest::addColumn<bool>("tableChildren");

    QTest::newRow("examples") << QByteArray("ivo://ivoa.net/std/DALI#examples") << true << false;
    QTest::newRow("tables 1.0") << QByteArray("ivo://ivoa.net/std/VOSI#tables") << false << false;
    QTest::newRow("tables 1.1") << QByteArray("ivo://ivoa.net/std/VOSI#tables-1.1") << false
                                << true;
    QTest::newRow("another") << QByteArray("ivo://ivoa.net/std/VOSI#availability") << false
                             << false;
}

void CapabilitiesTest::seesOtherResources()
{
    QFETCH(const QByteArray, standardId);
    QFETCH(const bool, examples);
    QFETCH(const bool, tableChildren);

    const auto service = parsed("<capabilities><capability standardID='" + standardId
                                + "'/><capability standardID='ivo://ivoa.net/std/TAP'/>"
                                  "</capabilities>");

    QCOMPARE(service.hasExamples, examples);
    QCOMPARE(service.hasTableChildren, tableChildren);
}

void CapabilitiesTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("words"); // empty: not looked at

    QTest::newRow("nothing") << QByteArray() << int(Error::Kind::Parse) << QString();
    QTest::newRow("cut") << tap({}).chopped(4) << int(Error::Kind::Parse) << QString();
    QTest::newRow("HTML") << QByteArray("<html><head><title>Maintenance</title><meta></head>")
                          << int(Error::Kind::Protocol) << u"Maintenance"_s;
    QTest::newRow("a VOTable that says why")
        << QByteArray("<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' value='ERROR'>"
                      "too busy</INFO></RESOURCE></VOTABLE>")
        << int(Error::Kind::Protocol) << u"too busy"_s;
}

void CapabilitiesTest::refuses()
{
    QFETCH(const QByteArray, document);
    QFETCH(const int, kind);
    QFETCH(const QString, words);

    const auto read = readCapabilities(document);

    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind(kind));
    if (!words.isEmpty())
        QCOMPARE(read.error().detail, words);
}

void CapabilitiesTest::survivesEveryCut()
{
    const auto document = test::readData(u"vosi/daiquiri-capabilities.xml"_s).trimmed();

    for (qsizetype length = 0; length < document.size(); ++length)
        QVERIFY(!readCapabilities(document.left(length)).has_value());
}

QTEST_APPLESS_MAIN(CapabilitiesTest)
#include "tst_capabilities.moc"
