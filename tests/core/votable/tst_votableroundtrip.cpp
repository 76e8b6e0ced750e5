// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/celltext.h"
#include "core/table/columnbuilder.h"
#include "core/votable/reader.h"
#include "core/votable/writer.h"
#include "tests/support/tables.h"

#include <QBuffer>
#include <QTest>

#include <bit>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::test::everyDatatype;
using tapdesk::test::makeTable;
using tapdesk::votable::Info;
using tapdesk::votable::Reader;
using tapdesk::votable::Serialization;
using tapdesk::votable::Writer;
using tapdesk::votable::writeTable;

namespace {

QByteArray written(const Table& table, Serialization serialization, const Writer::Head& head = {},
                   const QList<Info>& trailing = {})
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    if (!writeTable(device, table, head, serialization, trailing))
        qFatal("not written");
    return device.data();
}

Reader readBack(const QByteArray& document)
{
    Reader reader;
    const Status fed = reader.feed(document);
    const Status finished = reader.finish();
    if (!fed || !finished)
        qFatal("not read: %s", qPrintable((fed ? finished : fed).error().detail));
    return reader;
}

void addSerializations()
{
    QTest::addColumn<Serialization>("serialization");
    QTest::newRow("TABLEDATA") << Serialization::TableData;
    QTest::newRow("BINARY") << Serialization::Binary;
    QTest::newRow("BINARY2") << Serialization::Binary2;
}

Table doubles(const std::vector<double>& values)
{
    ColumnBuilder builder(Datatype::Double);
    builder.append(0.0);
    for (const double value : values)
        builder.append(value);
    auto block = std::make_shared<Block>();
    block->rows = builder.rowCount();
    block->columns.push_back(builder.take());
    Table table({Field {.name = u"x"_s, .datatype = Datatype::Double}});
    table.append(std::move(block));
    return table;
}

} // namespace

/// What votable::Writer writes, votable::Reader reads back.
class TestVotableRoundTrip final : public QObject
{
    Q_OBJECT

private slots:
    void everyDatatypeAndNull_data() { addSerializations(); }

    void everyDatatypeAndNull()
    {
        QFETCH(Serialization, serialization);
        const Table table = everyDatatype();

        const Reader reader = readBack(written(table, serialization));

        const Table& back = reader.table();
        QVERIFY(reader.warnings().isEmpty());
        QCOMPARE(back.rowCount(), table.rowCount());
        QCOMPARE(back.columnCount(), table.columnCount());
        for (qsizetype column = 0; column < table.columnCount(); ++column) {
            const Field& field = table.fields().at(column);
            const bool isWidened =
                serialization == Serialization::Binary && field.datatype == Datatype::Bit;
            const QString expected = isWidened ? u"T F T F F F F F F T"_s : table.text(0, column);
            QCOMPARE(back.text(0, column), expected);
            QVERIFY(!back.isNull(0, column));
            // BINARY has no null for a fixed array, only for its elements.
            const bool isFixedArray = !field.shape.isScalar() && !field.shape.isVariable();
            if (serialization != Serialization::Binary || !isFixedArray)
                QVERIFY2(back.isNull(1, column), qPrintable(field.name));
            if (!isWidened)
                QCOMPARE(back.fields().at(column).datatype, field.datatype);
            QCOMPARE(back.fields().at(column).shape, field.shape);
        }
    }

    void doublesBitByBit_data() { addSerializations(); }

    void doublesBitByBit()
    {
        QFETCH(Serialization, serialization);
        std::vector<double> values = {-0.0, std::numeric_limits<double>::denorm_min(),
                                      std::numeric_limits<double>::max(),
                                      -std::numeric_limits<double>::infinity()};
        std::mt19937_64 random(20240301);
        while (values.size() < 20'000) {
            const auto value = std::bit_cast<double>(std::uint64_t(random()));
            if (!std::isnan(value)) // its payload is lost in text
                values.push_back(value);
        }

        const Reader reader = readBack(written(doubles(values), serialization));

        QCOMPARE(reader.table().rowCount(), qsizetype(values.size()) + 1);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = reader.table().number(qsizetype(i) + 1, 0);
            QCOMPARE(std::bit_cast<std::uint64_t>(value), std::bit_cast<std::uint64_t>(values[i]));
        }
    }

    void awkwardText_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QString>("text");
        const QList<std::pair<const char*, Serialization>> serializations = {
            {"TABLEDATA", Serialization::TableData},
            {"BINARY", Serialization::Binary},
            {"BINARY2", Serialization::Binary2}};
        const QList<std::pair<const char*, QString>> texts = {
            {"markup", u"a < b && c > \"d\" ]]>"_s},
            {"line ends", u"a\r\nb\nc\td"_s},
            {"blanks", u"  a  "_s},
            {"entity", u"&amp;"_s},
            {"unicode", u"Hα é 星 😀"_s},
            {"looks like null", u"NULL"_s},
        };
        for (const auto& [name, serialization] : serializations) {
            for (const auto& [kind, text] : texts)
                QTest::addRow("%s %s", name, kind) << serialization << text;
        }
    }

    void awkwardText()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QString, text);
        const Table table = makeTable({Field {.name = u"t"_s, .shape = ArrayShape::variable()}},
                                      {{text}, {u"x"_s}});
        const Reader reader = readBack(written(table, serialization));
        QCOMPARE(reader.table().text(0, 0), text);
        QCOMPARE(reader.table().text(1, 0), u"x"_s);
    }

    void emptyAndNullDifferInBinary2()
    {
        const Schema fields = {
            Field {.name = u"t"_s, .shape = ArrayShape::variable()},
            Field {.name = u"a"_s, .datatype = Datatype::Double, .shape = ArrayShape::variable()}};
        const Table table = makeTable(fields, {{u""_s, u""_s}, {QString(), QString()}});
        const Reader reader = readBack(written(table, Serialization::Binary2));
        for (const qsizetype column : {0, 1}) {
            QVERIFY(!reader.table().isNull(0, column));
            QVERIFY(reader.table().isNull(1, column));
        }
    }

    void metadata_data() { addSerializations(); }

    void metadata()
    {
        QFETCH(Serialization, serialization);
        const Field full {.name = u"flux <b>"_s,
                          .id = u"flux"_s,
                          .datatype = Datatype::Float,
                          .shape = ArrayShape::parse(u"3x2").value(),
                          .unit = u"erg.s**-1.cm**-2.um**-1"_s,
                          .ucd = u"phot.flux;em.opt"_s,
                          .utype = u"spec:flux"_s,
                          .xtype = u"x:y"_s,
                          .ref = u"other"_s,
                          .description = u"Flux & \"error\"\nin two lines"_s,
                          .precision = u"E4"_s,
                          .width = 9};
        const Field other {
            .name = u"n"_s, .id = u"other"_s, .datatype = Datatype::Short, .nullValue = u"-99"_s};
        const Writer::Head head {.tableName = u"cars.photometry"_s,
                                 .tableDescription = u"All of it"_s,
                                 .infos = {{u"query"_s, u"SELECT \"a\"\nFROM b"_s, u"text"_s}}};

        const Reader reader = readBack(written(Table({full, other}), serialization, head,
                                               {{u"QUERY_STATUS"_s, u"OVERFLOW"_s, {}}}));

        QCOMPARE(reader.table().fields(), (Schema {full, other}));
        QCOMPARE(reader.tableName(), head.tableName);
        QCOMPARE(reader.tableDescription(), head.tableDescription);
        QVERIFY(reader.infos().contains(head.infos.first()));
        QCOMPARE(reader.queryStatus(), votable::QueryStatus::Overflow);
    }

    void manyBlocks_data() { addSerializations(); }

    void manyBlocks()
    {
        QFETCH(Serialization, serialization);
        QList<QStringList> rows;
        for (int row = 0; row < 5000; ++row)
            rows.append({row % 7 == 0 ? QString() : QString::number(row), u"n%1"_s.arg(row)});
        const Table table = makeTable({Field {.name = u"id"_s, .datatype = Datatype::Int},
                                       Field {.name = u"t"_s, .shape = ArrayShape::variable()}},
                                      rows, 300);

        const Reader reader = readBack(written(table, serialization));

        QCOMPARE(reader.table().rowCount(), 5000);
        for (qsizetype row = 0; row < 5000; ++row) {
            QCOMPARE(reader.table().text(row, 0), rows.at(row).at(0));
            QCOMPARE(reader.table().text(row, 1), rows.at(row).at(1));
        }
    }
};

QTEST_APPLESS_MAIN(TestVotableRoundTrip)

#include "tst_votableroundtrip.moc"
