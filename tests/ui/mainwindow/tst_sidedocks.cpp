// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sidedocks.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

namespace {

enum class Width { Narrow, Wide };

/// A window with the docks, and widths on both sides of where they share a side.
class Scene final
{
public:
    Scene()
        : docks(new SideDocks(&window, new QWidget, new QWidget))
        , tables(window.findChild<QDockWidget*>(u"tables"_s))
        , jobs(window.findChild<QDockWidget*>(u"jobs"_s))
    {
        window.setCentralWidget(new QWidget);
        docks->connectActions(&showTables, &showJobs);
        become(Width::Wide);
        window.show();
    }

    void become(Width width)
    {
        const int characters = width == Width::Narrow ? 120 : 230;
        window.resize(characters * window.fontMetrics().averageCharWidth(), 600);
        docks->fit();
    }

    Qt::DockWidgetArea areaOf(QDockWidget* dock) const { return window.dockWidgetArea(dock); }
    bool areShared() const { return window.tabifiedDockWidgets(tables).contains(jobs); }
    bool areParted() const
    {
        return !areShared() && areaOf(tables) == Qt::LeftDockWidgetArea
            && areaOf(jobs) == Qt::RightDockWidgetArea;
    }

    QMainWindow window;
    QAction showTables {nullptr};
    QAction showJobs {nullptr};
    SideDocks* docks;
    QDockWidget* tables;
    QDockWidget* jobs;
};

using Arrange = void (*)(Scene&);

} // namespace

Q_DECLARE_METATYPE(Arrange)

class TestSideDocks final : public QObject
{
    Q_OBJECT

private slots:
    void aNarrowWindowHasOneSide()
    {
        Scene scene;
        QVERIFY(scene.areParted());

        scene.become(Width::Narrow);

        QVERIFY(scene.areShared());
        QCOMPARE(scene.areaOf(scene.jobs), Qt::LeftDockWidgetArea);
        QVERIFY(!scene.jobs->visibleRegion().isEmpty() || !scene.tables->visibleRegion().isEmpty());

        scene.become(Width::Wide);
        QVERIFY(scene.areParted());
    }

    void whatTheUserPlacedStays_data()
    {
        QTest::addColumn<Arrange>("arrange");
        QTest::newRow("jobs below") << Arrange(
            [](Scene& scene) { scene.window.addDockWidget(Qt::BottomDockWidgetArea, scene.jobs); });
        QTest::newRow("jobs float") << Arrange([](Scene& scene) { scene.jobs->setFloating(true); });
        QTest::newRow("tables float")
            << Arrange([](Scene& scene) { scene.tables->setFloating(true); });
        QTest::newRow("jobs hidden") << Arrange([](Scene& scene) { scene.jobs->hide(); });
        QTest::newRow("sides changed") << Arrange([](Scene& scene) {
            scene.window.addDockWidget(Qt::RightDockWidgetArea, scene.tables);
            scene.window.addDockWidget(Qt::LeftDockWidgetArea, scene.jobs);
        });
    }

    void whatTheUserPlacedStays()
    {
        QFETCH(Arrange, arrange);
        Scene scene;
        arrange(scene);
        const auto tables = scene.areaOf(scene.tables);
        const auto jobs = scene.areaOf(scene.jobs);

        for (const auto width : {Width::Narrow, Width::Wide}) {
            scene.become(width);
            QVERIFY(!scene.areShared());
            QCOMPARE(scene.areaOf(scene.tables), tables);
            QCOMPARE(scene.areaOf(scene.jobs), jobs);
        }
    }

    void whatTheUserMovedWhileNarrowStays()
    {
        Scene scene;
        scene.become(Width::Narrow);
        scene.window.addDockWidget(Qt::BottomDockWidgetArea, scene.jobs);

        scene.become(Width::Wide);

        QCOMPARE(scene.areaOf(scene.jobs), Qt::BottomDockWidgetArea);
    }

    void sharedByTheUserTheyStayShared()
    {
        Scene scene;
        scene.window.tabifyDockWidget(scene.tables, scene.jobs);
        for (const auto width : {Width::Narrow, Width::Wide}) {
            scene.become(width);
            QVERIFY(scene.areShared());
        }
        scene.docks->part(); // when the state is saved
        QVERIFY(scene.areShared());
    }

    /// The next window may be a wide one.
    void whatIsSavedIsParted()
    {
        Scene narrow;
        narrow.become(Width::Narrow);
        narrow.docks->part();
        const auto saved = narrow.window.saveState();

        Scene next;
        next.window.addDockWidget(Qt::BottomDockWidgetArea, next.jobs);
        QVERIFY(next.window.restoreState(saved));
        QVERIFY(next.areParted());
        next.become(Width::Narrow);
        QVERIFY(next.areShared());
    }

    void actionsShowAndHide()
    {
        Scene scene;
        scene.showJobs.setCheckable(true);
        scene.showJobs.setChecked(true);

        scene.jobs->close();
        QVERIFY(!scene.showJobs.isChecked());

        scene.showJobs.trigger();
        QVERIFY(scene.jobs->isVisible());
        scene.become(Width::Narrow);
        QTRY_VERIFY(scene.jobs->visibleRegion().isEmpty());
        scene.showJobs.trigger();
        QTRY_VERIFY(!scene.jobs->visibleRegion().isEmpty()); // raised, not hidden
        QVERIFY(scene.tables->visibleRegion().isEmpty());
        QVERIFY(scene.showJobs.isChecked());

        scene.showJobs.trigger();
        QVERIFY(scene.jobs->isHidden());
        scene.showJobs.trigger();
        QTRY_VERIFY(!scene.jobs->visibleRegion().isEmpty());

        scene.tables->raise();
        QTRY_VERIFY(scene.jobs->visibleRegion().isEmpty());
        scene.docks->showJobs();
        QTRY_VERIFY(!scene.jobs->visibleRegion().isEmpty());
    }
};

QTEST_MAIN(TestSideDocks)

#include "tst_sidedocks.moc"
