// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/exporter.h"
#include "tests/support/tables.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::formats;
using tapdesk::test::makeTable;

namespace {

QByteArray exported(const Table& table, FormatId format, const Metadata& metadata = {},
                    const TextOptions& options = {})
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    const Status status = exportTable(device, table, metadata, format, {}, options);
    return status ? device.data() : QByteArray("failed");
}

Field textField(const QString& name)
{
    return {.name = name, .shape = ArrayShape::variable()};
}

Table sources()
{
    return makeTable({Field {.name = u"id"_s, .datatype = Datatype::Long},
                      Field {.name = u"ra"_s, .datatype = Datatype::Double, .unit = u"deg"_s},
                      textField(u"name"_s), Field {.name = u"agn"_s, .datatype = Datatype::Boolean},
                      Field {.name = u"flux"_s,
                             .datatype = Datatype::Float,
                             .shape = ArrayShape::variable(),
                             .unit = u"mJy"_s}},
                     {{u"9007199254740993"_s, u"10.5"_s, u"HE0040-1105"_s, u"T"_s, u"0.1 NaN"_s},
                      {u"7"_s, u"-Inf"_s, u""_s, u"F"_s, u""_s},
                      {QString(), QString(), QString(), QString(), QString()}},
                     2);
}

Table oneColumn(const Field& field, const QStringList& cells)
{
    QList<QStringList> rows;
    for (const QString& cell : cells)
        rows.append(QStringList {cell});
    return makeTable({field}, rows);
}

class FullDevice final : public QIODevice
{
public:
    FullDevice() { open(WriteOnly | Unbuffered); }

protected:
    qint64 readData(char* /*data*/, qint64 /*size*/) override { return -1; }
    qint64 writeData(const char* /*data*/, qint64 /*size*/) override
    {
        setErrorString(u"No space left on device"_s);
        return -1;
    }
};

void addFormats()
{
    QTest::addColumn<FormatId>("format");
    for (const Format& format : allFormats())
        QTest::newRow(qPrintable(format.name)) << format.id;
}

} // namespace

class TestExporter final : public QObject
{
    Q_OBJECT

private slots:
    void csvOfAllKinds()
    {
        QCOMPARE(exported(sources(), FormatId::Csv),
                 QByteArray("id,ra,name,agn,flux\r\n"
                            "9007199254740993,10.5,HE0040-1105,true,0.1 NaN\r\n"
                            "7,-Inf,\"\",false,\r\n"
                            ",,,,\r\n"));
    }

    void tsvOfAllKinds()
    {
        QCOMPARE(exported(sources(), FormatId::Tsv),
                 QByteArray("id\tra\tname\tagn\tflux\n"
                            "9007199254740993\t10.5\tHE0040-1105\ttrue\t0.1 NaN\n"
                            "7\t-Inf\t\"\"\tfalse\t\n"
                            "\t\t\t\t\n"));
    }

    // RFC 4180, section 2, points 5 to 7.
    void quoting_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<FormatId>("format");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* name, const QString& cell, FormatId format,
                            const char* line) {
            QTest::newRow(name) << cell << format << QByteArray(line);
        };
        row("plain", u" a b "_s, FormatId::Csv, " a b \r\n");
        row("comma", u"a,b"_s, FormatId::Csv, "\"a,b\"\r\n");
        row("quote", u"a \"b\""_s, FormatId::Csv, "\"a \"\"b\"\"\"\r\n");
        row("line end", u"a\nb"_s, FormatId::Csv, "\"a\nb\"\r\n");
        row("carriage return", u"a\rb"_s, FormatId::Csv, "\"a\rb\"\r\n");
        row("tab in CSV", u"a\tb"_s, FormatId::Csv, "a\tb\r\n");
        row("tab in TSV", u"a\tb"_s, FormatId::Tsv, "\"a\tb\"\n");
        row("comma in TSV", u"a,b"_s, FormatId::Tsv, "a,b\n");
        row("UTF-8", u"Hα"_s, FormatId::Csv, "Hα\r\n");
        row("no empty line for null", QString(), FormatId::Csv, "\"\"\r\n");
        row("empty", u""_s, FormatId::Csv, "\"\"\r\n");
    }

    void quoting()
    {
        QFETCH(QString, cell);
        QFETCH(FormatId, format);
        const QByteArray text = exported(oneColumn(textField(u"t"_s), {cell}), format);
        QTEST(text.mid(text.indexOf('\n') + 1), "line");
    }

    void headerIsQuotedToo()
    {
        QCOMPARE(exported(Table({textField(u"log(a, \"b\")"_s)}), FormatId::Csv),
                 QByteArray("\"log(a, \"\"b\"\")\"\r\n"));
    }

    void textForPeople()
    {
        QCOMPARE(exported(sources(), FormatId::Text, {.notes = {u"cut by the service"_s}}),
                 QByteArray("              id    ra  name         agn  flux\n"
                            "                   deg                    mJy\n"
                            "----------------  ----  -----------  ---  -------\n"
                            "9007199254740993  10.5  HE0040-1105  T    0.1 NaN\n"
                            "               7  -Inf               F\n"
                            "              --    --  --           --   --\n"
                            "3 rows\n"
                            "cut by the service\n"));
    }

    void textSaysWhatIsLeftOut()
    {
        QCOMPARE(exported(sources(), FormatId::Text, {},
                          {.maxRows = 1, .maxCellWidth = 6, .maxLineWidth = 22}),
                 QByteArray("    id    ra  name\n"
                            "         deg\n"
                            "------  ----  ------\n"
                            "90071…  10.5  HE004…\n"
                            "1 of 3 rows\n"
                            "columns left out: agn, flux\n"));
    }

    void textLimits_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("maxRows");
        QTest::addColumn<QByteArray>("foot");
        QTest::addColumn<int>("lines");
        QTest::newRow("none") << 0 << 50 << QByteArray("0 rows\n") << 3;
        QTest::newRow("one") << 1 << 50 << QByteArray("1 row\n") << 4;
        QTest::newRow("just all") << 50 << 50 << QByteArray("50 rows\n") << 53;
        QTest::newRow("one too many") << 51 << 50 << QByteArray("50 of 51 rows\n") << 53;
        QTest::newRow("no limit") << 51 << 0 << QByteArray("51 rows\n") << 54;
    }

    void textLimits()
    {
        QFETCH(int, rows);
        QFETCH(int, maxRows);
        QFETCH(QByteArray, foot);
        const Table table = oneColumn(textField(u"t"_s), QStringList(rows, u"x"_s));
        const QByteArray text = exported(table, FormatId::Text, {}, {.maxRows = maxRows});
        QVERIFY2(text.endsWith("\n" + foot), text.constData());
        QTEST(static_cast<int>(text.count('\n')), "lines");
    }

    void textCannotSteerATerminal()
    {
        const Table table = oneColumn(textField(u"a\u001b[2Jb"_s), {u"\u001b]0;title\u0007\n"_s});
        const QByteArray text =
            exported(table, FormatId::Text, {.notes = {u"server says \u001b[31m"_s}});
        QVERIFY(!text.contains('\x1b'));
        QVERIFY(!text.contains('\x07'));
        QCOMPARE(text.count('\n'), 5);
    }

    void votablesCarryTheMetadata_data()
    {
        QTest::addColumn<FormatId>("format");
        QTest::addColumn<QByteArray>("element");
        QTest::newRow("text") << FormatId::VOTable << QByteArray("<TABLEDATA>");
        QTest::newRow("binary") << FormatId::VOTableBinary << QByteArray("<BINARY>");
        QTest::newRow("binary2") << FormatId::VOTableBinary2 << QByteArray("<BINARY2>");
    }

    void votablesCarryTheMetadata()
    {
        QFETCH(FormatId, format);
        QFETCH(QByteArray, element);
        const Metadata metadata {.tableName = u"result"_s,
                                 .description = u"Sources"_s,
                                 .infos = {{u"query"_s, u"SELECT 1"_s, {}}},
                                 .trailing = {{u"QUERY_STATUS"_s, u"OVERFLOW"_s, {}}},
                                 .notes = {u"cut"_s}};
        const QByteArray document = exported(sources(), format, metadata);
        qsizetype position = 0;
        for (const QByteArray& part :
             {QByteArray("<INFO name=\"query\" value=\"SELECT 1\"/>"),
              QByteArray("<INFO name=\"note\" value=\"cut\"/>"),
              QByteArray("<TABLE name=\"result\" nrows=\"3\">"),
              QByteArray("<DESCRIPTION>Sources</DESCRIPTION>"), element,
              QByteArray("</TABLE>\n<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>")}) {
            position = document.indexOf(part, position);
            QVERIFY2(position > 0, part.constData());
        }
    }

    void namesAndFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<FormatId>>("byName");
        QTest::addColumn<std::optional<FormatId>>("byFile");
        using Id = std::optional<FormatId>;
        QTest::newRow("name") << u"votable-binary2"_s << Id(FormatId::VOTableBinary2) << Id();
        QTest::newRow("any case") << u"CSV"_s << Id(FormatId::Csv) << Id();
        QTest::newRow("file") << u"/tmp/a.b/sed.VOT"_s << Id() << Id(FormatId::VOTable);
        QTest::newRow("xml") << u"sed.xml"_s << Id() << Id(FormatId::VOTable);
        QTest::newRow("tab") << u"sed.tab"_s << Id() << Id(FormatId::Tsv);
        QTest::newRow("txt") << u"sed.txt"_s << Id() << Id(FormatId::Text);
        QTest::newRow("last suffix counts") << u"sed.csv.gz"_s << Id() << Id();
        QTest::newRow("dot in the folder") << u"a.csv/sed"_s << Id() << Id();
        QTest::newRow("suffix alone") << u".csv"_s << Id() << Id(FormatId::Csv);
        QTest::newRow("empty") << QString() << Id() << Id();
    }

    void namesAndFiles()
    {
        QFETCH(QString, text);
        QTEST(formatFromName(text), "byName");
        QTEST(formatForFile(text), "byFile");
    }

    void everyFormatIsFoundAgain_data() { addFormats(); }

    void everyFormatIsFoundAgain()
    {
        QFETCH(FormatId, format);
        const Format& entry = formats::format(format);
        QCOMPARE(entry.id, format);
        QCOMPARE(formatFromName(entry.name), format);
        QVERIFY(!entry.mimeType.isEmpty());
        QCOMPARE(entry.isComplete, format != FormatId::Text);
        for (const QString& suffix : entry.suffixes)
            QVERIFY(formatForFile(u"a."_s + suffix).has_value());
    }

    void fullDevice_data() { addFormats(); }

    void fullDevice()
    {
        QFETCH(FormatId, format);
        FullDevice device;
        const Status status = exportTable(device, sources(), {}, format);
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().kind, Error::Kind::FileSystem);
        QCOMPARE(status.error().detail, u"No space left on device"_s);
    }

    void stops_data() { addFormats(); }

    void stops()
    {
        QFETCH(FormatId, format);
        const auto source = std::make_unique<std::stop_source>(); // on the stack, g++ 12 warns
        source->request_stop();
        QBuffer device;
        device.open(QIODevice::WriteOnly);
        const Status status = exportTable(device, sources(), {}, format, source->get_token());
        QVERIFY(!status.has_value());
        QCOMPARE(status.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestExporter)

#include "tst_exporter.moc"
