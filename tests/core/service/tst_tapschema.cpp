// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tableset.h"
#include "tests/support/tables.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

Schema fields(const QStringList& names, const QStringList& integers = {},
              const QStringList& booleans = {})
{
    Schema schema;
    for (const auto& name : names) {
        Field field {.name = name};
        if (integers.contains(name))
            field.datatype = Datatype::Int;
        else if (booleans.contains(name))
            field.datatype = Datatype::Boolean;
        schema.append(field);
    }
    return schema;
}

Table tablesOf(const QList<QStringList>& schemaAndName)
{
    return test::makeTable(fields({u"schema_name"_s, u"table_name"_s}), schemaAndName);
}

Tableset assembled(const Table& schemas, const Table& tables, const Table& columns = {})
{
    return tablesetFromTapSchema(schemas, tables, columns, {}, {});
}

QStringList names(const Tableset& tableset)
{
    QStringList names;
    for (const auto& schema : tableset.schemas) {
        names += schema.name;
        for (const auto& table : schema.tables)
            names += u"  "_s + table.name;
    }
    return names;
}

} // namespace

class TapSchemaTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsTap11();
    void readsTap10();
    void readsDaiquiri();
    void orders();
    void copesWithGaps();
    void readsKeys();
    void readsFlags_data();
    void readsFlags();
};

void TapSchemaTest::readsTap11()
{
    const auto schemas =
        test::makeTable(fields({u"schema_name"_s, u"utype"_s, u"description"_s, u"schema_index"_s},
                               {u"schema_index"_s}),
                        {{u"s"_s, QString(), u"of all"_s, u"1"_s}});
    const auto tables =
        test::makeTable(fields({u"schema_name"_s, u"table_name"_s, u"table_type"_s, u"utype"_s,
                                u"description"_s, u"table_index"_s},
                               {u"table_index"_s}),
                        {{u"s"_s, u"s.t"_s, u"view"_s, QString(), u"a view"_s, QString()}});
    const auto columns = test::makeTable(
        fields({u"table_name"_s, u"column_name"_s, u"datatype"_s, u"arraysize"_s, u"xtype"_s,
                u"size"_s, u"description"_s, u"utype"_s, u"unit"_s, u"ucd"_s, u"indexed"_s,
                u"principal"_s, u"std"_s, u"column_index"_s},
               {u"size"_s, u"indexed"_s, u"principal"_s, u"std"_s, u"column_index"_s}),
        {{u"s.t"_s, u"name"_s, u"char"_s, u"*"_s, QString(), QString(), u"its name"_s, u"u:n"_s,
          QString(), u"meta.id"_s, u"0"_s, u"1"_s, u"0"_s, u"2"_s},
         {u"s.t"_s, u"ra"_s, u"double"_s, QString(), QString(), u"8"_s, QString(), QString(),
          u"deg"_s, u"pos.eq.ra"_s, u"1"_s, u"0"_s, u"0"_s, u"1"_s}});

    const auto tableset = assembled(schemas, tables, columns);

    QCOMPARE(tableset.schemas.size(), 1);
    QCOMPARE(tableset.schemas[0].description, u"of all"_s);
    const auto* table = tableset.table(u"s.t"_s);
    QVERIFY(table);
    QCOMPARE(table->type, u"view"_s);
    QCOMPARE(table->description, u"a view"_s);
    ColumnInfo ra;
    ra.name = u"ra"_s;
    ra.unit = u"deg"_s;
    ra.ucd = u"pos.eq.ra"_s;
    ra.type = u"double"_s;
    ra.indexed = true;
    ColumnInfo name;
    name.name = u"name"_s;
    name.description = u"its name"_s;
    name.ucd = u"meta.id"_s;
    name.utype = u"u:n"_s;
    name.type = u"char(*)"_s;
    name.principal = true;
    QCOMPARE(table->columns, (QList {ra, name}));
    QCOMPARE(columnsFromTapSchema(columns), (QList {ra, name}));
    QVERIFY(table->columnsLoaded);
}

void TapSchemaTest::readsTap10()
{
    const auto columns = test::makeTable(
        fields({u"TABLE_NAME"_s, u"COLUMN_NAME"_s, u"DATATYPE"_s, u"\"size\""_s}, {u"\"size\""_s}),
        {{u"s.t"_s, u"b"_s, u"adql:VARCHAR"_s, u"32"_s},
         {u"s.t"_s, u"a"_s, u"adql:DOUBLE"_s, u"8"_s}});

    const auto infos = columnsFromTapSchema(columns);

    QCOMPARE(infos.size(), 2);
    QCOMPARE(infos[0].name, u"b"_s); // nothing tells an order: as they came
    QCOMPARE(infos[0].type, u"VARCHAR(32)"_s);
    QCOMPARE(infos[1].type, u"DOUBLE"_s);
}

void TapSchemaTest::readsDaiquiri()
{
    // Booleans, arraysize as a number, columns of its own in front, descriptions with HTML.
    const auto columns = test::makeTable(
        fields({u"id"_s, u"table_name"_s, u"column_name"_s, u"datatype"_s, u"arraysize"_s,
                u"size"_s, u"description"_s, u"unit"_s, u"ucd"_s, u"indexed"_s, u"principal"_s,
                u"std"_s, u"column_index"_s, u"table_id"_s},
               {u"id"_s, u"arraysize"_s, u"size"_s, u"column_index"_s, u"table_id"_s},
               {u"indexed"_s, u"principal"_s, u"std"_s}),
        {{u"79"_s, u"cars_dr1.photometry"_s, u"phot_centwave"_s, u"double"_s, QString(), QString(),
          u"<p>about phot_centwave & more</p>"_s, u"um"_s, u"em.wl"_s, u"F"_s, u"T"_s, u"F"_s,
          u"4"_s, u"9"_s},
         {u"78"_s, u"cars_dr1.photometry"_s, u"phot_band"_s, u"char"_s, u"16"_s, QString(),
          QString(), QString(), QString(), u"T"_s, u"F"_s, u"F"_s, u"3"_s, u"9"_s}});

    const auto infos = columnsFromTapSchema(columns);

    QCOMPARE(infos.size(), 2);
    QCOMPARE(infos[0].name, u"phot_band"_s);
    QCOMPARE(infos[0].type, u"char(16)"_s);
    QVERIFY(infos[0].indexed);
    QCOMPARE(infos[1].description, u"about phot_centwave & more"_s);
    QVERIFY(infos[1].principal);
    QVERIFY(!infos[1].indexed);
}

void TapSchemaTest::orders()
{
    const auto schemas =
        test::makeTable(fields({u"schema_name"_s, u"schema_index"_s}, {u"schema_index"_s}),
                        {{u"c"_s, QString()}, {u"B"_s, QString()}, {u"z"_s, u"1"_s}});
    const auto tables = test::makeTable(
        fields({u"schema_name"_s, u"table_name"_s, u"table_index"_s}, {u"table_index"_s}),
        {{u"c"_s, u"c.b"_s, QString()},
         {u"c"_s, u"c.A"_s, QString()},
         {u"c"_s, u"c.z"_s, u"10"_s},
         {u"c"_s, u"c.y"_s, u"9"_s}});

    QCOMPARE(
        names(assembled(schemas, tables)),
        (QStringList {u"z"_s, u"B"_s, u"c"_s, u"  c.y"_s, u"  c.z"_s, u"  c.A"_s, u"  c.b"_s}));
}

void TapSchemaTest::copesWithGaps()
{
    const auto columns =
        test::makeTable(fields({u"table_name"_s, u"column_name"_s}),
                        {{u"S.T"_s, u"a"_s}, {u"nosuch"_s, u"b"_s}, {u"s.t"_s, QString()}});
    const auto tables = tablesOf({{u"s"_s, u"s.t"_s},
                                  {u"S"_s, u"s.T"_s}, // twice
                                  {QString(), u"bare"_s},
                                  {u"s"_s, QString()}});

    const auto tableset = assembled({}, tables, columns);

    QCOMPARE(names(tableset), (QStringList {QString(), u"  bare"_s, u"s"_s, u"  s.t"_s}));
    QCOMPARE(tableset.table(u"s.t"_s)->columns.size(), 1);
    QVERIFY(tableset.table(u"s.t"_s)->columnsLoaded);
    QVERIFY(!tableset.table(u"bare"_s)->columnsLoaded);
    QCOMPARE(assembled({}, {}), Tableset());
}

void TapSchemaTest::readsKeys()
{
    const auto keys = test::makeTable(fields({u"key_id"_s, u"from_table"_s, u"target_table"_s}),
                                      {{u"k1"_s, u"s.a"_s, u"s.b"_s},
                                       {u"k2"_s, u"s.a"_s, u"s.c"_s},
                                       {u"k3"_s, u"nosuch"_s, u"s.b"_s}});
    const auto pairs = test::makeTable(
        fields({u"key_id"_s, u"from_column"_s, u"target_column"_s}),
        {{u"k1"_s, u"x"_s, u"y"_s}, {u"k1"_s, u"v"_s, u"w"_s}, {u"k3"_s, u"x"_s, u"y"_s}});

    const auto tableset = tablesetFromTapSchema(
        {}, tablesOf({{u"s"_s, u"s.a"_s}, {u"s"_s, u"s.b"_s}}), {}, keys, pairs);

    const ForeignKey expected {.targetTable = u"s.b"_s,
                               .columns = {{u"x"_s, u"y"_s}, {u"v"_s, u"w"_s}}};
    QCOMPARE(tableset.table(u"s.a"_s)->foreignKeys, QList {expected});
    QCOMPARE(tableset.table(u"s.b"_s)->foreignKeys.size(), 0);
}

void TapSchemaTest::readsFlags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");

    for (const auto* word : {"1", "t", "T", "true", "TRUE", "y", "yes"})
        QTest::newRow(word) << QString::fromLatin1(word) << true;
    for (const auto* word : {"0", "f", "false", "n", "no", "2"})
        QTest::newRow(word) << QString::fromLatin1(word) << false;
    QTest::newRow("null") << QString() << false;
}

void TapSchemaTest::readsFlags()
{
    QFETCH(const QString, text);
    QFETCH(const bool, expected);

    const auto columns =
        test::makeTable(fields({u"column_name"_s, u"indexed"_s}), {{u"a"_s, text}});

    QCOMPARE(columnsFromTapSchema(columns)[0].indexed, expected);
}

QTEST_APPLESS_MAIN(TapSchemaTest)
#include "tst_tapschema.moc"
