// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columnbuilder.h"
#include "core/votable/writefields.h"
#include "core/votable/writer.h"
#include "tests/support/tables.h"
#include "tests/support/testdata.h"

#include <QBuffer>
#include <QTest>
#include <QXmlStreamReader>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::everyDatatype;
using tapdesk::test::makeTable;
using tapdesk::votable::Serialization;
using tapdesk::votable::writableSchema;
using tapdesk::votable::Writer;
using tapdesk::votable::writeTable;

namespace {

const Field textField {.name = u"t"_s, .shape = ArrayShape::variable()};

QByteArray written(const Table& table, Serialization serialization = Serialization::TableData,
                   const Writer::Head& head = {}, const QList<votable::Info>& trailing = {})
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    const Status status = writeTable(device, table, head, serialization, trailing);
    return status ? device.data() : QByteArray("failed");
}

QByteArray between(const QByteArray& document, const QByteArray& start, const QByteArray& end)
{
    const qsizetype from = document.indexOf(start) + start.size();
    return document.mid(from, document.indexOf(end, from) - from);
}

// The elements called @p name of a document that must be well-formed, with their attributes.
QList<QXmlStreamAttributes> elements(const QByteArray& document, const QString& name)
{
    QList<QXmlStreamAttributes> found;
    QXmlStreamReader xml(document);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == name)
            found.append(xml.attributes());
    }
    if (xml.hasError())
        qFatal("%s", qPrintable(xml.errorString()));
    return found;
}

Table columnTable(const Field& field, const QStringList& cells)
{
    QList<QStringList> rows;
    for (const QString& cell : cells)
        rows.append(QStringList {cell});
    return makeTable({field}, rows);
}

// Takes so many bytes, then is full.
class SmallDevice final : public QIODevice
{
public:
    explicit SmallDevice(qint64 room)
        : m_room(room)
    {
        open(WriteOnly | Unbuffered);
    }
    int writes = 0;
    qint64 largest = 0;

protected:
    qint64 readData(char* /*data*/, qint64 /*size*/) override { return -1; }
    qint64 writeData(const char* /*data*/, qint64 size) override
    {
        ++writes;
        largest = std::max(largest, size);
        if (size > m_room) {
            setErrorString(u"No space left on device"_s);
            return -1;
        }
        m_room -= size;
        return size;
    }

private:
    qint64 m_room;
};

} // namespace

class TestVotableWriter final : public QObject
{
    Q_OBJECT

private slots:
    void wholeDocument()
    {
        const Schema fields = {
            Field {.name = u"id"_s,
                   .id = u"c1"_s,
                   .datatype = Datatype::Long,
                   .ucd = u"meta.id;meta.main"_s,
                   .nullValue = u"-1"_s},
            Field {.name = u"ra"_s,
                   .datatype = Datatype::Double,
                   .unit = u"deg"_s,
                   .ucd = u"pos.eq.ra"_s,
                   .utype = u"u"_s,
                   .xtype = u"x"_s,
                   .ref = u"c1"_s,
                   .description = u"right ascension < 360°"_s,
                   .precision = u"F5"_s,
                   .width = 12},
            textField,
        };
        const Table table = makeTable(fields,
                                      {{u"12"_s, u"10.684708333333333"_s, u"a < b & \"c\""_s},
                                       {u"13"_s, QString(), QString()}},
                                      1);
        const Writer::Head head {
            .tableName = u"photometry"_s,
            .tableDescription = u"Fluxes"_s,
            .infos = {{u"QUERY_STATUS"_s, u"OK"_s, {}}, {u"query"_s, u"a\"\nb"_s, u"<text>"_s}}};

        QCOMPARE(written(table, Serialization::TableData, head,
                         {{u"QUERY_STATUS"_s, u"OVERFLOW"_s, {}}}),
                 test::readData(u"votable/written.vot"_s));
    }

    void everyDatatypeAsText()
    {
        const QByteArray document = written(everyDatatype());
        QCOMPARE(between(document, "<TABLEDATA>\n", "</TABLEDATA>"),
                 QByteArray("<TR><TD>T</TD><TD>1 0 1 0 0 0 0 0 0 1</TD><TD>200</TD><TD>-5</TD>"
                            "<TD>70000</TD><TD>9007199254740993</TD><TD>HE0040</TD><TD>αβ😀</TD>"
                            "<TD>0.1</TD><TD>0.1</TD><TD>1 -2</TD><TD>0.5 3</TD><TD>1.5 2.5</TD>"
                            "<TD>1 2 3</TD></TR>\n<TR>"
                            + QByteArray("<TD></TD>").repeated(14) + "</TR>\n"));
    }

    // Expected bytes: struct.pack() and base64.encodebytes() of Python 3.11.
    void everyDatatypeAsBinary2()
    {
        const QByteArray document = written(everyDatatype(), Serialization::Binary2);
        QCOMPARE(
            between(document, "<BINARY2><STREAM encoding=\"base64\">\n", "</STREAM>"),
            QByteArray(
                "AABUoEDI//sAARFwACAAAAAAAAEAAAAGSEUwMDQwAAAABAOxA7LYPd4APczMzT+5mZmZmZmaP4AA\n"
                "AMAAAAA/4AAAAAAAAEAIAAAAAAAAP/gAAAAAAABABAAAAAAAAAAAAAMAAAABAAAAAgAAAAP//D8A\n"
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAf8AAAH/4AAAAAAAAf8AAAH/AAAB/+AAAAAAAAH/4AAAA\n"
                "AAAAf/gAAAAAAAB/+AAAAAAAAAAAAAA=\n"));
    }

    // As above. Nulls: 255, -32768, the declared -999, -2^63, NaN; bits became booleans.
    void everyDatatypeAsBinary()
    {
        const QByteArray document = written(everyDatatype(), Serialization::Binary);
        QCOMPARE(
            between(document, "<BINARY><STREAM encoding=\"base64\">\n", "</STREAM>"),
            QByteArray(
                "VFRGVEZGRkZGRlTI//sAARFwACAAAAAAAAEAAAAGSEUwMDQwAAAABAOxA7LYPd4APczMzT+5mZmZ\n"
                "mZmaP4AAAMAAAAA/4AAAAAAAAEAIAAAAAAAAP/gAAAAAAABABAAAAAAAAAAAAAMAAAABAAAAAgAA\n"
                "AAM/Pz8/Pz8/Pz8/P/+AAP///BmAAAAAAAAAAAAAAAAAAAAAf8AAAH/4AAAAAAAAf8AAAH/AAAB/\n"
                "+AAAAAAAAH/4AAAAAAAAf/gAAAAAAAB/+AAAAAAAAAAAAAA=\n"));
        QStringList nulls;
        for (const QXmlStreamAttributes& values : elements(document, u"VALUES"_s))
            nulls.append(values.value(u"null"_s).toString());
        QCOMPARE(nulls.mid(0, 4),
                 (QStringList {u"255"_s, u"-32768"_s, u"-999"_s, u"-9223372036854775808"_s}));
        QCOMPARE(elements(document, u"FIELD"_s).at(1).value(u"datatype"_s), u"boolean"_s);
    }

    void text_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const QByteArray& cell, const char* expected) {
            QTest::newRow(name) << cell << QByteArray(expected);
        };
        row("markup", "a<b>&c;", "a&lt;b&gt;&amp;c;");
        row("end of a section", "]]>", "]]&gt;");
        row("blanks stay", "  a  ", "  a  ");
        row("line ends", "a\r\nb\tc", "a&#13;&#10;b\tc");
        row("controls are dropped",
            QByteArray("a\0\x01\x08\x0b\x1f"
                       "b",
                       7),
            "ab");
        row("DEL and C1 are legal", "\x7f\xc2\x85", "\x7f\xc2\x85");
        row("all lengths of UTF-8", "ä€😀", "ä€😀");
        row("U+FFFF is forbidden",
            "a\xef\xbf\xbf\xef\xbf\xbe"
            "b",
            "ab");
        row("U+FFFD is not", "\xef\xbf\xbd", "\xef\xbf\xbd");
        row("Latin-1", "caf\xe9", "caf\xef\xbf\xbd");
        row("cut sequence", "a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd");
        row("surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        row("overlong slash", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
        row("beyond Unicode", "\xf5\x80", "\xef\xbf\xbd\xef\xbf\xbd");
    }

    void text()
    {
        QFETCH(QByteArray, cell);
        ColumnBuilder builder(Datatype::Char);
        builder.appendText(cell.toStdString());
        auto block = std::make_shared<Block>();
        block->rows = 1;
        block->columns.push_back(builder.take());
        Table table({textField});
        table.append(block);

        const QByteArray document = written(table);

        QTEST(between(document, "<TD>", "</TD>"), "expected");
        QCOMPARE(elements(document, u"TD"_s).size(), 1);
    }

    void fields_data()
    {
        QTest::addColumn<Field>("field");
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QString>("datatype");
        QTest::addColumn<QString>("arraysize");
        const auto row = [](const char* name, Datatype datatype, QStringView shape,
                            Serialization serialization, const QString& arraysize) {
            Field field {.name = u"f"_s, .datatype = datatype};
            if (!shape.isEmpty())
                field.shape = ArrayShape::parse(shape).value();
            QTest::newRow(name) << field << serialization << QString(datatypeName(datatype))
                                << arraysize;
        };
        using S = Serialization;
        row("number", Datatype::Int, u"", S::TableData, {});
        row("never 1", Datatype::Int, u"1", S::TableData, {});
        row("text is an array", Datatype::Char, u"", S::TableData, u"*"_s);
        row("text of one", Datatype::Char, u"1", S::TableData, u"*"_s);
        row("text of ten", Datatype::Char, u"10", S::TableData, u"10"_s);
        row("text of ten in binary", Datatype::Char, u"10", S::Binary2, u"*"_s);
        row("bounded text in binary", Datatype::UnicodeChar, u"10*", S::Binary, u"*"_s);
        row("texts in binary", Datatype::Char, u"10x5", S::Binary, u"10x*"_s);
        row("matrix", Datatype::Double, u"3x4", S::Binary2, u"3x4"_s);
        row("variable", Datatype::Double, u"3x*", S::Binary2, u"3x*"_s);
    }

    void fields()
    {
        QFETCH(Field, field);
        QFETCH(Serialization, serialization);
        const auto attributes =
            elements(written(Table({field}), serialization), u"FIELD"_s).constFirst();
        QTEST(attributes.value(u"datatype"_s).toString(), "datatype");
        QTEST(attributes.value(u"arraysize"_s).toString(), "arraysize");
    }

    void identifiers()
    {
        const auto field = [](const QString& id, const QString& ref) {
            return Field {.name = u"f"_s, .id = id, .datatype = Datatype::Int, .ref = ref};
        };
        const Schema fields = {field(u"1st col:x"_s, u"b"_s), field(u"b"_s, u"1st col:x"_s),
                               field(u"b"_s, u"COOSYS-1"_s), field(QString(), QString()),
                               field(u"ünicode.-1"_s, QString())};
        QStringList ids;
        QStringList refs;
        for (const auto& attributes : elements(written(Table(fields)), u"FIELD"_s)) {
            ids.append(attributes.value(u"ID"_s).toString());
            refs.append(attributes.value(u"ref"_s).toString());
        }
        QCOMPARE(ids, (QStringList {u"_1st_col_x"_s, u"b"_s, u"b_2"_s, u""_s, u"ünicode.-1"_s}));
        QCOMPARE(refs, (QStringList {u"b"_s, u"_1st_col_x"_s, u""_s, u""_s, u""_s}));
    }

    void badHintsAreDropped()
    {
        const Field field {
            .name = u"f"_s, .datatype = Datatype::Int, .precision = u"3 digits"_s, .width = -2};
        const auto attributes = elements(written(Table({field})), u"FIELD"_s).constFirst();
        QVERIFY(!attributes.hasAttribute(u"precision"_s));
        QVERIFY(!attributes.hasAttribute(u"width"_s));
    }

    void nullMarkers_data()
    {
        QTest::addColumn<Datatype>("datatype");
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("declared");
        QTest::addColumn<Datatype>("written");
        QTest::addColumn<QString>("marker");
        const auto row = [](const char* name, Datatype datatype, const QStringList& cells,
                            const QString& declared, Datatype writtenType, const QString& marker) {
            QTest::newRow(name) << datatype << cells << declared << writtenType << marker;
        };
        const QString null;
        QStringList allBytes = {null};
        for (int value = 0; value < 256; ++value)
            allBytes.append(QString::number(value));
        using D = Datatype;

        row("no nulls, no marker", D::Int, {u"-2147483648"_s}, {}, D::Int, {});
        row("lowest", D::Int, {u"1"_s, null}, {}, D::Int, u"-2147483648"_s);
        row("lowest is taken", D::Int, {u"-2147483648"_s, u"-2147483647"_s, null}, {}, D::Int,
            u"-2147483646"_s);
        row("long", D::Long, {u"-9223372036854775808"_s, null}, {}, D::Long,
            u"-9223372036854775807"_s);
        row("highest byte", D::UnsignedByte, {u"0"_s, null}, {}, D::UnsignedByte, u"255"_s);
        row("highest byte is taken", D::UnsignedByte, {u"255"_s, null}, {}, D::UnsignedByte,
            u"254"_s);
        row("every byte is taken", D::UnsignedByte, allBytes, {}, D::Short, {});
        row("declared", D::Short, {u"1"_s, null}, u" -99 "_s, D::Short, u" -99 "_s);
        row("declared, but no short", D::Short, {u"1"_s, null}, u"99999"_s, D::Short, u"-32768"_s);
        row("declared, but no number", D::Short, {u"1"_s, null}, u"NaN"_s, D::Short, u"-32768"_s);
        row("floats have NaN", D::Double, {u"1"_s, null}, {}, D::Double, {});
        row("bits have none", D::Bit, {u"1"_s, null}, {}, D::Boolean, {});
        row("bits without nulls stay", D::Bit, {u"1"_s}, {}, D::Bit, {});
    }

    void nullMarkers()
    {
        QFETCH(Datatype, datatype);
        QFETCH(QStringList, cells);
        QFETCH(QString, declared);
        const Table table =
            columnTable({.name = u"f"_s, .datatype = datatype, .nullValue = declared}, cells);

        const Field field = writableSchema(table, Serialization::Binary).constFirst();

        QTEST(field.datatype, "written");
        QTEST(field.nullValue, "marker");
        QCOMPARE(writableSchema(table, Serialization::Binary2).constFirst().datatype, datatype);
    }

    // 256 bytes and a null: shorts, the null is -32768.
    void widensForTheNull()
    {
        QStringList cells = {QString()};
        for (int value = 0; value < 256; ++value)
            cells.append(QString::number(value));
        const QByteArray document =
            written(columnTable({.name = u"f"_s, .datatype = Datatype::UnsignedByte}, cells),
                    Serialization::Binary);
        QByteArray expected = QByteArray::fromHex("8000");
        for (int value = 0; value < 256; ++value)
            expected.append('\0').append(static_cast<char>(value));
        QCOMPARE(QByteArray::fromBase64(between(document, "base64\">\n", "</STREAM>")), expected);
    }

    void textThatIsNotAscii()
    {
        const Table table = columnTable(textField, {u"é"_s});
        QCOMPARE(writableSchema(table, Serialization::TableData)[0].datatype, Datatype::Char);
        QCOMPARE(writableSchema(table, Serialization::Binary)[0].datatype, Datatype::UnicodeChar);
        const QByteArray document = written(table, Serialization::Binary2);
        QCOMPARE(QByteArray::fromBase64(between(document, "base64\">\n", "</STREAM>")),
                 QByteArray::fromHex("000000000100e9"));
    }

    void nullAndEmptyDifferInBinary2()
    {
        const QByteArray document =
            written(columnTable(textField, {u""_s, QString()}), Serialization::Binary2);
        QCOMPARE(QByteArray::fromBase64(between(document, "base64\">\n", "</STREAM>")),
                 QByteArray::fromHex("00000000008000000000"));
    }

    void lyingFixedArrayBecomesVariable()
    {
        const Field pair {
            .name = u"f"_s, .datatype = Datatype::Short, .shape = ArrayShape::parse(u"2").value()};
        const QByteArray document =
            written(columnTable(pair, {u"1 2"_s, u"3"_s}), Serialization::Binary2);
        QCOMPARE(elements(document, u"FIELD"_s)[0].value(u"arraysize"_s), u"*"_s);
        QCOMPARE(QByteArray::fromBase64(between(document, "base64\">\n", "</STREAM>")),
                 QByteArray::fromHex("00000000020001000200000000010003"));
    }

    void streamsWithoutKnowingTheCells()
    {
        const Table table = makeTable({Field {.name = u"f"_s, .datatype = Datatype::Short}},
                                      {{u"1"_s}, {QString()}}, 1);
        QBuffer device;
        device.open(QIODevice::WriteOnly);
        Writer writer(device, Serialization::Binary);
        writer.begin(table.fields(), {});
        for (const auto& block : table.blocks())
            writer.write(*block);
        QVERIFY(writer.end().has_value());

        QVERIFY(!device.data().contains("nrows"));
        QCOMPARE(elements(device.data(), u"VALUES"_s)[0].value(u"null"_s), u"-32768"_s);
        QCOMPARE(QByteArray::fromBase64(between(device.data(), "base64\">\n", "</STREAM>")),
                 QByteArray::fromHex("00018000"));
    }

    void writesInPieces_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::newRow("TABLEDATA") << Serialization::TableData;
        QTest::newRow("BINARY2") << Serialization::Binary2;
    }

    void writesInPieces()
    {
        QFETCH(Serialization, serialization);
        SmallDevice device(std::numeric_limits<qint64>::max());
        QVERIFY(writeTable(device, largeTable(), {}, serialization).has_value());
        QVERIFY(device.writes > 2);
        QVERIFY2(device.largest < 100'000, qPrintable(QString::number(device.largest)));
    }

    void fullDevice()
    {
        SmallDevice device(150'000);
        const Status status = writeTable(device, largeTable(), {});
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().kind, Error::Kind::FileSystem);
        QCOMPARE(status.error().detail, u"No space left on device"_s);
    }

    void stops()
    {
        const auto source = std::make_unique<std::stop_source>(); // on the stack, g++ 12 warns
        source->request_stop();
        QBuffer device;
        device.open(QIODevice::WriteOnly);
        const Status status =
            writeTable(device, everyDatatype(), {}, Serialization::Binary, {}, source->get_token());
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().kind, Error::Kind::Cancelled);
    }

private:
    static Table largeTable()
    {
        ColumnBuilder builder(Datatype::Long);
        std::span<std::int64_t> cells = builder.extend<std::int64_t>(30'000);
        std::iota(cells.begin(), cells.end(), 1'000'000'000);
        auto block = std::make_shared<Block>();
        block->rows = builder.rowCount();
        block->columns.push_back(builder.take());
        Table table({Field {.name = u"n"_s, .datatype = Datatype::Long}});
        table.append(block);
        return table;
    }
};

QTEST_APPLESS_MAIN(TestVotableWriter)

#include "tst_votablewriter.moc"
