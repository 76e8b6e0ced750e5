// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columnbuilder.h"
#include "core/table/table.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

Schema schema()
{
    return {Field {.name = u"id"_s, .datatype = Datatype::Long},
            Field {.name = u"name"_s, .shape = ArrayShape::variable()}};
}

// Rows id = first, first + 1 …; every third id is null; name is "n<id>", empty for id 1.
std::shared_ptr<const Block> block(std::int64_t first, qsizetype rows)
{
    ColumnBuilder ids(Datatype::Long);
    ColumnBuilder names(Datatype::Char);
    for (std::int64_t id = first; id < first + rows; ++id) {
        if (id % 3 == 0)
            ids.appendNull();
        else
            ids.append(id);
        names.appendText(id == 1 ? std::string() : "n" + std::to_string(id));
    }
    auto result = std::make_shared<Block>();
    result->rows = rows;
    result->columns.push_back(ids.take());
    result->columns.push_back(names.take());
    return result;
}

} // namespace

class TestTable final : public QObject
{
    Q_OBJECT

private slots:
    void locatesRowsInBlocks()
    {
        Table table(schema());
        table.append(block(0, 2));
        table.append(block(2, 0));
        table.append(block(2, 5));
        table.append(block(7, 1));

        QCOMPARE(table.rowCount(), 8);
        QCOMPARE(table.blocks().size(), std::size_t(3));
        for (qsizetype row = 0; row < 8; ++row) {
            QCOMPARE(table.isNull(row, 0), row % 3 == 0);
            QCOMPARE(table.text(row, 1), row == 1 ? u""_s : u"n%1"_s.arg(row));
        }
        QCOMPARE(table.locate(1).row, 1);
        QCOMPARE(table.locate(2).block, table.blocks()[1].get());
        QCOMPARE(table.locate(2).row, 0);
        QCOMPARE(table.locate(7).row, 0);
    }

    void nullAndEmptyTextDiffer()
    {
        Table table(schema());
        table.append(block(0, 2));
        QVERIFY(table.text(0, 0).isNull());
        QVERIFY(std::isnan(table.number(0, 0)));
        QVERIFY(!table.text(1, 1).isNull());
        QVERIFY(table.text(1, 1).isEmpty());
        QCOMPARE(table.text(1, 0), u"1"_s);
        QCOMPARE(table.number(1, 0), 1.0);
    }

    void copiesShareBlocks()
    {
        Table table(schema());
        table.append(block(0, 3));
        const Table snapshot = table;
        table.append(block(3, 3));
        QCOMPARE(snapshot.rowCount(), 3);
        QCOMPARE(table.rowCount(), 6);
        QCOMPARE(snapshot.blocks()[0].get(), table.blocks()[0].get());
    }

    void promotesEarlierBlocks()
    {
        Table table(schema());
        table.append(block(9007199254740995, 2));
        const Table snapshot = table;

        table.promote(0, Datatype::Char);

        QCOMPARE(table.fields()[0].datatype, Datatype::Char);
        QCOMPARE(table.fields()[0].declaredDatatype, u"long"_s);
        QCOMPARE(table.fields()[0].shape, ArrayShape::variable());
        QCOMPARE(table.text(0, 0), u"9007199254740995"_s);
        QCOMPARE(table.text(1, 1), u"n9007199254740996"_s);
        QCOMPARE(snapshot.fields()[0].datatype, Datatype::Long);
        QCOMPARE(snapshot.text(0, 0), u"9007199254740995"_s);
    }

    void keepsTheWordOfTheDocument()
    {
        Schema fields = schema();
        fields[0].declaredDatatype = u"int64"_s;
        Table table(fields);
        table.promote(0, Datatype::Double);
        QCOMPARE(table.fields()[0].declaredDatatype, u"int64"_s);
        QVERIFY(table.fields()[0].shape.isScalar());
    }

    void countsBytes()
    {
        Table table(schema());
        QCOMPARE(table.byteSize(), 0);
        table.append(block(0, 1000));
        // 8 bytes an id, 4 an offset, 1000 bits of nulls, the letters n and 2890 digits less one
        // name
        const qint64 exact = 1000 * 8 + 1001 * 4 + 16 * 8 + 1000 + 2890 - 2;
        QVERIFY(table.byteSize() >= exact);
        QVERIFY(table.byteSize() < exact * 115 / 100);
    }
};

QTEST_APPLESS_MAIN(TestTable)

#include "tst_table.moc"
