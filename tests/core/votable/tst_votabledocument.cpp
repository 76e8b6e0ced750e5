// SPDX-License-Identifier: GPL-3.0-or-later

// Everything around the rows: which table, which status, what is no VOTable, and the documents of
// Daiquiri (daiquiri.md 8, protocols.md 4.15 and 4.16).

#include "tests/core/votable/readerfixture.h"
#include "tests/support/gzip.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;
using votable::QueryStatus;

namespace {

const QByteArray number = "<FIELD name='x' datatype='int'/>";

QByteArray table(const QByteArray& value)
{
    return "<TABLE>" + number + "<DATA><TABLEDATA><TR><TD>" + value
        + "</TD></TR></TABLEDATA></DATA></TABLE>";
}

QByteArray root(const QByteArray& content)
{
    return "<VOTABLE>" + content + "</VOTABLE>";
}

} // namespace

class VotableDocumentTest final : public QObject
{
    Q_OBJECT

private slots:
    void choice_data();
    void choice();
    void survives_data();
    void survives();
    void gzipMembers();
    void refuses_data();
    void refuses();
    void cutKeepsRows();
    void status_data();
    void status();
    void fields_data();
    void fields();
    void derivedTypesPromote();
    void fieldsMayShareNameAndId();
    void inflationIsLimited();
    void daiquiri_data();
    void daiquiri();
};

void VotableDocumentTest::choice_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<int>("tables");

    QTest::newRow("results, though it comes second") << "<RESOURCE>" + table("1")
            + "</RESOURCE><RESOURCE type='RESULTS'>" + table("2")
            + "</RESOURCE>" << QStringList {u"2"_s} << 2;
    QTest::newRow("first of the results")
        << "<RESOURCE type='results'>" + table("1") + table("2") + "</RESOURCE>"
        << QStringList {u"1"_s} << 2;
    QTest::newRow("with data before without")
        << "<RESOURCE><TABLE>" + number + "</TABLE>" + table("1") + "</RESOURCE>"
        << QStringList {u"1"_s} << 2;
    QTest::newRow("nested results")
        << "<RESOURCE><RESOURCE type='results'>" + table("1") + "</RESOURCE></RESOURCE>"
        << QStringList {u"1"_s} << 1;
    QTest::newRow("meta is no table") << "<RESOURCE type='meta'>" + table("1")
            + "</RESOURCE><RESOURCE>" + table("2") + "</RESOURCE>"
                                      << QStringList {u"2"_s} << 1;
    QTest::newRow("no data") << "<RESOURCE type='results'><TABLE>" + number + "</TABLE></RESOURCE>"
                             << QStringList() << 1;
    QTest::newRow("fields of another table") << "<RESOURCE><TABLE ID='t'>" + number
            + "</TABLE></RESOURCE><RESOURCE type='results'><TABLE ref='t'><DATA><TABLEDATA><TR>"
              "<TD>5</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE>"
                                             << QStringList {u"5"_s} << 2;
}

void VotableDocumentTest::choice()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, rows);
    QFETCH(int, tables);

    for (const Cut cut : {Cut::Whole, Cut::Bytes}) {
        const Reading reading = readDocument(root(content), cut);

        QVERIFY(reading.status);
        QCOMPARE(reading.rows, rows);
        QCOMPARE(reading.types, QStringList {u"x int"_s});
        QCOMPARE(reading.tableCount, tables);
    }
}

void VotableDocumentTest::survives_data()
{
    QTest::addColumn<QByteArray>("document");
    const QByteArray plain = root("<RESOURCE>" + table("7") + "</RESOURCE>");

    QTest::newRow("no namespace") << plain;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + plain);
    QTest::newRow("blank lines first") << QByteArray("\n\n  <?xml version='1.0'?>\n" + plain);
    QTest::newRow("warning of the server first")
        << QByteArray("<br />\n<b>Notice</b>: a < b & c\n" + plain);
    QTest::newRow("DOCTYPE") << QByteArray(
        "<!DOCTYPE VOTABLE SYSTEM \"http://us-vo.org/xml/VOTable.dtd\">" + plain);
    QTest::newRow("entity bomb") << QByteArray(
        "<!DOCTYPE x [<!ENTITY a \"aaaa]>\"><!ENTITY b \"&a;&a;\"><!-- ' > -->]>"
        + root("<DESCRIPTION>&b;</DESCRIPTION><RESOURCE>" + table("7") + "</RESOURCE>"));
    QTest::newRow("DEFINITIONS of 1.0") << root(
        "<DEFINITIONS><COOSYS ID='J2000'/></DEFINITIONS><RESOURCE>" + table("7") + "</RESOURCE>");
    QTest::newRow("prefixes") << QByteArray(
        "<v:VOTABLE xmlns:v='urn:x'><v:RESOURCE><v:TABLE><v:FIELD name='x' "
        "datatype='int'/><v:DATA><v:TABLEDATA><v:TR><v:TD>7</v:TD></v:TR>"
        "</v:TABLEDATA></v:DATA></v:TABLE></v:RESOURCE></v:VOTABLE>");
    QTest::newRow("foreign elements")
        << root("<RESOURCE><m:VODML xmlns:m='urn:x'><m:a><FOO/></m:a></m:VODML>" + table("7")
                + "</RESOURCE>");
    QTest::newRow("reference to nothing (Daiquiri's datalink)")
        << root("<RESOURCE type='results'>" + table("7")
                + "</RESOURCE><RESOURCE type='meta' utype='adhoc:service'><GROUP "
                  "name='inputParams'><PARAM name='ID' datatype='char' arraysize='*' value='' "
                  "ref='datalinkID'/></GROUP></RESOURCE>");
    QTest::newRow("gzip in two members") << gzipped(plain.left(60)) + gzipped(plain.mid(60));
    QTest::newRow("end tag missing") << root("<RESOURCE><GROUP>" + table("7") + "</RESOURCE>");
    QTest::newRow("text behind the end") << QByteArray(plain + "\n<!-- done -->\n");
    const QString utf16 = QString::fromUtf8(plain);
    QTest::newRow("UTF-16") << QByteArray(
        "\xff\xfe" + QByteArray(reinterpret_cast<const char*>(utf16.utf16()), 2 * utf16.size()));
}

void VotableDocumentTest::survives()
{
    QFETCH(QByteArray, document);

    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QVERIFY2(reading.status, reading.status ? "" : qPrintable(reading.status.error().detail));
        QCOMPARE(reading.rows, QStringList {u"7"_s});
    }
}

void VotableDocumentTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");

    QTest::newRow("nothing") << QByteArray() << Error::Kind::Protocol << QString();
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway"
                                        "</title></head><body><p>x<br></body></html>")
                          << Error::Kind::Protocol << u"HTML: 502 Bad Gateway"_s;
    QTest::newRow("other XML") << QByteArray("<uws:job xmlns:uws='u'><a/></uws:job>")
                               << Error::Kind::Protocol << u"<job>"_s;
    QTest::newRow("bare text") << QByteArray("Service is\n down") << Error::Kind::Protocol
                               << u"Service is down"_s;
    QTest::newRow("no table") << root("<RESOURCE/>") << Error::Kind::Parse
                              << u"no TABLE in the document"_s;
    QTest::newRow("ends in the header")
        << QByteArray("<VOTABLE><RESOURCE>") << Error::Kind::Parse << u"the document ends early"_s;
    QTest::newRow("too deep") << root(QByteArray("<GROUP>").repeated(70)) << Error::Kind::Parse
                              << u"elements nested deeper than 64"_s;
    QTest::newRow("a tag without end")
        << QByteArray("<VOTABLE><RESOURCE name='" + QByteArray(3 << 20, 'x')) << Error::Kind::Parse
        << u"a tag without end"_s;
    QTest::newRow("gzip, damaged")
        << QByteArray("\x1f\x8b\x07 not gzip at all") << Error::Kind::Parse << QString();
}

// gzip members in a row are one document, also where a piece ends with one of them.
void VotableDocumentTest::gzipMembers()
{
    const QByteArray document = tableDataWith("<FIELD name='x' datatype='int'/>",
                                              QByteArray("<TR><TD>7</TD></TR>").repeated(300));
    const QByteArray first = test::gzipped(document.first(900));
    const QByteArray second = test::gzipped(document.sliced(900));
    const QByteArray both = first + second + QByteArray(100, '\0');
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(both, cut);
        QVERIFY2(reading.status, reading.status ? "" : qPrintable(reading.status.error().detail));
        QCOMPARE(reading.rows.size(), 300);
    }
    for (qsizetype at = first.size() - 12; at < first.size() + 12; ++at) {
        votable::Reader reader;
        QVERIFY(reader.feed(both.first(at)));
        QVERIFY(reader.feed(both.sliced(at)));
        QVERIFY(reader.finish());
        QCOMPARE(reader.table().rowCount(), 300);
    }
}

void VotableDocumentTest::refuses()
{
    QFETCH(QByteArray, document);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, detail);

    const Reading reading = readDocument(document, Cut::Random);

    QVERIFY(!reading.status);
    QCOMPARE(reading.status.error().kind, kind);
    if (!detail.isEmpty())
        QCOMPARE(reading.status.error().detail, detail);
}

void VotableDocumentTest::cutKeepsRows()
{
    QByteArray document = tableDataWith(number, "<TR><TD>1</TD></TR>\n<TR><TD>2</TD></TR>\n<TR>");
    document.truncate(document.indexOf("<TR>\n"));

    const Reading reading = readDocument(document);

    QVERIFY(!reading.status);
    QCOMPARE(reading.status.error().kind, Error::Kind::Parse);
    QCOMPARE(reading.status.error().line, 9);
    QCOMPARE(reading.rows, (QStringList {u"1"_s, u"2"_s}));
    QVERIFY(reading.warnings.contains(u"Truncated x1"_s));
}

void VotableDocumentTest::status_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QueryStatus>("status");
    QTest::addColumn<QString>("text");

    const QByteArray ok = "<INFO name='QUERY_STATUS' value='OK'/>";
    const QByteArray overflow = "<INFO name='QUERY_STATUS' value='OVERFLOW'>cut</INFO>";
    const QByteArray error = "<INFO name='query_status' value='error'> a &lt; b </INFO>";
    const auto row = [](const char* name, const QByteArray& content, QueryStatus status,
                        const QString& text = {}) {
        QTest::newRow(name) << content << status << text;
    };
    row("none", "<RESOURCE type='results'>" + table("1") + "</RESOURCE>", QueryStatus::Unstated);
    row("before", "<RESOURCE type='results'>" + ok + table("1") + "</RESOURCE>", QueryStatus::Ok);
    row("overflow after", "<RESOURCE type='results'>" + ok + table("1") + overflow + "</RESOURCE>",
        QueryStatus::Overflow, u"cut"_s);
    row("the worst wins",
        "<RESOURCE type='results'>" + ok + table("1") + error + overflow + "</RESOURCE>",
        QueryStatus::Error, u"a < b"_s);
    row("error without table", "<RESOURCE type='results'>" + error + "</RESOURCE>",
        QueryStatus::Error, u"a < b"_s);
    row("in the root", error + "<RESOURCE type='results'>" + table("1") + "</RESOURCE>",
        QueryStatus::Error, u"a < b"_s);
    row("of a meta resource",
        "<RESOURCE type='results'>" + table("1") + "</RESOURCE><RESOURCE type='meta'>" + error
            + "</RESOURCE>",
        QueryStatus::Unstated);
}

void VotableDocumentTest::status()
{
    QFETCH(QByteArray, content);
    QFETCH(QueryStatus, status);
    QFETCH(QString, text);

    const Reading reading = readDocument(root(content), Cut::Random);

    QVERIFY(reading.status);
    QCOMPARE(reading.queryStatus, status);
    QCOMPARE(reading.queryStatusText, text);
}

void VotableDocumentTest::fields_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("warnings");

    const auto row = [](const char* name, const char* field, const QString& type,
                        const QStringList& warnings = {}) {
        QTest::newRow(name) << QByteArray(field) << type << warnings;
    };
    row("no datatype", "name='x'", u"x char *"_s, {u"MissingDatatype x x1"_s});
    row("xtype integer", "name='x' xtype='integer'", u"x int"_s, {u"MissingDatatype x x1"_s});
    row("xtype bigint", "name='x' xtype='bigint'", u"x long"_s, {u"MissingDatatype x x1"_s});
    row("xtype real", "name='x' xtype='real'", u"x float"_s, {u"MissingDatatype x x1"_s});
    row("xtype spoint", "name='x' xtype='spoint'", u"x char *"_s, {u"MissingDatatype x x1"_s});
    row("xtype timestamp", "name='x' xtype='timestamp'", u"x char *"_s,
        {u"MissingDatatype x x1"_s});
    row("string", "name='x' datatype='string'", u"x char *"_s);
    row("int64", "name='x' datatype='int64'", u"x long"_s);
    row("never heard of", "name='x' datatype='quux'", u"x char *"_s, {u"UnknownDatatype x x1"_s});
    row("no name", "ID='i' datatype='int'", u"i int"_s);
    row("no name, no ID", "datatype='int'", u"col1 int"_s);
    row("blanks in arraysize", "name='x' datatype='char' arraysize=' * '", u"x char *"_s);
    row("brackets in arraysize", "name='x' datatype='int' arraysize='[3]'", u"x int 3"_s);
    row("nonsense in arraysize", "name='x' datatype='int' arraysize='many'", u"x int *"_s);
    row("attributes unquoted", "name=x datatype=int", u"x int"_s);
}

void VotableDocumentTest::fields()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, type);
    QFETCH(QStringList, warnings);

    const Reading reading = readDocument(votableWith("<FIELD " + field + " />"), Cut::Random);

    QVERIFY(reading.status);
    QCOMPARE(reading.types, QStringList {type});
    QCOMPARE(reading.warnings, warnings);
}

void VotableDocumentTest::derivedTypesPromote()
{
    const Reading reading = readDocument(readData(u"votable/daiquiri-derived-types.vot"_s));

    QVERIFY(reading.status);
    QCOMPARE(reading.types,
             (QStringList {u"l double"_s, u"half double"_s, u"a short"_s, u"s short"_s,
                           u"c char *"_s, u"m char 16"_s, u"times short"_s}));
    QCOMPARE(reading.rows, QStringList {u"0.8450980400142568|3.5|7|126|18|z|7"_s});
    QCOMPARE(reading.warnings,
             (QStringList {u"PromotedColumn l x1"_s, u"PromotedColumn half x1"_s}));
    QCOMPARE(reading.table.fields().first().description, u"<p>about target_id & more</p>"_s);
    QCOMPARE(reading.queryStatus, QueryStatus::Ok);
    QCOMPARE(reading.infos.size(), 4);
}

/// As of SELECT log(a), log(b), and of two columns with the UCDs of a datalink, at Daiquiri.
void VotableDocumentTest::fieldsMayShareNameAndId()
{
    const Reading reading =
        readDocument(tableDataWith("<FIELD name='log' ID='datalinkID' datatype='double'/>"
                                   "<FIELD name='log' ID='datalinkID' datatype='int'/>",
                                   "<TR><TD>0.5</TD><TD>7</TD></TR>"),
                     Cut::Random);

    QVERIFY(reading.status);
    QCOMPARE(reading.types, (QStringList {u"log double"_s, u"log int"_s}));
    QCOMPARE(reading.rows, QStringList {u"0.5|7"_s});
    QCOMPARE(reading.warnings, QStringList());
}

void VotableDocumentTest::inflationIsLimited()
{
    const auto packed =
        gzipped(root("<RESOURCE>" + table("7") + "</RESOURCE>") + QByteArray(100'000, ' '));
    QVERIFY(readDocument(packed, Cut::Whole, {.maxInflation = 200'000}).status);

    const Reading reading = readDocument(packed, Cut::Whole, {.maxInflation = 50'000});

    QVERIFY(!reading.status);
    QCOMPARE(reading.status.error().kind, Error::Kind::TooLarge);
}

void VotableDocumentTest::daiquiri_data()
{
    QTest::addColumn<int>("rows"); // as many as the document has TR
    QTest::addColumn<QueryStatus>("status");

    QTest::newRow("daiquiri-types-sync.vot") << 8 << QueryStatus::Ok;
    QTest::newRow("daiquiri-types-async.vot") << 7 << QueryStatus::Ok;
    QTest::newRow("daiquiri-zero-rows-sync.vot") << 0 << QueryStatus::Ok;
    QTest::newRow("daiquiri-zero-rows-async.vot") << 0 << QueryStatus::Ok;
    QTest::newRow("daiquiri-overflow.vot") << 2 << QueryStatus::Overflow;
    QTest::newRow("daiquiri-error.vot") << 0 << QueryStatus::Error;
}

void VotableDocumentTest::daiquiri()
{
    QFETCH(int, rows);
    QFETCH(QueryStatus, status);

    const QByteArray document =
        readData(u"votable/"_s + QString::fromLatin1(QTest::currentDataTag()));
    const Reading whole = readDocument(document);
    const Reading pieces = readDocument(document, Cut::Bytes);

    QVERIFY(whole.status);
    QCOMPARE(whole.rows.size(), rows);
    QCOMPARE(whole.queryStatus, status);
    QCOMPARE(pieces.rows, whole.rows);
    QCOMPARE(pieces.types, whole.types);
}

QTEST_APPLESS_MAIN(VotableDocumentTest)
#include "tst_votabledocument.moc"
