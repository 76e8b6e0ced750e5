// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace tapdesk::ui {

/// The docks beside the queries: tables at the left, jobs at the right. In a narrow window they
/// share the left side as tabs, so that the editor keeps its room; a wider one parts them again.
/// Docks that the user has placed otherwise stay where they are.
class SideDocks final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SideDocks)

public:
    /// @param window  gets the docks and is the parent of this
    SideDocks(QMainWindow* window, QWidget* tables, QWidget* jobs);

    /// The actions show and hide the docks, and tell whether they are there. One that is behind
    /// another tab is brought to the front instead of being hidden.
    void connectActions(QAction* tables, QAction* jobs);

    void showJobs(); ///< in front of what shares its place

    /// For the width of the window; called when it changes.
    void fit();
    /// As in a wide window: what is to be saved, as the next window may be one.
    void part();

private:
    void fold();

    QMainWindow* m_window;
    QDockWidget* m_tables;
    QDockWidget* m_jobs;
    bool m_isFolded = false; // by us
};

} // namespace tapdesk::ui
