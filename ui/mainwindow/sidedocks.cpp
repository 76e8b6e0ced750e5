// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sidedocks.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int tablesWidth = 250;
constexpr int jobsWidth = 320;
constexpr int narrowColumns = 175; // characters that a window has to hold for two sides

QDockWidget* addDock(QMainWindow* window, const QString& name, const QString& title, QWidget* page,
                     Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setWidget(page);
    window->addDockWidget(area, dock);
    return dock;
}

void connectToggle(QAction* action, QDockWidget* dock)
{
    QObject::connect(action, &QAction::triggered, dock, [action, dock](bool isShown) {
        // Behind another tab it is there but not to be seen: who asks for it wants to see it.
        const bool isBehind = dock->isVisible() && dock->visibleRegion().isEmpty();
        dock->setVisible(isShown || isBehind);
        action->setChecked(isShown || isBehind);
        if (isShown || isBehind)
            dock->raise();
    });
    QObject::connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
    action->setChecked(true);
}

} // namespace

SideDocks::SideDocks(QMainWindow* window, QWidget* tables, QWidget* jobs)
    : QObject(window)
    , m_window(window)
{
    window->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks
                           | QMainWindow::AllowTabbedDocks);
    window->setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    m_tables = addDock(window, u"tables"_s, tr("Tables"), tables, Qt::LeftDockWidgetArea);
    m_jobs = addDock(window, u"jobs"_s, tr("Jobs"), jobs, Qt::RightDockWidgetArea);
    window->resizeDocks({m_tables, m_jobs}, {tablesWidth, jobsWidth}, Qt::Horizontal);
}

void SideDocks::connectActions(QAction* tables, QAction* jobs)
{
    connectToggle(tables, m_tables);
    connectToggle(jobs, m_jobs);
}

void SideDocks::showJobs()
{
    m_jobs->show();
    m_jobs->raise();
}

void SideDocks::fit()
{
    const bool isNarrow =
        m_window->width() < narrowColumns * m_window->fontMetrics().averageCharWidth();
    if (isNarrow == m_isFolded)
        return;
    if (isNarrow)
        fold();
    else
        part();
}

void SideDocks::fold()
{
    const bool areBeside = m_window->dockWidgetArea(m_tables) == Qt::LeftDockWidgetArea
        && m_window->dockWidgetArea(m_jobs) == Qt::RightDockWidgetArea;
    if (!areBeside || m_tables->isFloating() || m_jobs->isFloating() || m_jobs->isHidden()
        || m_tables->isHidden())
        return;
    m_isFolded = true;
    m_window->tabifyDockWidget(m_tables, m_jobs);
    m_tables->raise();
}

void SideDocks::part()
{
    if (!m_isFolded)
        return;
    m_isFolded = false;
    if (m_jobs->isFloating() || !m_window->tabifiedDockWidgets(m_tables).contains(m_jobs))
        return;
    m_window->addDockWidget(Qt::RightDockWidgetArea, m_jobs);
    m_window->resizeDocks({m_tables, m_jobs}, {tablesWidth, jobsWidth}, Qt::Horizontal);
}

} // namespace tapdesk::ui
