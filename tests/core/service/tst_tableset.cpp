// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tableset.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

Tableset parsed(const QByteArray& document)
{
    const auto tableset = readTableset(document);
    if (!tableset)
        qWarning() << "no tableset:" << tableset.error().detail;
    return tableset.value_or(Tableset());
}

/// A tableset of one table that holds @p content.
QByteArray oneTable(const QByteArray& content, const QByteArray& attributes = {})
{
    return "<tableset><schema><name>s</name><table " + attributes + "><name>s.t</name>" + content
        + "</table></schema></tableset>";
}

TableInfo table(const QByteArray& document)
{
    const auto tableset = parsed(document);
    const auto* found = tableset.table(u"s.t"_s);
    return found ? *found : TableInfo();
}

} // namespace

class TablesetTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsDaiquiri();
    void readsDachsShort();
    void readsDachsTable();
    void readsTypes_data();
    void readsTypes();
    void readsTables_data();
    void readsTables();
    void readsColumns();
    void readsForeignKeys();
    void findsTables();
    void refuses_data();
    void refuses();
    void survivesEveryCut();
};

void TablesetTest::readsDaiquiri()
{
    const auto tableset = parsed(test::readData(u"vosi/daiquiri-tables.xml"_s));

    QCOMPARE(tableset.schemas.size(), 1);
    QCOMPARE(tableset.schemas[0].name, u"cars_dr1"_s);
    QCOMPARE(tableset.schemas[0].description,
             u"CARS data release 1 (synthetic lab rows) <not real> & \"quoted\""_s);
    QCOMPARE(tableset.tableCount(), 5);
    const auto* agn = tableset.table(u"cars_dr1.agn_parameters"_s);
    QVERIFY(agn);
    QCOMPARE(agn->rows, std::optional<qint64>(41));
    QCOMPARE(agn->type, QString());
    QCOMPARE(agn->columns.size(), 8);
    QVERIFY(agn->columnsLoaded);
    const auto& name = agn->columns[1];
    QCOMPARE(name.name, u"hes_name"_s);
    QCOMPARE(name.description, u"about hes_name & more"_s);
    QCOMPARE(name.type, u"char"_s);
    QCOMPARE(name.ucd, u"meta.id"_s);
    QCOMPARE(agn->columns[4].unit, u"km/s"_s);
    QVERIFY(!tableset.table(u"cars_dr1.photometry"_s)->columnsLoaded); // cut by the recording
}

void TablesetTest::readsDachsShort()
{
    const auto tableset = parsed(test::readData(u"vosi/dachs-tables-min.xml"_s));

    QCOMPARE(tableset.schemas.size(), 3);
    QVERIFY(tableset.schemas[0].description.startsWith("SYNTHETIC data for client tests"_L1));
    const auto* photometry = tableset.table(u"cars_dr1.photometry"_s);
    QVERIFY(photometry);
    QCOMPARE(photometry->rows, std::optional<qint64>(902));
    QVERIFY(!photometry->columnsLoaded);
}

void TablesetTest::readsDachsTable()
{
    const auto tableset = parsed(test::readData(u"vosi/dachs-table.xml"_s));

    QCOMPARE(tableset.tableCount(), 1);
    const auto* photometry = tableset.table(u"cars_dr1.photometry"_s);
    QVERIFY(photometry);
    QVERIFY(photometry->columnsLoaded);
    const auto& id = photometry->columns[0];
    QCOMPARE(id.name, u"phot_id"_s);
    QCOMPARE(id.type, u"int"_s);
    QVERIFY(id.indexed);
    QVERIFY(id.primary);
    QVERIFY(!photometry->columns[1].indexed);
    QCOMPARE(photometry->columns[2].type, u"char(*)"_s);
}

void TablesetTest::readsTypes_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const QByteArray& element, const char* expected) {
        QTest::newRow(name) << element << QString::fromLatin1(expected);
    };
    row("scalar", "<dataType xsi:type='vs:VOTableType'>double</dataType>", "double");
    row("text", "<dataType arraysize='*'>char</dataType>", "char(*)");
    row("matrix", "<dataType arraysize='2x3'>float</dataType>", "float(2x3)");
    row("one element", "<dataType arraysize='1'>char</dataType>", "char");
    row("of ADQL", "<dataType xsi:type='vs:TAPType' size='32'>VARCHAR</dataType>", "VARCHAR(32)");
    row("with a prefix", "<dataType xsi:type='vs:TAPType'>adql:REGION</dataType>", "REGION");
    row("length said already", "<dataType size='9'>VARCHAR(32)</dataType>", "VARCHAR(32)");
    row("missing", "", "");
}

void TablesetTest::readsTypes()
{
    QFETCH(const QByteArray, element);
    QFETCH(const QString, expected);

    const auto read = table(oneTable("<column><name>c</name>" + element + "</column>"));

    QCOMPARE(read.columns.size(), 1);
    QCOMPARE(read.columns[0].type, expected);
}

void TablesetTest::readsTables_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("description");
    QTest::addColumn<QString>("type");
    QTest::addColumn<std::optional<qint64>>("rows");

    using Rows = std::optional<qint64>;
    const auto row = [](const char* name, const QByteArray& document, const char* description,
                        const char* type, const Rows& rows) {
        QTest::newRow(name) << document << QString::fromLatin1(description)
                            << QString::fromLatin1(type) << rows;
    };
    row("plain", oneTable("<description>d</description><nrows>7</nrows>", "type='view'"), "d",
        "view", 7);
    row("title for want of a description", oneTable("<title>t</title>"), "t", "", {});
    row("description before title", oneTable("<description>d</description><title>t</title>"), "d",
        "", {});
    row("size attribute (Daiquiri)", oneTable("", "size='41' doi='10.1/x'"), "", "", 41);
    row("size None (Daiquiri)", oneTable("", "size='None'"), "", "", {});
    row("xsi:type is no type", oneTable("", "xsi:type='vs:Table'"), "", "", {});
    row("escaped HTML",
        oneTable("<description>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;"
                 "</description>"),
        "a b", "", {});
    row("no schema", "<tableset><table><name>s.t</name></table></tableset>", "", "", {});
    row("the table alone", "<v:table><name>s.t</name></v:table>", "", "", {});
    row("namespace on all",
        "<v:tableset><v:schema><v:table><v:name>s.t</v:name></v:table>"
        "</v:schema></v:tableset>",
        "", "", {});
    row("unknown content",
        oneTable("<stats><name>x</name><column><name>y</name></column></stats>"
                 "<nrows>-1</nrows>"),
        "", "", {});
}

void TablesetTest::readsTables()
{
    QFETCH(const QByteArray, document);
    QFETCH(const QString, description);
    QFETCH(const QString, type);
    QFETCH(const std::optional<qint64>, rows);

    TableInfo expected;
    expected.name = u"s.t"_s;
    expected.description = description;
    expected.type = type;
    expected.rows = rows;

    QCOMPARE(table(document), expected);
}

void TablesetTest::readsColumns()
{
    const auto read = table(oneTable(
        "<column std='true'><name>\"Mixed Case\"</name><unit> mag </unit><ucd>phot.mag</ucd>"
        "<utype>u:t</utype><flag>indexed</flag><flag>nullable</flag></column>"
        "<column><description>no name</description></column>"));

    ColumnInfo expected;
    expected.name = u"\"Mixed Case\""_s;
    expected.unit = u"mag"_s;
    expected.ucd = u"phot.mag"_s;
    expected.utype = u"u:t"_s;
    expected.indexed = true;
    QCOMPARE(read.columns, QList {expected});
    QVERIFY(read.columnsLoaded);
}

void TablesetTest::readsForeignKeys()
{
    const auto read = table(
        oneTable("<foreignKey><targetTable>s.o</targetTable><fkColumn><fromColumn>a</fromColumn>"
                 "<targetColumn>b</targetColumn></fkColumn><fkColumn><targetColumn>d</targetColumn>"
                 "<fromColumn>c</fromColumn></fkColumn><description>x</description></foreignKey>"));

    const ForeignKey expected {.targetTable = u"s.o"_s,
                               .columns = {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}}};
    QCOMPARE(read.foreignKeys, QList {expected});
}

void TablesetTest::findsTables()
{
    const auto tableset = parsed(oneTable({}));

    QVERIFY(tableset.table(u"S.T"_s));
    QVERIFY(!tableset.table(u"t"_s));
    QVERIFY(!tableset.table(QString()));
    QCOMPARE(Tableset().tableCount(), 0);
}

void TablesetTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("kind");

    QTest::newRow("empty 200 (VizieR)") << QByteArray() << int(Error::Kind::Parse);
    QTest::newRow("cut") << oneTable({}).chopped(12) << int(Error::Kind::Parse);
    QTest::newRow("capabilities") << QByteArray("<capabilities/>") << int(Error::Kind::Protocol);
    QTest::newRow("HTML") << QByteArray("<html><body><br></body></html>")
                          << int(Error::Kind::Protocol);
}

void TablesetTest::refuses()
{
    QFETCH(const QByteArray, document);
    QFETCH(const int, kind);

    const auto read = readTableset(document);

    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind(kind));
}

void TablesetTest::survivesEveryCut()
{
    const auto document = test::readData(u"vosi/dachs-table.xml"_s).trimmed();

    for (qsizetype length = 0; length < document.size(); ++length)
        QVERIFY(!readTableset(document.left(length)).has_value());
}

QTEST_APPLESS_MAIN(TablesetTest)
#include "tst_tableset.moc"
