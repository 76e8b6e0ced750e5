// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of TABLEDATA: every datatype, every null, every oddity of protocols.md 4.5 and 4.15.

#include "tests/core/votable/readerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;

class VotableTableDataTest final : public QObject
{
    Q_OBJECT

private slots:
    void cell_data();
    void cell();
    void rows_data();
    void rows();
    void whatIsSkippedHasNoRows_data();
    void whatIsSkippedHasNoRows();
    void promotion_data();
    void promotion();
    void longStaysExact();
    void blocks();
    void flushWithinARow();
    void memoryLimit();
};

void VotableTableDataTest::cell_data()
{
    QTest::addColumn<QByteArray>("field"); // attributes and content of the FIELD
    QTest::addColumn<QByteArray>("cell"); // what stands for <TD>…</TD>
    QTest::addColumn<QString>("expected"); // ~ is null
    QTest::addColumn<QStringList>("warnings");

    const auto row = [](const char* name, const char* field, const char* cell, const char* expected,
                        const QStringList& warnings = {}) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(cell) << QString::fromUtf8(expected)
                            << warnings;
    };
    const QStringList word = {u"NonStandardNull x x1"_s};
    const QStringList repaired = {u"Repaired & x1"_s};

    row("boolean T", "datatype='boolean'>", "<TD>T</TD>", "T");
    row("boolean f", "datatype='boolean'>", "<TD>f</TD>", "F");
    row("boolean 1", "datatype='boolean'>", "<TD>1</TD>", "T");
    row("boolean 0", "datatype='boolean'>", "<TD>0</TD>", "F");
    row("boolean true", "datatype='boolean'>", "<TD>true</TD>", "T");
    row("boolean True, Python's", "datatype='boolean'>", "<TD>True</TD>", "T");
    row("boolean False, Python's", "datatype='boolean'>", "<TD> False </TD>", "F");
    row("boolean ?", "datatype='boolean'>", "<TD>?</TD>", "~");
    row("boolean blank", "datatype='boolean'>", "<TD> </TD>", "~");
    row("boolean empty", "datatype='boolean'>", "<TD></TD>", "~");
    row("boolean array", "datatype='boolean' arraysize='3'>", "<TD>T F 1</TD>", "T F T");
    row("bit", "datatype='bit'>", "<TD>1</TD>", "1");
    row("bit null", "datatype='bit'>", "<TD/>", "~");
    row("bits side by side", "datatype='bit' arraysize='*'>", "<TD>01101</TD>", "0 1 1 0 1");
    row("bits apart", "datatype='bit' arraysize='5'>", "<TD>0 1 1 0 1</TD>", "0 1 1 0 1");
    row("unsignedByte", "datatype='unsignedByte'>", "<TD>255</TD>", "255");
    row("unsignedByte hex", "datatype='unsignedByte'>", "<TD>0xfF</TD>", "255");
    row("unsignedByte null", "datatype='unsignedByte'>", "<TD></TD>", "~");
    row("short lowest", "datatype='short'>", "<TD>-32768</TD>", "-32768");
    row("short hex is a bit pattern", "datatype='short'>", "<TD>0xffff</TD>", "-1");
    row("short null", "datatype='short'>", "<TD/>", "~");
    row("short declared null", "datatype='short'><VALUES null='-99'/>", "<TD>-99</TD>", "~");
    row("short declared null, in hex", "datatype='short'><VALUES null='0xff9d'/>", "<TD>-99</TD>",
        "~");
    row("short empty beside a declared null", "datatype='short'><VALUES null='-99'/>", "<TD></TD>",
        "~");
    row("int", "datatype='int'>", "<TD>2147483647</TD>", "2147483647");
    row("int plus", "datatype='int'>", "<TD>+12</TD>", "12");
    row("int blanks", "datatype='int'>", "<TD>\n  12 </TD>", "12");
    row("int null", "datatype='int'>", "<TD></TD>", "~");
    row("int integral fraction", "datatype='int'>", "<TD>3.0</TD>", "3");
    row("int integral power", "datatype='int'>", "<TD>1e3</TD>", "1000");
    row("int hex", "datatype='int'>", "<TD>0x80000000</TD>", "-2147483648");
    row("int NULL", "datatype='int'>", "<TD>NULL</TD>", "~", word);
    row("int None", "datatype='int'>", "<TD>None</TD>", "~", word);
    row("int --", "datatype='int'>", "<TD>--</TD>", "~", word);
    row("int arraysize 1 is a scalar", "datatype='int' arraysize='1'>", "<TD>7</TD>", "7");
    row("int array", "datatype='int' arraysize='*'>", "<TD>1  2 \n 3</TD>", "1 2 3");
    row("int array, commas and braces", "datatype='int' arraysize='3'>", "<TD>{1,2,3}</TD>",
        "1 2 3");
    row("int array short of its size", "datatype='int' arraysize='3'>", "<TD>1 2</TD>", "1 2");
    row("int array, null element by Python", "datatype='int' arraysize='*'>", "<TD>1  None  3</TD>",
        "1 NaN 3", {u"PromotedColumn x x1"_s});
    row("int array, null element by PostgreSQL", "datatype='int' arraysize='*'>",
        "<TD>1 NULL 3</TD>", "1 NaN 3", {u"PromotedColumn x x1"_s});
    row("int array null", "datatype='int' arraysize='3'>", "<TD></TD>", "~");
    row("long highest", "datatype='long'>", "<TD>9223372036854775807</TD>", "9223372036854775807");
    row("long lowest", "datatype='long'>", "<TD>-9223372036854775808</TD>", "-9223372036854775808");
    const QStringList promoted {u"PromotedColumn x x1"_s};
    for (const char* digits : {"7", "-1234567", "12345678", "-123456789", "1234567890123456",
                               "-12345678901234567", "123456789012345678"})
        row(digits, "datatype='long'>", "<TD>" + QByteArray(digits) + "</TD>", digits);
    row("long leading zeros", "datatype='long'>", "<TD>0000000000000000000012</TD>", "12");
    row("long beyond highest", "datatype='long'>", "<TD>9223372036854775808</TD>",
        "9223372036854775808", promoted);
    row("long beyond lowest", "datatype='long'>", "<TD>-9223372036854775809</TD>",
        "-9223372036854775809", promoted);
    row("long of 20 digits", "datatype='long'>", "<TD>18446744073709551617</TD>",
        "18446744073709551617", promoted);
    row("long with the character before 0", "datatype='long'>", "<TD>1234567/</TD>", "1234567/",
        promoted);
    row("long with the character after 9", "datatype='long'>", "<TD>1234567:</TD>",
        "1234567:", promoted);
    row("long hex", "datatype='long'>", "<TD>0xffffffffffffffff</TD>", "-1");
    row("long null", "datatype='long'>", "<TD></TD>", "~");
    row("long declared null", "datatype='long'><VALUES null='-9223372036854775808'/>",
        "<TD>-9223372036854775808</TD>", "~");
    row("float", "datatype='float'>", "<TD>0.1</TD>", "0.1");
    row("float null", "datatype='float'>", "<TD></TD>", "~");
    row("float declared null", "datatype='float'><VALUES null='-999.9'/>", "<TD>-999.9</TD>", "~");
    row("double", "datatype='double'>", "<TD>0.1234567890123456</TD>", "0.1234567890123456");
    row("double .5", "datatype='double'>", "<TD>.5</TD>", "0.5");
    row("double 1.", "datatype='double'>", "<TD>1.</TD>", "1");
    row("double exponent", "datatype='double'>", "<TD>1.5E-300</TD>", "1.5e-300");
    row("double Fortran", "datatype='double'>", "<TD>1.5D-3</TD>", "0.0015");
    row("double plus", "datatype='double'>", "<TD>+2.5</TD>", "2.5");
    row("double nan", "datatype='double'>", "<TD>nan</TD>", "NaN");
    row("double NaN", "datatype='double'>", "<TD>NaN</TD>", "NaN");
    row("double inf", "datatype='double'>", "<TD>inf</TD>", "+Inf");
    row("double -Infinity", "datatype='double'>", "<TD>-Infinity</TD>", "-Inf");
    row("double Infinity", "datatype='double'>", "<TD>Infinity</TD>", "+Inf");
    row("double +Inf", "datatype='double'>", "<TD>+Inf</TD>", "+Inf");
    row("double -inf", "datatype='double'>", "<TD>-inf</TD>", "-Inf");
    row("double null", "datatype='double'>", "<TD/>", "~");
    row("double N/A", "datatype='double'>", "<TD>N/A</TD>", "~", word);
    row("double array", "datatype='double' arraysize='2x2'>", "<TD>1 2.5 NaN 4</TD>",
        "1 2.5 NaN 4");
    row("double array, null element", "datatype='double' arraysize='*'>", "<TD>1 null 3</TD>",
        "1 NaN 3");
    row("floatComplex", "datatype='floatComplex'>", "<TD>1.5 -2</TD>", "1.5 -2");
    row("floatComplex null", "datatype='floatComplex'>", "<TD></TD>", "~");
    row("doubleComplex", "datatype='doubleComplex'>", "<TD>0.1 1e300</TD>", "0.1 1e+300");
    row("doubleComplex array", "datatype='doubleComplex' arraysize='2'>", "<TD>1 2 3 4</TD>",
        "1 2 3 4");
    row("char", "datatype='char' arraysize='*'>", "<TD>abc</TD>", "abc");
    row("char null", "datatype='char' arraysize='*'>", "<TD></TD>", "~");
    row("char declared null", "datatype='char' arraysize='*'><VALUES null='n/a'/>", "<TD>n/a</TD>",
        "~");
    row("char keeps blanks", "datatype='char' arraysize='*'>", "<TD> a b </TD>", " a b ");
    row("char longer than it says", "datatype='char' arraysize='2'>", "<TD>abcde</TD>", "abcde");
    row("char text array, Python's", "datatype='char' arraysize='32'>", "<TD>'a'  'b c'</TD>",
        "'a'  'b c'");
    row("char point in radians", "datatype='char' arraysize='32'>", "<TD>(0.1 , 0.2)</TD>",
        "(0.1 , 0.2)");
    row("char time with a zone", "datatype='char' arraysize='32'>",
        "<TD>2020-01-02 01:04:05+00:00</TD>", "2020-01-02 01:04:05+00:00");
    row("char one", "datatype='char'>", "<TD>x</TD>", "x");
    row("char without arraysize, several", "datatype='char'>", "<TD>abc</TD>", "abc",
        {u"PromotedColumn x x1"_s});
    row("unicodeChar", "datatype='unicodeChar' arraysize='*'>", "<TD>Schrödinger 😀</TD>",
        "Schrödinger 😀");
    row("entities", "datatype='char' arraysize='*'>",
        "<TD>a &lt; b &amp;&amp; c &gt; d &#945;&#x3b2;&quot;&apos;</TD>", "a < b && c > d αβ\"'");
    row("CDATA", "datatype='char' arraysize='*'>", "<TD>a<![CDATA[<b> & c]]>d</TD>", "a<b> & cd");
    row("comment and instruction within", "datatype='char' arraysize='*'>",
        "<TD>a<!-- <TD> --->b<?x </TD> ?>c</TD>", "abc");
    row("number in CDATA", "datatype='int'>", "<TD><![CDATA[12]]></TD>", "12");
    row("number in references", "datatype='int'>", "<TD>&#49;2</TD>", "12");
    // struct.pack('>d', 0.1) and so on, in base64
    const QStringList bad {u"BadCell x x1"_s};
    row("base64 double", "datatype='double'>", "<TD encoding='base64'>P7mZmZmZmZo=</TD>", "0.1");
    row("base64 double NaN", "datatype='double'>", "<TD encoding='base64'>f/gAAAAAAAA=</TD>", "~");
    row("base64 float", "datatype='float'>", "<TD encoding='base64'> PczM\nzQ==</TD>", "0.1");
    row("base64 long", "datatype='long'>", "<TD encoding='base64'>ACAAAAAAAAE=</TD>",
        "9007199254740993");
    row("base64 int declared null", "datatype='int'><VALUES null='-1'/>",
        "<TD encoding='base64'>/////w==</TD>", "~");
    row("base64 boolean", "datatype='boolean'>", "<TD encoding='base64'>VA==</TD>", "T");
    row("base64 shorts", "datatype='short' arraysize='2'>", "<TD encoding='base64'>AAH//w==</TD>",
        "1 -1");
    row("base64 bytes", "datatype='unsignedByte' arraysize='*'>",
        "<TD encoding='base64'>AAAAAwCA/w==</TD>", "0 128 255");
    row("base64 text", "datatype='char' arraysize='*'>", "<TD encoding='base64'>AAAAAjxi</TD>",
        "<b");
    row("base64 text of a fixed width", "datatype='char' arraysize='3'>",
        "<TD encoding='base64'>YWJj</TD>", "abc");
    row("base64 empty", "datatype='int'>", "<TD encoding='base64'></TD>", "~");
    row("base64 cut", "datatype='int'>", "<TD encoding='base64'>AAAA</TD>", "~", bad);
    row("base64 too long", "datatype='short'>", "<TD encoding='base64'>AAAAAQ==</TD>", "~", bad);
    row("base64 that is none", "datatype='int'>", "<TD encoding='base64'>12.5</TD>", "~", bad);
    row("base64 with an absurd count", "datatype='int' arraysize='*'>",
        "<TD encoding='base64'>f////w==</TD>", "~", bad);
    row("encoding none", "datatype='int'>", "<TD encoding='none'>12</TD>", "12");
    row("attribute of TD", "datatype='int'>", "<TD ID=\"a>b\">12</TD >", "12");
    row("strange element within", "datatype='char' arraysize='*'>", "<TD>a<b>c</b></TD>", "ac");
    row("line ends", "datatype='char' arraysize='*'>", "<TD>a\r\nb\rc</TD>", "a\nb\nc");
    row("bare ampersand", "datatype='char' arraysize='*'>", "<TD>http://x/?a=1&b=2</TD>",
        "http://x/?a=1&b=2", repaired);
    row("entity never heard of", "datatype='char' arraysize='*'>", "<TD>&bomb; &a;</TD>",
        "&bomb; &a;", repaired);
    row("bare bracket", "datatype='char' arraysize='*'>", "<TD>1 < 2</TD>", "1 < 2", repaired);
    row("control characters", "datatype='char' arraysize='*'>", "<TD>a\x01\x0b&#2;b</TD>", "ab",
        {u"Repaired control character x1"_s});
    row("Windows-1252, undeclared", "datatype='char' arraysize='*'>", "<TD>caf\xe9 \x96 \x80</TD>",
        "café – €", {u"Repaired charset x1"_s});
    row("UTF-8 without saying so", "datatype='char' arraysize='*'>", "<TD>Å</TD>", "Å");
}

void VotableTableDataTest::cell()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, cell);
    QFETCH(QString, expected);
    QFETCH(QStringList, warnings);

    // between neighbours, so that a cell that takes too much or too little shows
    const QByteArray document =
        tableDataWith("<FIELD name='a' datatype='int'/><FIELD name='x' " + field
                          + "</FIELD><FIELD name='b' datatype='int'/>",
                      "<TR><TD>1</TD>" + cell + "<TD>2</TD></TR>");
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QVERIFY2(reading.status, reading.status ? "" : qPrintable(reading.status.error().detail));
        QCOMPARE(reading.rows, QStringList {u"1|%1|2"_s.arg(expected)});
        QCOMPARE(reading.warnings, warnings);
    }
}

void VotableTableDataTest::rows_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QStringList>("warnings");

    const auto row = [](const char* name, const char* content, const QStringList& expected,
                        const QStringList& warnings = {}) {
        QTest::newRow(name) << QByteArray(content) << expected << warnings;
    };
    row("none", "", {});
    row("indented", "\n  <TR>\n    <TD>1</TD>\n    <TD>a</TD>\n  </TR>\n", {u"1|a"_s});
    row("empty row", "<TR><TD>1</TD><TD>a</TD></TR><TR/>", {u"1|a"_s, u"~|~"_s},
        {u"TooFewCells x1"_s});
    row("too few cells", "<TR><TD>1</TD></TR><TR><TD>2</TD></TR>", {u"1|~"_s, u"2|~"_s},
        {u"TooFewCells x2"_s});
    row("too many cells", "<TR><TD>1</TD><TD>a</TD><TD>b</TD></TR>", {u"1|a"_s},
        {u"TooManyCells x1"_s});
    row("no end of a cell", "<TR><TD>1<TD>a</TR><TR><TD>2</TD><TD>b</TD></TR>",
        {u"1|a"_s, u"2|b"_s});
    row("no end of a row", "<TR><TD>1</TD><TD>a</TD><TR><TD>2</TD><TD>b</TD></TR>",
        {u"1|a"_s, u"2|b"_s});
    row("comments between", "<!-- <TR> --><TR><!-- x --><TD>1</TD><TD>a</TD></TR><!-- -->",
        {u"1|a"_s});
    row("attributes of TR", "<TR ID=\"r1\"><TD>1</TD><TD>a</TD></TR>", {u"1|a"_s});
    row("prefixes", "<v:TR><v:TD>1</v:TD><v:TD>a</v:TD></v:TR>", {u"1|a"_s});
    row("text between", "<TR>x<TD>1</TD>y<TD>a</TD></TR>z", {u"1|a"_s});
}

void VotableTableDataTest::rows()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, expected);
    QFETCH(QStringList, warnings);

    const QByteArray document = tableDataWith(
        "<FIELD name='n' datatype='int'/><FIELD name='s' datatype='char' arraysize='*'/>", content);
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QVERIFY(reading.status);
        QCOMPARE(reading.rows, expected);
        QCOMPARE(reading.warnings, warnings);
    }
}

void VotableTableDataTest::whatIsSkippedHasNoRows_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");

    QTest::newRow("comment") << QByteArray("<!-- ") << QByteArray(" -->");
    QTest::newRow("instruction") << QByteArray("<?x ") << QByteArray(" ?>");
    QTest::newRow("CDATA between rows") << QByteArray("<![CDATA[ ") << QByteArray(" ]]>");
}

// Nor where a piece of the document begins amid it.
void VotableTableDataTest::whatIsSkippedHasNoRows()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);

    const QByteArray document = tableDataWith(
        "<FIELD name='x' datatype='int'/>",
        "<TR><TD>1</TD></TR>" + before + " <TR><TD>2</TD></TR> " + after + "<TR><TD>3</TD></TR>");
    for (qsizetype at = 1; at < document.size(); ++at) {
        votable::Reader reader;
        QVERIFY(reader.feed(document.first(at)));
        QVERIFY(reader.feed(document.sliced(at)));
        QVERIFY(reader.finish());
        QCOMPARE(reader.table().rowCount(), 2);
        QCOMPARE(reader.table().number(1, 0), 3.0);
    }
}

void VotableTableDataTest::promotion_data()
{
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<QString>("datatype");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](const char* name, const char* declared, const QStringList& cells,
                        const QString& datatype, const QStringList& expected) {
        QTest::newRow(name) << QByteArray(declared) << cells << datatype << expected;
    };
    row("short to int", "short", {u"1"_s, u"40000"_s}, u"int"_s, {u"1"_s, u"40000"_s});
    row("short to long", "short", {u"1"_s, u""_s, u"3000000000"_s}, u"long"_s,
        {u"1"_s, u"~"_s, u"3000000000"_s});
    row("short to double, Daiquiri 1.3.5", "short", {u"7"_s, u"0.8450980400142568"_s}, u"double"_s,
        {u"7"_s, u"0.8450980400142568"_s});
    row("int to double for nan", "int", {u"1"_s, u"nan"_s}, u"double"_s, {u"1"_s, u"NaN"_s});
    row("int to text", "int", {u"1"_s, u"many"_s, u"3"_s}, u"char *"_s,
        {u"1"_s, u"many"_s, u"3"_s});
    row("unsignedByte to short", "unsignedByte", {u"1"_s, u"-1"_s}, u"short"_s, {u"1"_s, u"-1"_s});
    row("long to text, not to double, beyond 2^53", "long", {u"9007199254740993"_s, u"0.5"_s},
        u"char *"_s, {u"9007199254740993"_s, u"0.5"_s});
    row("once an integer, never a rounded one", "int", {u"1"_s, u"0.5"_s, u"9007199254740993"_s},
        u"char *"_s, {u"1"_s, u"0.5"_s, u"9007199254740993"_s});
    row("long to text for 20 digits", "long", {u"1"_s, u"99999999999999999999"_s}, u"char *"_s,
        {u"1"_s, u"99999999999999999999"_s});
    row("float to double", "float", {u"0.5"_s, u"1e300"_s}, u"double"_s, {u"0.5"_s, u"1e+300"_s});
    row("double to text, thousands separator", "double", {u"0.5"_s, u"1,000"_s}, u"char *"_s,
        {u"0.5"_s, u"1,000"_s});
    row("boolean to text", "boolean", {u"T"_s, u"maybe"_s}, u"char *"_s, {u"T"_s, u"maybe"_s});
    row("first cell of all", "short", {u"x"_s}, u"char *"_s, {u"x"_s});
}

void VotableTableDataTest::promotion()
{
    QFETCH(QByteArray, declared);
    QFETCH(QStringList, cells);
    QFETCH(QString, datatype);
    QFETCH(QStringList, expected);

    QByteArray rows;
    for (const QString& cell : cells)
        rows += "<TR><TD>" + cell.toUtf8() + "</TD><TD>z</TD></TR>\n";
    const QByteArray document =
        tableDataWith("<FIELD name='x' datatype='" + declared
                          + "'/><FIELD name='y' datatype='char' arraysize='*'/>",
                      rows);
    // one block for each row, and one block for all: promotion reaches back into both
    for (const qsizetype blockRows : {1, 100}) {
        const Reading reading = readDocument(document, Cut::Whole,
                                             {.firstBlockRows = blockRows, .blockRows = blockRows});

        QVERIFY(reading.status);
        QCOMPARE(reading.types.first(), u"x "_s + datatype);
        QCOMPARE(reading.table.fields().first().declaredDatatype, QString::fromLatin1(declared));
        QCOMPARE(reading.rows,
                 QStringList(expected).replaceInStrings(QRegularExpression(u"$"_s), u"|z"_s));
        QVERIFY(reading.warnings.first().startsWith("PromotedColumn x"_L1));
    }
}

void VotableTableDataTest::longStaysExact()
{
    const Reading reading = readDocument(
        tableDataWith("<FIELD name='x' datatype='long'/>", "<TR><TD>9007199254740993</TD></TR>"));

    const RowAddress address = reading.table.locate(0);
    QCOMPARE(address.block->columns[0].integer(0), std::int64_t(9007199254740993));
}

void VotableTableDataTest::blocks()
{
    QByteArray rows;
    for (int i = 0; i < 1000; ++i)
        rows += "<TR><TD>" + QByteArray::number(i) + "</TD></TR>\n";
    const QByteArray document = tableDataWith("<FIELD name='x' datatype='int'/>", rows);

    const Reading reading =
        readDocument(document, Cut::Whole, {.firstBlockRows = 10, .blockRows = 400});

    QList<qsizetype> sizes;
    for (const auto& block : reading.table.blocks())
        sizes += block->rows;
    QCOMPARE(sizes, (QList<qsizetype> {10, 400, 400, 190}));
    QCOMPARE(reading.rows.at(999), u"999"_s);
}

void VotableTableDataTest::flushWithinARow()
{
    const QByteArray document = tableDataWith(
        "<FIELD name='x' datatype='int'/><FIELD name='y' datatype='char' arraysize='*'/>"
        "<FIELD name='z' datatype='int' arraysize='*'/>",
        "<TR><TD>1</TD><TD>a</TD><TD>1 2</TD></TR>"
        "<TR><TD></TD><TD>b</TD><TD>3 4</TD></TR><TR><TD>3</TD><TD/><TD>5</TD></TR>");
    for (qsizetype cut = 0; cut <= document.size(); ++cut) {
        votable::Reader reader;
        QVERIFY(reader.feed(QByteArrayView(document).first(cut)));
        reader.flush();
        QCOMPARE(reader.table().rowCount(), reader.rowsRead());
        QVERIFY(reader.feed(QByteArrayView(document).sliced(cut)));
        QVERIFY(reader.finish());

        QCOMPARE(reader.table().rowCount(), 3);
        QCOMPARE(reader.table().text(0, 2), u"1 2"_s);
        QVERIFY(reader.table().isNull(1, 0));
        QCOMPARE(reader.table().text(1, 1), u"b"_s);
        QCOMPARE(reader.table().text(2, 0), u"3"_s);
        QVERIFY(reader.table().isNull(2, 1));
    }
}

void VotableTableDataTest::memoryLimit()
{
    QByteArray rows;
    for (int i = 0; i < 1000; ++i)
        rows += "<TR><TD>" + QByteArray(100, 'x') + "</TD></TR>";
    const Reading reading =
        readDocument(tableDataWith("<FIELD name='x' datatype='char' arraysize='*'/>", rows),
                     Cut::Whole, {.firstBlockRows = 10, .blockRows = 10, .maxBytes = 20'000});

    QVERIFY(!reading.status);
    QCOMPARE(reading.status.error().kind, Error::Kind::TooLarge);
    QVERIFY(reading.table.rowCount() > 100);
    QVERIFY(reading.table.rowCount() < 250);
}

QTEST_APPLESS_MAIN(VotableTableDataTest)
#include "tst_votabletabledata.moc"
