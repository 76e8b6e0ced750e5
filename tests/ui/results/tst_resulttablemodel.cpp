// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tables.h"
#include "ui/results/cellglimpse.h"
#include "ui/results/resulttablemodel.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::everyDatatype;
using tapdesk::test::makeTable;

namespace {

const Schema fields {
    Field {.name = u"name"_s, .datatype = Datatype::Char, .shape = ArrayShape::variable()},
    Field {.name = u"flux"_s, .datatype = Datatype::Double, .unit = u"mJy"_s},
    Field {.name = u"n"_s, .datatype = Datatype::Int}};

Table rows(int count)
{
    QList<QStringList> cells;
    for (int i = 0; i < count; ++i)
        cells.append({u"HE%1"_s.arg(i), QString::number(i) + ".5"_L1, QString::number(i)});
    return makeTable(fields, cells, 10);
}

Table promoted(Table table)
{
    table.promote(2, Datatype::Double);
    return table;
}

Table renamed(Table table)
{
    table.setField(2, Field {.name = u"m"_s, .datatype = Datatype::Int});
    return table;
}

Table longCell(Datatype datatype, int elements)
{
    QStringList cell;
    for (int i = 0; i < elements; ++i)
        cell.append(u"1"_s);
    const bool isText = datatype == Datatype::Char;
    return makeTable(
        {Field {.name = u"a"_s, .datatype = datatype, .shape = ArrayShape::variable()}},
        {{cell.join(isText ? u"ä"_s : u" "_s)}});
}

} // namespace

class TestResultTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void growth_data()
    {
        QTest::addColumn<QList<Table>>("snapshots");
        QTest::addColumn<int>("resets");
        QTest::addColumn<int>("inserts");
        QTest::addColumn<int>("changes");
        QTest::newRow("rows arrive") << QList {rows(0), rows(7), rows(25), rows(25)} << 1 << 2 << 0;
        QTest::newRow("promotion with more rows")
            << QList {rows(5), promoted(rows(9))} << 1 << 1 << 1;
        QTest::newRow("promotion alone") << QList {rows(5), promoted(rows(5))} << 1 << 0 << 1;
        QTest::newRow("promotion before rows") << QList {rows(0), promoted(rows(3))} << 1 << 1 << 0;
        QTest::newRow("another table") << QList {rows(5), renamed(rows(9))} << 2 << 0 << 0;
        QTest::newRow("a shorter table") << QList {rows(5), rows(3)} << 2 << 0 << 0;
        QTest::newRow("emptied between") << QList {rows(5), Table(), rows(9)} << 3 << 0 << 0;
    }
    void growth()
    {
        QFETCH(const QList<Table>, snapshots);
        QFETCH(const int, resets);
        QFETCH(const int, inserts);
        QFETCH(const int, changes);
        ResultTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        for (const Table& table : snapshots)
            model.setTable(table);

        QCOMPARE(reset.size(), resets);
        QCOMPARE(inserted.size(), inserts);
        QCOMPARE(changed.size(), changes);
        QCOMPARE(model.rowCount(), snapshots.last().rowCount());
    }

    void everyDatatypeIsShown()
    {
        ResultTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto table = everyDatatype();
        model.setTable(table);
        for (int column = 0; column < model.columnCount(); ++column) {
            QCOMPARE(model.index(0, column).data().toString(), table.text(0, column));
            QCOMPARE(model.index(1, column).data().toString(), u"null"_s);
        }
    }

    void nullDiffers_data()
    {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<bool>("isNull");
        QTest::newRow("null text")
            << QStringList {QString(), u"1"_s, u"1"_s} << 0 << "null" << true;
        QTest::newRow("empty text") << QStringList {u""_s, u"1"_s, u"1"_s} << 0 << "" << false;
        QTest::newRow("the word") << QStringList {u"null"_s, u"1"_s, u"1"_s} << 0 << "null"
                                  << false;
        QTest::newRow("null number")
            << QStringList {u"a"_s, QString(), u"1"_s} << 1 << "null" << true;
        QTest::newRow("NaN") << QStringList {u"a"_s, u"NaN"_s, u"1"_s} << 1 << "NaN" << false;
        QTest::newRow("null integer")
            << QStringList {u"a"_s, u"1"_s, QString()} << 2 << "null" << true;
        QTest::newRow("line break")
            << QStringList {u"a\nb"_s, u"1"_s, u"1"_s} << 0 << u"a↵b"_s << false;
    }
    void nullDiffers()
    {
        QFETCH(const QStringList, cells);
        QFETCH(const int, column);
        QFETCH(const QString, shown);
        QFETCH(const bool, isNull);
        ResultTableModel model;
        model.setMutedColor(Qt::gray);
        model.setTable(makeTable(fields, {cells}));
        const auto cell = model.index(0, column);

        QCOMPARE(cell.data().toString(), shown);
        QCOMPARE(cell.data(Qt::ForegroundRole).isValid(), isNull);
        QCOMPARE(cell.data(Qt::FontRole).value<QFont>().italic(), isNull);
    }

    void headers()
    {
        ResultTableModel model;
        model.setTable(rows(1));
        const auto header = [&](int column, int role) {
            return model.headerData(column, Qt::Horizontal, role);
        };
        QCOMPARE(header(1, Qt::DisplayRole).toString(), u"flux\nmJy"_s);
        QVERIFY(header(1, Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight);
        QVERIFY(header(0, Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignLeft);
        QVERIFY(!header(3, Qt::DisplayRole).isValid());
    }

    void serverTextIsNoMarkup()
    {
        ResultTableModel model;
        model.setTable(
            makeTable(fields, {{u"<b>bold</b> and longer than what fits"_s, u"1"_s, u"1"_s}}));
        const auto tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"&lt;b&gt;"_s) && !tip.contains(u"<b>"_s), qPrintable(tip));
    }

    void glimpse_data()
    {
        QTest::addColumn<Table>("table");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("text that fits") << longCell(Datatype::Char, 5) << false;
        QTest::newRow("text of 200 characters") << longCell(Datatype::Char, 100) << false;
        QTest::newRow("long text") << longCell(Datatype::Char, 3000) << true;
        QTest::newRow("array that fits") << longCell(Datatype::Float, 5) << false;
        for (const auto datatype : {Datatype::UnsignedByte, Datatype::Short, Datatype::Int,
                                    Datatype::Long, Datatype::Float, Datatype::Double})
            QTest::addRow("long array of %s", datatypeName(datatype).data())
                << longCell(datatype, 3000) << true;
    }
    void glimpse()
    {
        QFETCH(const Table, table);
        QFETCH(const bool, isCut);
        const auto whole = table.text(0, 0);
        const auto shown = cellGlimpse(table, 0, 0, 200);
        if (isCut)
            QCOMPARE(shown, whole.left(199) + u'…');
        else
            QCOMPARE(shown, whole);
    }

    void pairsAreNotTorn()
    {
        const auto text = QString(u"x"_s) + u"😀"_s.repeated(200);
        const auto table = makeTable({fields.first()}, {{text}});
        for (const int longest : {100, 101}) {
            const auto shown = cellGlimpse(table, 0, 0, longest);
            QVERIFY(shown.isValidUtf16());
            QVERIFY(shown.size() <= longest && shown.size() >= longest - 1);
        }
    }
};

QTEST_MAIN(TestResultTableModel)
#include "tst_resulttablemodel.moc"
