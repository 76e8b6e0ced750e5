// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/actions.h"

#include "ui/base/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

using Scope = Actions::Scope;

enum class Menu { File, Edit, Query, Services, Jobs, CopyJobAs, View, Help };

struct Spec
{
    Command command;
    Menu menu;
    const char* text;
    const char* tip;
    const char* icon; ///< may be empty
    const char* keys; ///< portable text, separated by blanks
    Scope scope = Scope::Window;
    bool startsGroup = false; ///< a separator stands before it
};

#define TR(text) QT_TRANSLATE_NOOP("tapdesk::ui::Actions", text)

// In the order of Command, which is that of the menus.
constexpr std::array specs {
    Spec {Command::NewTab, Menu::File, TR("&New query"), TR("Open an empty query tab"), "tab-new",
          "Ctrl+T"},
    Spec {Command::OpenFile, Menu::File, TR("&Open…"), TR("Open a .sql file in a new tab"), "open",
          "Ctrl+O"},
    Spec {Command::OpenQueryFolder, Menu::File, TR("Open query &folder…"),
          TR("Show all .sql files of a folder in the run sheet, to run them as a batch"), "batch",
          "Ctrl+Shift+O"},
    Spec {Command::OpenQueryFiles, Menu::File, TR("Open query fi&les…"),
          TR("Show several .sql files in the run sheet, to run them as a batch"), "", "Ctrl+Alt+O"},
    Spec {Command::SaveFile, Menu::File, TR("&Save"), TR("Save the query as a .sql file"), "save",
          "Ctrl+S"},
    Spec {Command::SaveFileAs, Menu::File, TR("Save &as…"), TR("Save the query under another name"),
          "", "Ctrl+Shift+S"},
    Spec {Command::CloseTab, Menu::File, TR("&Close query"), TR("Close the query tab"), "close",
          "Ctrl+W", Scope::Window, true},
    Spec {Command::ReopenTab, Menu::File, TR("&Reopen closed query"),
          TR("Open the query that was closed last"), "undo-close", "Ctrl+Shift+T"},
    Spec {Command::Quit, Menu::File, TR("&Quit"),
          TR("Leave Tapdesk; jobs go on and texts are kept"), "quit", "Ctrl+Q", Scope::Window,
          true},

    Spec {Command::Undo, Menu::Edit, TR("&Undo"), TR("Undo the last change"), "undo", "Ctrl+Z",
          Scope::Editor},
    Spec {Command::Redo, Menu::Edit, TR("&Redo"), TR("Do what was undone"), "redo",
          "Ctrl+Shift+Z Ctrl+Y", Scope::Editor},
    Spec {Command::Cut, Menu::Edit, TR("Cu&t"), TR("Cut the selection"), "cut", "Ctrl+X",
          Scope::Editor, true},
    Spec {Command::Copy, Menu::Edit, TR("&Copy"), TR("Copy the selection"), "copy", "Ctrl+C",
          Scope::Editor},
    Spec {Command::Paste, Menu::Edit, TR("&Paste"), TR("Paste the clipboard"), "paste", "Ctrl+V",
          Scope::Editor},
    Spec {Command::SelectAll, Menu::Edit, TR("Select &all"), TR("Select everything"), "", "Ctrl+A",
          Scope::Editor},
    Spec {Command::Find, Menu::Edit, TR("&Find…"), TR("Find words in the query"), "search",
          "Ctrl+F", Scope::Editor, true},
    Spec {Command::FindNext, Menu::Edit, TR("Find &next"), TR("Go to the next match"), "", "F3",
          Scope::Window},
    Spec {Command::FindPrevious, Menu::Edit, TR("Find pre&vious"), TR("Go to the match before"), "",
          "Shift+F3", Scope::Window},
    Spec {Command::ToggleComment, Menu::Edit, TR("Co&mment or uncomment"),
          TR("Turn the lines into comments, or back"), "comment", "Ctrl+/", Scope::Window, true},

    Spec {Command::Run, Menu::Query, TR("&Run"),
          TR("Run the selection, or the statement at the caret; :names in it ask for values"),
          "run", "Ctrl+Return Ctrl+Enter F5"},
    Spec {Command::RunInSlices, Menu::Query, TR("Run in s&lices…"),
          TR("Cut a query that is too long for its queue into ranges of a column"), "",
          "Ctrl+Shift+Return"},
    Spec {Command::Detach, Menu::Query, TR("Leave r&unning"),
          TR("Stop following the job; it goes on at the service"), "detach", "Esc"},
    Spec {Command::Abort, Menu::Query, TR("&Abort"),
          TR("Abort the query, or the job at the service"), "stop", "Ctrl+."},
    Spec {Command::CloseResult, Menu::Query, TR("&Close result"), TR("Close the result in front"),
          "", "Ctrl+Shift+W", Scope::Window, true},
    Spec {Command::ShowRunSheet, Menu::Query, TR("Run s&heet"),
          TR("Show the window of the batch: many queries, their state and results"), "batch", "F7",
          Scope::Window, true},

    Spec {Command::AddService, Menu::Services, TR("&Add service…"),
          TR("Add a TAP service by its address"), "service-add", "Ctrl+Shift+N"},
    Spec {Command::LogIn, Menu::Services, TR("&Log in…"), TR("Give the token for the service"),
          "key", "Ctrl+L"},
    Spec {Command::ServiceSettings, Menu::Services, TR("&Settings of the service…"),
          TR("Its name, queues and quota; those of the sample service are fixed"), "",
          "Ctrl+Alt+S"},

    Spec {Command::RefreshJobs, Menu::Jobs, TR("&Refresh"), TR("Ask the service for its jobs now"),
          "refresh", "Ctrl+R"},
    Spec {Command::AdoptJob, Menu::Jobs, TR("Adop&t a job…"),
          TR("Follow a job that was sent from elsewhere, by its URL"), "job", "Ctrl+Shift+J"},
    Spec {Command::RemoveManyJobs, Menu::Jobs, TR("Tid&y up…"),
          TR("Archive or delete many jobs, by phase, age, size or run id"), "archive",
          "Ctrl+Shift+Del"},
    Spec {Command::RerunManyJobs, Menu::Jobs, TR("Run &many again…"),
          TR("Run many jobs again: archived ones, the newest, or all of a run id"), "rerun",
          "Ctrl+Alt+R"},
    Spec {Command::OpenJobResult, Menu::Jobs, TR("&Open result"), TR("Fetch the rows of the job"),
          "table", "Return Enter", Scope::Jobs, true},
    Spec {Command::OpenJobQuery, Menu::Jobs, TR("Open &query"),
          TR("Open the query of the job in a new tab"), "open", "Shift+Return", Scope::Jobs},
    Spec {Command::RerunJob, Menu::Jobs, TR("Ru&n again"),
          TR("Send the query once more, with the same language, queue, run id and limit"), "rerun",
          "Ctrl+Shift+R", Scope::Jobs},
    Spec {Command::ChangeJob, Menu::Jobs, TR("&Change and run again"),
          TR("Open the query in a new tab; the next job from there points to this one"), "open",
          "Ctrl+Shift+E", Scope::Jobs},
    Spec {Command::ChangeRunId, Menu::Jobs, TR("Change run &id…"),
          TR("Give a job that was never started another run id"), "", "F2", Scope::Jobs},
    Spec {Command::AbortJob, Menu::Jobs, TR("A&bort"), TR("Abort the job at the service"), "stop",
          "Ctrl+K", Scope::Jobs, true},
    Spec {Command::RemoveJob, Menu::Jobs, TR("&Archive…"),
          TR("Remove the result at the service; the query is kept"), "archive", "Del", Scope::Jobs},
    Spec {Command::CopyJobUrl, Menu::Jobs, TR("Copy job &URL"), TR("Copy the URL of the job"),
          "copy", "Ctrl+C", Scope::Jobs, true},
    Spec {Command::CopyJobAsPyvo, Menu::CopyJobAs, TR("&pyvo script"),
          TR("Copy a Python program that asks the same; it holds no token"), "", "Ctrl+Alt+P",
          Scope::Jobs},
    Spec {Command::CopyJobAsCurl, Menu::CopyJobAs, TR("&curl script"),
          TR("Copy a shell script that asks the same; it holds no token"), "", "Ctrl+Alt+U",
          Scope::Jobs},
    Spec {Command::CopyJobAsCommand, Menu::CopyJobAs, TR("&Tapdesk command"),
          TR("Copy a command line that asks the same; it holds no token"), "", "Ctrl+Alt+K",
          Scope::Jobs},

    Spec {Command::ShowTables, Menu::View, TR("&Tables"), TR("Show or hide the tables"), "", "F9"},
    Spec {Command::ShowJobs, Menu::View, TR("&Jobs"), TR("Show or hide the jobs"), "", "F10"},
    Spec {Command::NextTab, Menu::View, TR("&Next query"), TR("Go to the next query tab"), "",
          "Ctrl+PgDown", Scope::Window, true},
    Spec {Command::PreviousTab, Menu::View, TR("&Previous query"), TR("Go to the query tab before"),
          "", "Ctrl+PgUp"},
    Spec {Command::NextPane, Menu::View, TR("Next p&ane"),
          TR("Go to the next of: tables, run bar, editor, result, jobs"), "", "F6"},
    Spec {Command::PreviousPane, Menu::View, TR("Previous pan&e"), TR("Go to the pane before"), "",
          "Shift+F6"},
    Spec {Command::ZoomIn, Menu::View, TR("Zoom &in"), TR("Larger text in the editor"), "zoom-in",
          "Ctrl++ Ctrl+=", Scope::Window, true},
    Spec {Command::ZoomOut, Menu::View, TR("Zoom &out"), TR("Smaller text in the editor"),
          "zoom-out", "Ctrl+-"},
    Spec {Command::ZoomReset, Menu::View, TR("&Usual size"),
          TR("Text of the usual size in the editor"), "", "Ctrl+0"},
    Spec {Command::FollowDesktop, Menu::View, TR("&Colours of the desktop"),
          TR("Light or dark as the desktop has it"), "", "Ctrl+Alt+1", Scope::Window, true},
    Spec {Command::Light, Menu::View, TR("&Light colours"), TR("Dark text on light ground"), "",
          "Ctrl+Alt+2"},
    Spec {Command::Dark, Menu::View, TR("&Dark colours"), TR("Light text on dark ground"), "",
          "Ctrl+Alt+3"},

    Spec {Command::Keys, Menu::Help, TR("&Keys"), TR("What every key does"), "keyboard", "F1"},
    Spec {Command::About, Menu::Help, TR("&About Tapdesk"), TR("Version and licences"), "tapdesk",
          "Shift+F1"},
};

#undef TR

QList<QKeySequence> keysOf(const Spec& spec)
{
    QList<QKeySequence> keys;
    const auto words = QString::fromLatin1(spec.keys).split(u' ', Qt::SkipEmptyParts);
    for (const auto& word : words)
        keys.append(QKeySequence(word, QKeySequence::PortableText));
    return keys;
}

QList<Command> checkable()
{
    return {Command::ShowTables, Command::ShowJobs, Command::FollowDesktop, Command::Light,
            Command::Dark};
}

} // namespace

QString tipWithKey(const QString& tip, const QList<QKeySequence>& keys)
{
    return keys.isEmpty() ? tip
                          : u"%1 (%2)"_s.arg(tip, keys.first().toString(QKeySequence::NativeText));
}

Actions::Actions(QWidget* window)
    : QObject(window)
{
    for (const auto& spec : specs) {
        Q_ASSERT(size_t(spec.command) == m_actions.size());
        auto* action = new QAction(tr(spec.text), window);
        if (*spec.icon)
            action->setIcon(icon(QString::fromLatin1(spec.icon)));
        action->setShortcuts(keysOf(spec));
        action->setToolTip(tipWithKey(tr(spec.tip), action->shortcuts()));
        action->setStatusTip(tr(spec.tip));
        if (spec.scope != Scope::Window)
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setCheckable(checkable().contains(spec.command));
        m_actions.push_back(action);
    }

    auto* colours = new QActionGroup(this);
    for (const auto command : {Command::FollowDesktop, Command::Light, Command::Dark})
        colours->addAction((*this)[command]);
    (*this)[Command::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[Command::About]->setMenuRole(QAction::AboutRole);
}

QAction* Actions::operator[](Command command) const
{
    return m_actions.at(size_t(command));
}

QList<QAction*> Actions::all() const
{
    return {m_actions.begin(), m_actions.end()};
}

QList<QAction*> Actions::ofScope(Scope scope) const
{
    QList<QAction*> actions;
    for (const auto& spec : specs) {
        if (spec.scope == scope)
            actions.append((*this)[spec.command]);
    }
    return actions;
}

void Actions::fill(QMenuBar* bar)
{
    const auto fillMenu = [&](Menu menu, QMenu* entries) {
        entries->setToolTipsVisible(true);
        for (const auto& spec : specs) {
            if (spec.menu != menu)
                continue;
            if (spec.startsGroup)
                entries->addSeparator();
            entries->addAction((*this)[spec.command]);
        }
        return entries;
    };
    const auto addMenu = [&](Menu menu, const QString& title) {
        return fillMenu(menu, bar->addMenu(title));
    };
    addMenu(Menu::File, tr("&File"));
    m_edit = addMenu(Menu::Edit, tr("&Edit"));
    addMenu(Menu::Query, tr("&Query"));
    addMenu(Menu::Services, tr("&Services"));
    auto* jobs = addMenu(Menu::Jobs, tr("&Jobs"));
    fillMenu(Menu::CopyJobAs, jobs->addMenu(icon(u"copy"_s), tr("Copy a&s")));
    addMenu(Menu::View, tr("&View"));
    m_examples = bar->addMenu(tr("E&xamples"));
    m_examples->setToolTipsVisible(true);
    addMenu(Menu::Help, tr("&Help"));
}

} // namespace tapdesk::ui
