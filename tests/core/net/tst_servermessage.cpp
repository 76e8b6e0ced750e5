// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/servermessage.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestServerMessage final : public QObject
{
    Q_OBJECT

private slots:
    void recordedBodies_data()
    {
        QTest::addColumn<QString>("message");

        QTest::newRow("daiquiri-syntax.xml")
            << u"QUERY: There has been an error while parsing your query."_s;
        QTest::newRow("daiquiri-table.xml") << u"QUERY: Table nosuch not found."_s;
        QTest::newRow("daiquiri-division.xml") << u"TAP executing error: division by zero"_s;
        QTest::newRow("daiquiri-two-fields.xml")
            << u"LANG: This field is required.\nQUERY: This field is required."_s;
        QTest::newRow("daiquiri-wrong-token.xml") << u"detail: Invalid token."_s;
        QTest::newRow("daiquiri-error-job.xml") << u"division by zero"_s;
        QTest::newRow("daiquiri-error-resource.xml") << u"division by zero"_s;
        QTest::newRow("daiquiri-pending-job.xml") << QString();
        QTest::newRow("dachs-field.xml")
            << u"Field query: No such field known: column 'nosuch' could not be located in table "
               "metadata"_s;
        QTest::newRow("dachs-not-found.html") << u"Synthetic TAP test server -- Not Found"_s;
        QTest::newRow("dachs-login.html")
            << u"Synthetic TAP test server -- Authentication Required"_s;
    }

    void recordedBodies()
    {
        QFETCH(QString, message);
        const auto body = test::readData("http/"_L1 + QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(serverMessage(body), message);
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");

        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("blank") << QByteArray(" \r\n\t") << QString();
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\0\0", 8) << QString();
        QTest::newRow("text") << QByteArray("Job not found") << u"Job not found"_s;
        QTest::newRow("text, CR LF") << QByteArray("line 1  \r\nline 2\r\n") << u"line 1\nline 2"_s;
        QTest::newRow("text, Latin-1")
            << QByteArray("Tabelle gel\xf6scht") << u"Tabelle gelöscht"_s;
        QTest::newRow("text, byte order mark") << QByteArray("\xef\xbb\xbfno") << u"no"_s;
        QTest::newRow("text with a bracket") << QByteArray("a < b fails") << u"a < b fails"_s;
        QTest::newRow("JSON") << QByteArray(R"({"detail": "Not found."})") << u"Not found."_s;
        QTest::newRow("the caret of PostgreSQL stays under its column (Daiquiri)")
            << QByteArray("<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                          "value='ERROR'>TAP executing error: column \"b\" is not there\n"
                          "LINE 1: SELECT b\n               ^\n</INFO></RESOURCE></VOTABLE>")
            << u"TAP executing error: column \"b\" is not there\nLINE 1: SELECT b\n"
               "               ^"_s;
        QTest::newRow("vollt")
            << QByteArray(R"(<?xml version="1.0"?><VOTABLE version="1.4"><RESOURCE type="results">
 <INFO name="QUERY_STATUS" value="ERROR">Incorrect ADQL query:  Encountered "FRM".
Was expecting one of: &lt;EOF> "," [l.1 c.8 - l.1 c.11]</INFO>
 <INFO name="PROVIDER" value="X">ignored</INFO></RESOURCE></VOTABLE>)")
            << u"Incorrect ADQL query:  Encountered \"FRM\".\nWas expecting one of: <EOF> \",\" "
               "[l.1 c.8 - l.1 c.11]"_s;
        QTest::newRow("status in small letters, in the root, in CDATA") << QByteArray(
            "<VOTABLE><INFO name='query_status' value='error'><![CDATA[a < b]]></INFO>"
            "</VOTABLE>") << u"a < b"_s;
        QTest::newRow("after OK") << QByteArray(
            "<v:VOTABLE><v:INFO name='QUERY_STATUS' value='OK'>fine</v:INFO>"
            "<v:INFO name='QUERY_STATUS' value='ERROR'>disk full</v:INFO></v:VOTABLE>")
                                  << u"disk full"_s;
        QTest::newRow("OK is no error")
            << QByteArray("<VOTABLE><INFO name='QUERY_STATUS' value='OK'>fine</INFO></VOTABLE>")
            << QString();
        QTest::newRow("UWS with a message")
            << QByteArray("<uws:job><uws:phase>ERROR</uws:phase><uws:errorSummary type='fatal'>\n "
                          "<uws:message>out of time</uws:message>\n</uws:errorSummary></uws:job>")
            << u"out of time"_s;
        QTest::newRow("UWS, bare") << QByteArray(
            "<uws:job><uws:errorSummary>division by zero\n</uws:errorSummary></uws:job>")
                                   << u"division by zero"_s;
        QTest::newRow("UWS without an error")
            << QByteArray("<job><phase>COMPLETED</phase><errorSummary xsi:nil='true'/></job>")
            << QString();
        QTest::newRow("some other XML")
            << QByteArray("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>")
            << u"AccessDenied"_s;
        QTest::newRow("XML that breaks off within the message")
            << QByteArray("<VOTABLE><INFO name='QUERY_STATUS' value='ERROR'>no such ta")
            << u"no such ta"_s;
        QTest::newRow("XML with a bare ampersand")
            << QByteArray("<VOTABLE><INFO name='QUERY_STATUS' value='ERROR'>a & b</INFO></VOTABLE>")
            << u"a & b"_s;
        QTest::newRow("entity bomb") << QByteArray(
            "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>")
                                     << u"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"_s;
        QTest::newRow("page with a title")
            << QByteArray("<!DOCTYPE html>\n<html><head><TITLE>\n 502 Bad\n Gateway</TITLE></head>"
                          "<body><h1>nginx</h1></body></html>")
            << u"502 Bad Gateway"_s;
        QTest::newRow("page in maintenance")
            << QByteArray("<html><style>p{}</style><body><h1>Down for &amp; by</h1>"
                          "<p></p><p>Back at <b>14:00</b>.</p></body></html>")
            << u"Down for & by: Back at 14:00."_s;
        QTest::newRow("heading only")
            << QByteArray("<h1>Server Error (500)</h1>") << u"Server Error (500)"_s;
        QTest::newRow("page after an XML declaration") << QByteArray(
            "<?xml version='1.0'?>\n<!-- x -->\n<html><title>No&#116; here</title></html>")
                                                       << u"Not here"_s;
        QTest::newRow("page that says nothing") << QByteArray("<!DOCTYPE html>\n") << QString();
        QTest::newRow("script is no text")
            << QByteArray("<html><script>document.title='<title>x</title>'</script></html>")
            << QString();
    }

    void bodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, message);
        QCOMPARE(serverMessage(body), message);
    }

    /// Long bodies are cut, and nobody waits for them.
    void longBodies()
    {
        QCOMPARE(serverMessage(QByteArray(10'000'000, 'x')).size(), 65536);
        QCOMPARE(serverMessage("<html>" + QByteArray(10'000'000, '<')), QString());
        const QByteArray nested = "ErrorDetail(" + QByteArray(60'000, '[') + "ErrorDetail(";
        QCOMPARE(serverMessage(nested), QString::fromLatin1(nested));
    }

    void looksLikeHtmlByItsBytes()
    {
        QVERIFY(looksLikeHtml("<!doctype HTML>"));
        QVERIFY(looksLikeHtml("\xef\xbb\xbf\n <html lang='en'>"));
        QVERIFY(!looksLikeHtml("<VOTABLE>"));
        QVERIFY(!looksLikeHtml("<?xml version='1.0'?><VOTABLE>"));
        QVERIFY(!looksLikeHtml("html"));
        QVERIFY(!looksLikeHtml(""));
    }

    void missingTables_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("table") << u"QUERY: Table host_properties not found."_s << true;
        QTest::newRow("schema") << u"QUERY: Schema cars_dr2 not found."_s << true;
        QTest::newRow("among others")
            << u"QUERY: Column a not found.\nTable b not found."_s << true;
        QTest::newRow("sample service")
            << u"QUERY: line 1, column 15: Table b.c not found"_s << true;
        QTest::newRow("column") << u"QUERY: Column nosuch not found."_s << false;
        QTest::newRow("a table that is there") << u"QUERY: Table b is locked."_s << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void missingTables()
    {
        QFETCH(QString, message);
        QTEST(tellsOfMissingTable(message), "isOne");
    }

    void unwrapsReprs_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("unwrapped");

        QTest::newRow("plain") << u"QUERY: Table keys not found."_s
                               << u"QUERY: Table keys not found."_s;
        QTest::newRow("two messages")
            << u"QUERY: {'messages': [ErrorDetail(string='Column nope not found.', "
               u"code='invalid'), "
               "ErrorDetail(string='Column nosuch not found.', code='invalid')]}"_s
            << u"QUERY: Column nope not found.\nColumn nosuch not found."_s;
        QTest::newRow("quotes inside")
            << u"QUERY: {'messages': [ErrorDetail(string=\"Column 'phot_flux' is ambiguous.\", "
               "code='invalid')]}"_s
            << u"QUERY: Column 'phot_flux' is ambiguous."_s;
        QTest::newRow("without a list")
            << u"QUERY: {'messages': ErrorDetail(string='WITH clause not supported.', "
               "code='invalid')}"_s
            << u"QUERY: WITH clause not supported."_s;
        QTest::newRow("upload")
            << u"UPLOAD: {'UPLOAD': ErrorDetail(string='UPLOAD URI \"param:f\" contains does not "
               "match uploaded file', code='invalid')}"_s
            << u"UPLOAD: UPLOAD URI \"param:f\" contains does not match uploaded file"_s;
        QTest::newRow("bare") << u"[ErrorDetail(string='Not found.', code='not_found')]"_s
                              << u"Not found."_s;
        QTest::newRow("escapes")
            << uR"(X: ErrorDetail(string='a\'b\\c\td\xe9\u03b1\U0001f600', code='invalid'))"_s
            << u"X: a'b\\c\tdéα😀"_s;
        QTest::newRow("lines inside")
            << uR"(X: ErrorDetail(string='one\ntwo', code='invalid'))"_s << u"X: one\ntwo"_s;
        QTest::newRow("plain strings")
            << u"QUERY: {'messages': ['no table']}"_s << u"QUERY: no table"_s;
        QTest::newRow("a second field")
            << u"LANG: This field is required.\nQUERY: {'messages': [ErrorDetail(string='No.', "
               "code='invalid')]}"_s
            << u"LANG: This field is required.\nQUERY: No."_s;
        QTest::newRow("brackets of a sentence") << u"syntax error at [1, 2] near {'a': 'b'}"_s
                                                << u"syntax error at [1, 2] near {'a': 'b'}"_s;
        QTest::newRow("cut repr") << u"QUERY: {'messages': [ErrorDetail(string='Tab"_s
                                  << u"QUERY: {'messages': [ErrorDetail(string='Tab"_s;
        QTest::newRow("broken escape")
            << uR"(X: ErrorDetail(string='a\u12', code='x'))"_s << uR"(X: a\u12)"_s;
    }

    void unwrapsReprs()
    {
        QFETCH(QString, message);
        QFETCH(QString, unwrapped);
        QCOMPARE(unwrapPythonRepr(message), unwrapped);
    }

    void positions()
    {
        const auto raw = rawServerMessage(test::readData(u"http/daiquiri-syntax.xml"_s));
        const QList<SourcePosition> one {{.line = 2, .column = 4, .token = u"cars_dr1"_s}};
        QCOMPARE(positionsIn(raw), one);

        const QList<SourcePosition> two {{.line = 1, .column = 0, .token = u"SELEC"_s},
                                         {.line = 1, .column = 6, .token = u"1"_s}};
        QCOMPARE(positionsIn(u"QUERY: {'messages': ['x'], 'positions': ErrorDetail(string='[[1, 0, "
                             "\"SELEC\"], [1, 6, \"1\"]]', code='invalid')}"_s),
                 two);
        QCOMPARE(positionsIn(u"QUERY: {'messages': ['x'], 'positions': [[1, 0, 'SELEC'], [1, 6, "
                             "'1']]}"_s),
                 two);

        QVERIFY(positionsIn(u"QUERY: Table keys not found."_s).isEmpty());
        QVERIFY(positionsIn(u"QUERY: {'messages': ['x'], 'positions': 'none'}"_s).isEmpty());
        QVERIFY(
            positionsIn(u"QUERY: {'messages': ['x'], 'positions': [[0, -1, 'a'], 7]}"_s).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestServerMessage)

#include "tst_servermessage.moc"
