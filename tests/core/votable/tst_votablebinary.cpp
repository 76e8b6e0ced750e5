// SPDX-License-Identifier: GPL-3.0-or-later

// BINARY, BINARY2 and FITS streams. The documents come from STILTS and astropy
// (tests/data/README.md), short ones are put together here byte by byte.

#include "tests/core/votable/readerfixture.h"
#include "tests/support/testdata.h"

#include <QDataStream>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;

namespace {

QByteArray binaryWith(const QByteArray& element, const QByteArray& fields, const QByteArray& hex)
{
    return votableWith(fields + "<DATA><" + element + "><STREAM encoding=\"base64\">"
                       + QByteArray::fromHex(hex).toBase64() + "</STREAM></" + element
                       + "></DATA>");
}

// A FITS file of one binary table with one column, FITS 4.0, sections 4.1 and 7.3.
QByteArray fitsWith(const QByteArray& form, const QByteArray& cards, const QList<qint64>& values)
{
    const auto unit = [](const QByteArray& lines) {
        QByteArray header;
        for (const QByteArray& line : (lines + "\nEND").split('\n'))
            header += line.leftJustified(80);
        return header.leftJustified((header.size() + 2879) / 2880 * 2880);
    };
    QByteArray data;
    QDataStream out(&data, QIODevice::WriteOnly);
    for (const qint64 value : values) {
        if (form == "B")
            out << static_cast<quint8>(value);
        else
            out << value;
    }
    const qsizetype width = form == "B" ? 1 : form == "2K" ? 16 : 8;
    return unit("SIMPLE  =                    T\nBITPIX  =                    8\n"
                "NAXIS   =                    0")
        + unit("XTENSION= 'BINTABLE'\nBITPIX  =                    8\n"
               "NAXIS   =                    2\nNAXIS1  = "
               + QByteArray::number(width)
               + "\nNAXIS2  = " + QByteArray::number(data.size() / width)
               + "\nPCOUNT  =                    0\nGCOUNT  =                    1\n"
                 "TFIELDS =                    1\nTTYPE1  = 'x'\nTFORM1  = '"
               + form + "'\n" + cards)
        + data.leftJustified((data.size() + 2879) / 2880 * 2880, '\0');
}

// What types-tabledata.vot says; the third row is null but for its last cell.
const QStringList typeRows = {
    u"T|T F T|255|-32767|-2147483647|9007199254740993|0.1|0.1234567890123456|1.5 -2|x|abcdef|"
    "a<b & c|Schrödinger|1 2 3|1.5 2.5|0 128 255|1"_s,
    u"F|F F F|0|32767|2147483647|-9223372036854775807|-Inf|1e-300|0 0|y|ab|second|αβγ|-1 0 1|0.25|"
    "9|2"_s};

} // namespace

class VotableBinaryTest final : public QObject
{
    Q_OBJECT

private slots:
    void documents_data();
    void documents();
    void gzipWithinBase64();
    void cells_data();
    void cells();
    void flagBits_data();
    void flagBits();
    void manyRows_data();
    void manyRows();
    void fitsUnsigned_data();
    void fitsUnsigned();
    void broken_data();
    void broken();
    void base64_data();
    void base64();
    void remoteStreamIsNotFetched();
};

void VotableBinaryTest::documents_data()
{
    QTest::addColumn<QStringList>("expected");

    // STILTS sets no flag for NaN, and has no null but fillers for arrays in BINARY
    const QString nulls = u"~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|3"_s;
    QTest::newRow("types-tabledata.vot") << QStringList(typeRows + QStringList {nulls});
    QTest::newRow("types-binary2.vot")
        << QStringList(typeRows + QStringList {u"~|~|~|~|~|~|NaN|NaN|~|~|~|~|~|~|~|~|3"_s});
    QTest::newRow("types-binary.vot") << QStringList(
        typeRows + QStringList {u"~|F F F|~|~|~|~|~|~|NaN NaN|~|~|~|~|0 0 0|~|~|3"_s});
    QTest::newRow("types-bits.vot") << QStringList {u"1|1 0 1 1 0 0 1 0 1 1 1|0.5 -2|258"_s,
                                                    u"0|0 0 0 0 0 0 0 0 0 0 1|0 1e+300|-2"_s};
    QTest::newRow("types-fits.vot") << QStringList {
        u"T|1 0 1 0 1 0 1 0 1 0 1|0|1|0|0|9007199254740993|10.5|0.1|0.1 2|1 2|alpha|1 2 3|0.5"_s,
        u"F|0 0 0 0 0 0 0 0 0 0 0|127|~|40000|1|-1|11|~|3 4|0 0|be ta|~|1.5 2.5"_s,
        u"T|1 1 1 1 1 1 1 1 1 1 1|255|3|65535|4294967295|0|-6|-Inf|5 6|-0 -1|~|4|~"_s};
}

void VotableBinaryTest::documents()
{
    QFETCH(QStringList, expected);

    const QByteArray document =
        readData(u"votable/"_s + QString::fromLatin1(QTest::currentDataTag()));
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QVERIFY2(reading.status, reading.status ? "" : qPrintable(reading.status.error().detail));
        QCOMPARE(reading.rows, expected);
        QCOMPARE(reading.warnings, QStringList());
    }
}

void VotableBinaryTest::gzipWithinBase64()
{
    // printf '\x00\x01\x00\x02\x7f\xff' | gzip -n | base64
    const Reading reading = readDocument(
        votableWith("<FIELD name='x' datatype='short'/><DATA><BINARY><STREAM encoding='gzip'>"
                    "H4sIAAAAAAAAA2NgZGCq/w8AydaDCgYAAAA=</STREAM></BINARY></DATA>"));

    QVERIFY(reading.status);
    QCOMPARE(reading.rows, (QStringList {u"1"_s, u"2"_s, u"32767"_s}));
}

void VotableBinaryTest::cells_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("hex"); // of one cell
    QTest::addColumn<QString>("binary");
    QTest::addColumn<QString>("binary2"); // without flag

    const auto row = [](const char* name, const char* field, const char* hex, const char* binary,
                        const char* binary2 = nullptr) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(hex) << QString::fromUtf8(binary)
                            << QString::fromUtf8(binary2 ? binary2 : binary);
    };
    row("boolean T", "datatype='boolean'/>", "54", "T");
    row("boolean t", "datatype='boolean'/>", "74", "T");
    row("boolean 1", "datatype='boolean'/>", "31", "T");
    row("boolean f", "datatype='boolean'/>", "66", "F");
    row("boolean ?", "datatype='boolean'/>", "3f", "~");
    row("boolean blank", "datatype='boolean'/>", "20", "~");
    row("boolean zero", "datatype='boolean'/>", "00", "~");
    row("bit", "datatype='bit'/>", "80", "1");
    row("bits count bits", "datatype='bit' arraysize='*'/>", "00000009 a580", "1 0 1 0 0 1 0 1 1");
    row("unsignedByte", "datatype='unsignedByte'/>", "ff", "255");
    row("short", "datatype='short'/>", "8001", "-32767");
    row("int", "datatype='int'/>", "01020304", "16909060");
    row("int declared null", "datatype='int'><VALUES null='0x01020304'/></FIELD>", "01020304", "~");
    row("long", "datatype='long'/>", "0020000000000001", "9007199254740993");
    row("float", "datatype='float'/>", "3dcccccd", "0.1");
    row("float NaN", "datatype='float'/>", "7fc00000", "~", "NaN");
    row("double", "datatype='double'/>", "bff8000000000000", "-1.5");
    row("double NaN", "datatype='double'/>", "7ff8000000000000", "~", "NaN");
    row("floatComplex", "datatype='floatComplex'/>", "3fc00000c0000000", "1.5 -2");
    row("array", "datatype='short' arraysize='2'/>", "0001ffff", "1 -1");
    row("variable array counts elements", "datatype='short' arraysize='2x*'/>",
        "00000004 0001000200030004", "1 2 3 4");
    row("variable array, empty", "datatype='short' arraysize='*'/>", "00000000", "~", "");
    row("variable array, count -1", "datatype='short' arraysize='*'/>", "ffffffff", "~");
    row("char", "datatype='char'/>", "41", "A");
    row("char fixed", "datatype='char' arraysize='4'/>", "41420000", "AB");
    row("char fixed, trailing blank stays", "datatype='char' arraysize='4'/>", "41422020", "AB  ");
    row("char variable", "datatype='char' arraysize='*'/>", "00000003 616263", "abc");
    row("char variable, empty", "datatype='char' arraysize='*'/>", "00000000", "~", "");
    row("char UTF-8", "datatype='char' arraysize='*'/>", "00000002 c3a9", "é");
    row("char Latin-1", "datatype='char' arraysize='*'/>", "00000004 636166e9", "café");
    row("char cut within UTF-8", "datatype='char' arraysize='4'/>", "4142e282", "AB\xef\xbf\xbd");
    row("strings side by side", "datatype='char' arraysize='3x2'/>", "610000 626300", "a  bc ");
    row("unicodeChar counts units", "datatype='unicodeChar' arraysize='*'/>", "00000002 00e903b1",
        "éα");
    row("unicodeChar, surrogate pair", "datatype='unicodeChar' arraysize='*'/>",
        "00000002 d83dde00", "😀");
}

void VotableBinaryTest::cells()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, hex);
    QFETCH(QString, binary);
    QFETCH(QString, binary2);

    const QByteArray fields = "<FIELD name='a' datatype='short'/><FIELD name='x' " + field
        + "<FIELD name='b' datatype='short'/>";
    const QByteArray row = "0001" + hex + "0002";
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        QCOMPARE(readDocument(binaryWith("BINARY", fields, row + row), cut).rows,
                 QStringList(2, u"1|%1|2"_s.arg(binary)));
        QCOMPARE(readDocument(binaryWith("BINARY2", fields, "00" + row + "00" + row), cut).rows,
                 QStringList(2, u"1|%1|2"_s.arg(binary2)));
        QCOMPARE(readDocument(binaryWith("BINARY2", fields, "40" + row), cut).rows,
                 QStringList(1, u"1|~|2"_s));
    }
}

void VotableBinaryTest::flagBits_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<QByteArray>("flags");
    QTest::addColumn<QList<int>>("nulls");

    QTest::newRow("1 column") << 1 << QByteArray("80") << QList<int> {0};
    QTest::newRow("8 columns") << 8 << QByteArray("81") << QList<int> {0, 7};
    QTest::newRow("9 columns") << 9 << QByteArray("0180") << QList<int> {7, 8};
    QTest::newRow("17 columns") << 17 << QByteArray("400180") << QList<int> {1, 15, 16};
}

void VotableBinaryTest::flagBits()
{
    QFETCH(int, columns);
    QFETCH(QByteArray, flags);
    QFETCH(QList<int>, nulls);

    QByteArray fields;
    QByteArray row = flags;
    QStringList expected;
    for (int i = 0; i < columns; ++i) {
        fields += "<FIELD name='x' datatype='unsignedByte'/>";
        row += "07";
        expected += nulls.contains(i) ? u"~"_s : u"7"_s;
    }
    QCOMPARE(readDocument(binaryWith("BINARY2", fields, row)).rows,
             QStringList {expected.join(u'|')});
}

void VotableBinaryTest::manyRows_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<int>("rows");

    for (const int rows : {1, 7, 63, 64, 65, 511, 512, 513, 1500}) {
        for (const char* element : {"BINARY", "BINARY2"})
            QTest::addRow("%s, %d rows", element, rows) << QByteArray(element) << rows;
    }
}

// Whole rows are taken column by column, those at a cut cell by cell: both ways tell the same.
void VotableBinaryTest::manyRows()
{
    QFETCH(QByteArray, element);
    QFETCH(int, rows);

    const bool hasFlags = element == "BINARY2";
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    QStringList expected;
    for (int i = 0; i < rows; ++i) {
        const auto isNull = [i, hasFlags](int column) { return hasFlags && i % (column + 3) == 1; };
        if (hasFlags) {
            for (int byte = 0; byte < 2; ++byte) {
                quint8 flags = 0;
                for (int bit = 0; bit < 8; ++bit)
                    flags |= static_cast<quint8>(isNull(8 * byte + bit) ? 0x80 >> bit : 0);
                out << flags;
            }
        }
        const QByteArray text = QByteArray("text ").repeated(i % 4);
        const QByteArray fixed = i % 5 == 0 ? QByteArray("a\xe9\0\0", 4) : QByteArray("abcd");
        out << qint16(i) << qint32(i % 6 == 0 ? -1 : 3 * i) << (i % 7 == 0 ? qQNaN() : i / 8.0);
        out << quint32(text.size());
        out.writeRawData(text.constData(), static_cast<int>(text.size()));
        out << quint8("TF?"[i % 3]) << qint16(i) << qint16(-i);
        out.writeRawData(fixed.constData(), 4);
        out << quint8(i % 2 == 0 ? 0xa0 : 0x40) << quint32(i % 3);
        for (int k = 0; k < i % 3; ++k)
            out << qint32(k);
        out << qint64(i) << quint32(1) << char16_t(u'α');

        const auto cell = [&isNull](int column, const QString& value) {
            return isNull(column) ? u"~"_s : value;
        };
        const QString nan = hasFlags ? u"NaN"_s : u"~"_s;
        const QString nothing = hasFlags ? QString() : u"~"_s;
        QStringList list;
        for (int k = 0; k < i % 3; ++k)
            list += QString::number(k);
        expected += QStringList {cell(0, QString::number(i)),
                                 cell(1, i % 6 == 0 ? u"~"_s : QString::number(3 * i)),
                                 cell(2, i % 7 == 0 ? nan : QString::number(i / 8.0)),
                                 cell(3, text.isEmpty() ? nothing : QString::fromLatin1(text)),
                                 cell(4, QStringList {u"T"_s, u"F"_s, u"~"_s}[i % 3]),
                                 cell(5, u"%1 %2"_s.arg(i).arg(-i)),
                                 cell(6, i % 5 == 0 ? u"aé"_s : u"abcd"_s),
                                 cell(7, i % 2 == 0 ? u"1 0 1"_s : u"0 1 0"_s),
                                 cell(8, list.isEmpty() ? nothing : list.join(u' ')),
                                 cell(9, QString::number(i)),
                                 cell(10, u"α"_s)}
                        .join(u'|');
    }
    const QByteArray document = binaryWith(
        element,
        "<FIELD name='a' datatype='short'/>"
        "<FIELD name='b' datatype='int'><VALUES null='-1'/></FIELD>"
        "<FIELD name='c' datatype='double'/><FIELD name='d' datatype='char' arraysize='*'/>"
        "<FIELD name='e' datatype='boolean'/><FIELD name='f' datatype='short' arraysize='2'/>"
        "<FIELD name='g' datatype='char' arraysize='4'/>"
        "<FIELD name='h' datatype='bit' arraysize='3'/>"
        "<FIELD name='i' datatype='int' arraysize='*'/><FIELD name='j' datatype='long'/>"
        "<FIELD name='k' datatype='unicodeChar' arraysize='*'/>",
        bytes.toHex());
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        for (const qsizetype blockRows : {100, 16384}) {
            const Reading reading =
                readDocument(document, cut, {.firstBlockRows = 10, .blockRows = blockRows});

            QVERIFY(reading.status);
            QCOMPARE(reading.rows, expected);
        }
    }
}

void VotableBinaryTest::fitsUnsigned_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("cards");
    QTest::addColumn<QList<qint64>>("stored");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("rows");

    constexpr qint64 lowest = std::numeric_limits<qint64>::min();
    constexpr qint64 highest = std::numeric_limits<qint64>::max();
    const auto row = [](const char* name, const char* form, const char* cards,
                        const QList<qint64>& stored, const char* type, const QStringList& rows) {
        QTest::newRow(name) << QByteArray(form) << QByteArray(cards) << stored
                            << QString::fromLatin1(type) << rows;
    };
    const char* zero = "TZERO1  =  9223372036854775808";
    row("signed bytes", "B", "TZERO1  = -128", {0, 127, 128, 255}, "x short",
        {u"-128"_s, u"-1"_s, u"0"_s, u"127"_s});
    row("longs", "K", zero, {lowest, lowest + 5, -1}, "x long",
        {u"0"_s, u"5"_s, u"9223372036854775807"_s});
    row("longs, TZERO as a power", "K", "TZERO1  = 9.223372036854775808E18", {lowest + 7}, "x long",
        {u"7"_s});
    row("beyond long", "K", zero, {lowest + 1, -1, 0, highest}, "x char *",
        {u"1"_s, u"9223372036854775807"_s, u"9223372036854775808"_s, u"18446744073709551615"_s});
    row("null", "K", "TZERO1  =  9223372036854775808\nTNULL1  = -9223372036854775808",
        {lowest, lowest + 3}, "x long", {u"~"_s, u"3"_s});
    row("null beyond long", "K", "TZERO1  =  9223372036854775808\nTNULL1  = 9223372036854775807",
        {highest, lowest + 3}, "x long", {u"~"_s, u"3"_s});
    row("null, then beyond long", "K",
        "TZERO1  =  9223372036854775808\nTNULL1  = 9223372036854775807",
        {highest, lowest + 3, highest - 1, highest}, "x char *",
        {u"~"_s, u"3"_s, u"18446744073709551614"_s, u"~"_s});
    row("arrays", "2K", zero, {lowest, lowest + 1, -1, lowest}, "x long 2",
        {u"0 1"_s, u"9223372036854775807 0"_s});
    row("arrays beyond long", "2K", zero, {lowest, lowest + 1, -1, 0}, "x char *",
        {u"0 1"_s, u"9223372036854775807 9223372036854775808"_s});
    row("scaled too", "K", "TZERO1  =  9223372036854775808\nTSCAL1  = 2", {lowest}, "x double",
        {u"-9223372036854775808"_s});
    row("another zero", "K", "TZERO1  =  4611686018427387904", {-4611686018427387904, 0},
        "x double", {u"0"_s, u"4611686018427387904"_s});
}

void VotableBinaryTest::fitsUnsigned()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, cards);
    QFETCH(QList<qint64>, stored);
    QFETCH(QString, type);
    QFETCH(QStringList, rows);

    const QByteArray document = binaryWith("FITS", "<FIELD name='x' datatype='long'/>",
                                           fitsWith(form, cards, stored).toHex());
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        for (const qsizetype blockRows : {1, 100}) {
            const Reading reading =
                readDocument(document, cut, {.firstBlockRows = blockRows, .blockRows = blockRows});

            QVERIFY2(reading.status,
                     reading.status ? "" : qPrintable(reading.status.error().detail));
            QCOMPARE(reading.types, QStringList {type});
            QCOMPARE(reading.rows, rows);
            QCOMPARE(reading.warnings,
                     type == u"x char *" ? QStringList {u"PromotedColumn x x1"_s} : QStringList());
        }
    }
}

void VotableBinaryTest::broken_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<bool>("succeeds");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QStringList>("warnings");

    const QByteArray two =
        "<FIELD name='a' datatype='short'/><FIELD name='x' datatype='short' arraysize='*'/>";
    QTest::newRow("last row cut") << binaryWith("BINARY", "<FIELD name='a' datatype='int'/>",
                                                "00000001 0000")
                                  << true << QStringList {u"1"_s}
                                  << QStringList {u"Truncated x1"_s};
    QTest::newRow("count is negative") << binaryWith("BINARY", two, "0001000000010005 0002fffffffe")
                                       << false << QStringList {u"1|5"_s} << QStringList();
    QTest::newRow("count is absurd")
        << binaryWith("BINARY", two, "0001000000010005 00027fffffff0001") << false
        << QStringList {u"1|5"_s} << QStringList {u"Truncated x1"_s};
    QTest::newRow("no boolean") << binaryWith("BINARY", "<FIELD name='a' datatype='boolean'/>",
                                              "58")
                                << true << QStringList {u"~"_s} << QStringList {u"BadCell a x1"_s};
    QTest::newRow("no boolean among many")
        << binaryWith("BINARY", "<FIELD name='a' datatype='boolean'/>", "54584600") << true
        << QStringList {u"T"_s, u"~"_s, u"F"_s, u"~"_s} << QStringList {u"BadCell a x1"_s};
    QTest::newRow("document cut") << binaryWith("BINARY", "<FIELD name='a' datatype='short'/>",
                                                "000100020003")
                                         .split('=')
                                         .value(0)
                                  << false << QStringList() << QStringList();
    QTest::newRow("no fields") << binaryWith("BINARY", "", "000100020003") << true << QStringList()
                               << QStringList();
    QTest::newRow("FITS without table")
        << binaryWith("FITS", "<FIELD name='a' datatype='short'/>", "0001") << false
        << QStringList() << QStringList();
    QTest::newRow("FITS that is none")
        << binaryWith("FITS", "<FIELD name='a' datatype='short'/>", QByteArray(2 * 2880, '7'))
        << false << QStringList() << QStringList();
}

void VotableBinaryTest::broken()
{
    QFETCH(QByteArray, document);
    QFETCH(bool, succeeds);
    QFETCH(QStringList, rows);
    QFETCH(QStringList, warnings);

    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QCOMPARE(reading.status.has_value(), succeeds);
        QCOMPARE(reading.rows, rows);
        if (!warnings.isEmpty())
            QCOMPARE(reading.warnings, warnings);
        if (!succeeds)
            QVERIFY(!reading.status.error().detail.isEmpty());
    }
}

void VotableBinaryTest::base64_data()
{
    QTest::addColumn<QByteArray>("stream"); // for the shorts 1, 2, 3, 62, 63
    QTest::addColumn<bool>("repaired");

    QTest::newRow("one line") << QByteArray("AAEAAgADAD4APw==") << false;
    QTest::newRow("lines of four") << QByteArray("\nAAEA\r\nAgAD\r\n AD4A \tPw==\n") << false;
    QTest::newRow("lines cut anywhere") << QByteArray("A\nAEAAg\nADAD4APw=\n=") << false;
    QTest::newRow("no padding") << QByteArray("AAEAAgADAD4APw") << false;
    QTest::newRow("CDATA") << QByteArray("<![CDATA[AAEAAgADAD4APw==]]>") << false;
    QTest::newRow("comment within") << QByteArray("AAEA<!-- xx -->AgADAD4APw==") << false;
    QTest::newRow("entities at line ends") << QByteArray("AAEA&#13;\nAgADAD4APw==") << false;
    QTest::newRow("two paddings") << QByteArray("AAE=AAIAAwA+AD8=") << false;
    QTest::newRow("strangers") << QByteArray("AAEA*AgADAD4APw==") << true;
}

void VotableBinaryTest::base64()
{
    QFETCH(QByteArray, stream);
    QFETCH(bool, repaired);

    const QByteArray document =
        votableWith("<FIELD name='x' datatype='short'/><DATA><BINARY><STREAM>" + stream
                    + "</STREAM></BINARY></DATA>");
    for (const Cut cut : {Cut::Whole, Cut::Bytes, Cut::Random}) {
        const Reading reading = readDocument(document, cut);

        QVERIFY(reading.status);
        QCOMPARE(reading.rows, (QStringList {u"1"_s, u"2"_s, u"3"_s, u"62"_s, u"63"_s}));
        QCOMPARE(reading.warnings,
                 repaired ? QStringList {u"Repaired base64 x1"_s} : QStringList());
    }
}

void VotableBinaryTest::remoteStreamIsNotFetched()
{
    const Reading reading =
        readDocument(votableWith("<FIELD name='x' datatype='short'/><DATA><BINARY>"
                                 "<STREAM href='file:///etc/passwd'/></BINARY></DATA>"));

    QVERIFY(!reading.status);
    QCOMPARE(reading.status.error().kind, Error::Kind::Protocol);
    QVERIFY(reading.status.error().detail.contains("file:///etc/passwd"_L1));
}

QTEST_APPLESS_MAIN(VotableBinaryTest)
#include "tst_votablebinary.moc"
