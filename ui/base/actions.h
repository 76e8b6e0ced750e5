// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <vector>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace tapdesk::ui {

/// Everything the user can do from the menus.
enum class Command {
    NewTab,
    OpenFile,
    OpenQueryFolder,
    OpenQueryFiles,
    SaveFile,
    SaveFileAs,
    CloseTab,
    ReopenTab,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Find,
    FindNext,
    FindPrevious,
    ToggleComment,
    Run,
    RunInSlices,
    Detach,
    Abort,
    CloseResult,
    ShowRunSheet,
    AddService,
    LogIn,
    ServiceSettings,
    RefreshJobs,
    AdoptJob,
    RemoveManyJobs,
    RerunManyJobs,
    OpenJobResult,
    OpenJobQuery,
    RerunJob,
    ChangeJob,
    ChangeRunId,
    AbortJob,
    RemoveJob,
    CopyJobUrl,
    CopyJobAsPyvo,
    CopyJobAsCurl,
    CopyJobAsCommand,
    ShowTables,
    ShowJobs,
    NextTab,
    PreviousTab,
    NextPane,
    PreviousPane,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    FollowDesktop,
    Light,
    Dark,
    Keys,
    About,
};

/// The one registry of actions: text, icon, keys and tooltip of each, and its place in the
/// menus. Pages ask for the action they handle or show.
class Actions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Actions)

public:
    /// Where an action's keys work.
    enum class Scope {
        Window, ///< everywhere in the window
        Editor, ///< in the editor only: elsewhere the same key has its usual meaning
        Jobs ///< in the list of jobs only
    };

    /// @param window  parent of the actions, which it gets
    explicit Actions(QWidget* window);

    QAction* operator[](Command command) const;
    QList<QAction*> all() const; ///< in menu order
    QList<QAction*> ofScope(Scope scope) const;

    /// Makes the menus. Entries of the menu Examples are the window's own.
    void fill(QMenuBar* bar);
    QMenu* editMenu() const { return m_edit; }
    QMenu* examplesMenu() const { return m_examples; }

private:
    std::vector<QAction*> m_actions; // by Command
    QMenu* m_edit = nullptr;
    QMenu* m_examples = nullptr;
};

/// "Run the statement (Ctrl+Return)": a tooltip that names the first key.
QString tipWithKey(const QString& tip, const QList<QKeySequence>& keys);

} // namespace tapdesk::ui
