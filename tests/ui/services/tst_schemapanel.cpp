// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/workbenchscene.h"
#include "ui/services/schemamodel.h"
#include "ui/services/schemapanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::WorkbenchScene;

namespace {

Tableset sample()
{
    const ColumnInfo ra {
        .name = u"ra"_s, .unit = u"deg"_s, .ucd = u"pos.eq.ra"_s, .type = u"double"_s};
    const ColumnInfo flux {
        .name = u"flux"_s, .description = u"<b>brightness</b>"_s, .type = u"float"_s};
    const TableInfo known {.name = u"cars.sed"_s, .columns = {ra, flux}, .columnsLoaded = true};
    const TableInfo lazy {.name = u"cars.spaxels"_s, .rows = 40000};
    return {.schemas = {SchemaInfo {.name = u"cars"_s, .tables = {known, lazy}},
                        SchemaInfo {.name = u"empty"_s}}};
}

QByteArray tables(bool withColumns)
{
    const QByteArray columns = withColumns
        ? "<column><name>ra</name><unit>deg</unit></column><column><name>flux</name></column>"
        : "";
    return "<tableset><schema><name>cars</name><table><name>cars.sed</name>" + columns
        + "</table><table><name>cars.maps</name>" + columns + "</table></schema></tableset>";
}

/// A service that answers what the test wants, and the panel that shows it.
class Scene final
{
public:
    Scene()
        : panel(bench.workbench())
    {
        bench.network.route = [this](const Asked& asked) -> std::optional<Answer> {
            if (asked.url.path().endsWith("/tables"_L1))
                return tables;
            if (asked.body.contains("columns"))
                return columns;
            return Answer {.status = 404};
        };
        panel.resize(220, 400);
        panel.show();
    }

    QTreeView* tree() const { return panel.findChild<QTreeView*>(); }
    QModelIndex find(const QString& text) const
    {
        const auto* model = tree()->model();
        return model
            ->match(model->index(0, 0), Qt::DisplayRole, text, 1,
                    Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    qsizetype columnQueries() const
    {
        return std::count_if(bench.network.requests.cbegin(), bench.network.requests.cend(),
                             [](const Asked& asked) { return asked.body.contains("columns"); });
    }
    QAction* action(const QString& text) const
    {
        for (auto* action : tree()->actions()) {
            if (action->text().remove(u'&').startsWith(text))
                return action;
        }
        return nullptr;
    }

    WorkbenchScene bench;
    Answer tables {.status = 500};
    Answer columns {.status = 500};
    SchemaPanel panel;
};

} // namespace

class TestSchemaPanel final : public QObject
{
    Q_OBJECT

private slots:
    void model()
    {
        SchemaModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy wanted(&model, &SchemaModel::columnsWanted);
        model.setTableset(sample());
        wanted.clear(); // the tester opens what it finds
        const auto lazy = model.tableIndex(u"cars.spaxels"_s);
        QVERIFY(model.hasChildren(lazy));
        model.columnsFailed(u"cars.spaxels"_s);

        model.fetchMore(lazy);
        model.fetchMore(lazy); // as views do
        QCOMPARE(wanted.size(), 1);
        model.columnsFailed(u"cars.spaxels"_s);
        model.fetchMore(lazy);
        QCOMPARE(wanted.size(), 2);

        model.setColumns(u"cars.spaxels"_s,
                         {.columns = {ColumnInfo {.name = u"x"_s}}, .columnsLoaded = true});
        QCOMPARE(model.rowCount(lazy), 1);
        QCOMPARE(model.index(0, 0, lazy).data().toString(), u"x"_s);
        QVERIFY(!model.canFetchMore(lazy));
        model.setColumns(u"cars.nosuch"_s, {});
        model.setTableset({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cells_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("inQuery");
        QTest::newRow("table") << "cars.sed" << -1 << "sed"
                               << ""
                               << "cars.sed";
        QTest::newRow("rows") << "cars.spaxels" << -1 << "spaxels"
                              << "40,000"
                              << "cars.spaxels";
        QTest::newRow("unit") << "cars.sed" << 0 << "ra"
                              << "deg"
                              << "ra";
        QTest::newRow("type") << "cars.sed" << 1 << "flux"
                              << "float"
                              << "flux";
    }
    void cells()
    {
        QFETCH(const QString, table);
        QFETCH(const int, row);
        SchemaModel model;
        model.setTableset(sample());
        auto index = model.tableIndex(table);
        if (row >= 0)
            index = model.index(row, 0, index);
        QTEST(index.data().toString(), "name");
        QTEST(index.siblingAtColumn(1).data().toString(), "second");
        QTEST(index.data(SchemaModel::NameRole).toString(), "inQuery");
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<b>brightness"_s));
    }

    void tablesAreShown()
    {
        Scene scene;
        scene.tables = {.body = tables(true)};
        QSignalSpy state(&scene.panel, &SchemaPanel::stateChanged);
        scene.panel.setService(scene.bench.service);
        QVERIFY(!scene.tree()->isVisible());
        QTRY_VERIFY(scene.tree()->isVisible());
        QCOMPARE(state.last().first().toString(), u"2 tables"_s);
        QVERIFY(scene.tree()->isExpanded(scene.find(u"cars"_s)));

        // What is copied and inserted is what a query takes.
        QSignalSpy inserted(&scene.panel, &SchemaPanel::insertText);
        QSignalSpy opened(&scene.panel, &SchemaPanel::openQuery);
        QVERIFY(!scene.action(u"Show"_s)->isEnabled());
        scene.tree()->setCurrentIndex(scene.find(u"sed"_s));
        scene.tree()->setFocus();
        QTest::keyClick(scene.tree(), Qt::Key_Return);
        QCOMPARE(inserted.first().first().toString(), u"cars.sed"_s);
        scene.action(u"Copy"_s)->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"cars.sed"_s);
        scene.action(u"Show"_s)->trigger();
        QCOMPARE(opened.first().first().toString().simplified(),
                 u"SELECT * FROM cars.sed LIMIT 10"_s);
    }

    void namesAreQuotedWhereTheyHaveTo()
    {
        Scene scene;
        scene.tables = {.body = "<tableset><schema><name>My</name><table><name>My.order</name>"
                                "</table></schema></tableset>"};
        scene.panel.setService(scene.bench.service);
        QSignalSpy inserted(&scene.panel, &SchemaPanel::insertText);
        QTRY_VERIFY(scene.tree()->isVisible());
        scene.tree()->setCurrentIndex(scene.find(u"order"_s));
        scene.action(u"Insert"_s)->trigger();
        QCOMPARE(inserted.first().first().toString(), u"\"My\".\"order\""_s);
    }

    void searches()
    {
        Scene scene;
        scene.tables = {.body = tables(true)};
        scene.panel.setService(scene.bench.service);
        QTRY_VERIFY(scene.tree()->isVisible());
        auto* search = scene.panel.findChild<QLineEdit*>();

        QTest::keyClicks(search, u"SED"_s);
        QTRY_VERIFY(!scene.find(u"maps"_s).isValid());
        QVERIFY(scene.find(u"sed"_s).isValid());
        QVERIFY(!scene.tree()->isExpanded(scene.find(u"sed"_s)));

        search->setText(u"flux"_s);
        QTRY_VERIFY(scene.find(u"maps"_s).isValid());
        QVERIFY(scene.tree()->isExpanded(scene.find(u"sed"_s)));
        QVERIFY(!scene.find(u"ra"_s).isValid());

        search->clear();
        QTRY_VERIFY(scene.find(u"ra"_s).isValid());
    }

    void searchingAsksNothing()
    {
        Scene scene;
        scene.bench.network.route = [](const Asked& asked) -> std::optional<Answer> {
            if (asked.url.path().endsWith("/tables"_L1))
                return Answer {.status = 404};
            if (asked.body.contains("TAP_SCHEMA.tables"))
                return Answer {
                    .body = "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE>"
                            "<FIELD name='schema_name' datatype='char' arraysize='*'/>"
                            "<FIELD name='table_name' datatype='char' arraysize='*'/>"
                            "<DATA><TABLEDATA><TR><TD>cars</TD><TD>cars.sed</TD></TR>"
                            "<TR><TD>cars</TD><TD>cars.maps</TD></TR></TABLEDATA></DATA></TABLE>"
                            "<INFO name='QUERY_STATUS' value='OK'/></RESOURCE></VOTABLE>"};
            return Answer {.status = 404};
        };
        scene.panel.setService(scene.bench.service);
        QTRY_VERIFY(scene.tree()->isVisible());
        const auto before = scene.bench.network.asked.size();
        const auto queriesBefore = scene.columnQueries();
        scene.panel.findChild<QLineEdit*>()->setText(u"cars"_s);
        QTRY_COMPARE(scene.tree()->model()->rowCount(scene.find(u"cars"_s)), 2);
        QTest::qWait(0);
        QCOMPARE(scene.bench.network.asked.size(), before);

        // Opening one asks for its columns; a failure closes it, so that opening asks again.
        for (const int asked : {1, 2}) {
            scene.tree()->expand(scene.find(u"sed"_s));
            QTRY_VERIFY(!scene.tree()->isExpanded(scene.find(u"sed"_s)));
            QCOMPARE(scene.columnQueries(), queriesBefore + asked);
        }
    }

    void aServiceWithoutTablesSaysSo()
    {
        Scene scene;
        const Answer none {.body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name="
                                   "'schema_name' datatype='char' arraysize='*'/><DATA><TABLEDATA/>"
                                   "</DATA></TABLE></RESOURCE></VOTABLE>"};
        scene.bench.network.route = [&](const Asked& asked) -> std::optional<Answer> {
            return asked.url.path().endsWith("/tables"_L1) ? Answer {.body = "<tableset/>"} : none;
        };
        scene.panel.setService(scene.bench.service);
        QTRY_VERIFY(!scene.tree()->isVisible()
                    && scene.panel.findChild<QPushButton*>()->isVisible());
        const auto labels = scene.panel.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"no tables"_s);
        }));
    }

    void failureCanBeRetried()
    {
        Scene scene;
        scene.tables = {.status = 403};
        scene.panel.setService(scene.bench.service);
        auto* retry = scene.panel.findChild<QPushButton*>();
        QVERIFY(!retry->isVisible());
        QTRY_VERIFY(retry->isVisible());
        QVERIFY(!scene.tree()->isVisible());
        const auto labels = scene.panel.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"could not be read"_s);
        }));

        scene.tables = {.body = tables(true)};
        QTest::mouseClick(retry, Qt::LeftButton);

        QTRY_VERIFY(scene.tree()->isVisible());
        QVERIFY(scene.find(u"sed"_s).isValid());
    }

    void anotherServiceReplacesAll()
    {
        Scene scene;
        scene.tables = {.body = tables(true)};
        scene.panel.setService(scene.bench.service);
        QTRY_VERIFY(scene.tree()->isVisible());
        scene.tables = {.hangs = true};
        auto other = scene.bench.service;
        other.id = u"other"_s;
        other.baseUrl = QUrl(u"https://other.example/tap"_s);
        scene.panel.setService(other);
        QVERIFY(!scene.tree()->isVisible());
        QCOMPARE(scene.panel.findChild<SchemaModel*>()->tableset().tableCount(), 0);
    }
};

QTEST_MAIN(TestSchemaPanel)
#include "tst_schemapanel.moc"
