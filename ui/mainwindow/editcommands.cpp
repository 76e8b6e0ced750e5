// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/editcommands.h"

#include "ui/base/actions.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <Qsci/qsciscintilla.h>

namespace tapdesk::ui {

namespace {

/// The slot that every widget of Qt with text, and Scintilla, has for a command.
struct Slot
{
    Command command;
    const char* name;
};

constexpr Slot slotNames[] = {
    {Command::Undo, "undo"}, {Command::Redo, "redo"},   {Command::Cut, "cut"},
    {Command::Copy, "copy"}, {Command::Paste, "paste"}, {Command::SelectAll, "selectAll"},
};

struct TextState
{
    bool isText = false;
    bool mayChange = false;
    bool hasSelection = false;
    bool canUndo = false;
    bool canRedo = false;
};

TextState stateOf(const QWidget* widget)
{
    if (const auto* editor = qobject_cast<const QsciScintilla*>(widget))
        return {true, !editor->isReadOnly(), editor->hasSelectedText(), editor->isUndoAvailable(),
                editor->isRedoAvailable()};
    if (const auto* line = qobject_cast<const QLineEdit*>(widget))
        return {true, !line->isReadOnly(), line->hasSelectedText(), line->isUndoAvailable(),
                line->isRedoAvailable()};
    if (const auto* page = qobject_cast<const QTextEdit*>(widget))
        return {true, !page->isReadOnly(), page->textCursor().hasSelection(),
                page->document()->isUndoAvailable(), page->document()->isRedoAvailable()};
    if (const auto* page = qobject_cast<const QPlainTextEdit*>(widget))
        return {true, !page->isReadOnly(), page->textCursor().hasSelection(),
                page->document()->isUndoAvailable(), page->document()->isRedoAvailable()};
    return {};
}

bool isMenu(const QWidget* widget)
{
    return qobject_cast<const QMenuBar*>(widget) || qobject_cast<const QMenu*>(widget);
}

} // namespace

EditCommands::EditCommands(const Actions& actions, QWidget* window)
    : QObject(window)
    , m_actions(actions)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](const QWidget*, QWidget* now) { onFocus(now); });
    for (const auto& [command, name] : slotNames)
        connect(actions[command], &QAction::triggered, this, [this, command] { act(command); });
    connect(actions.editMenu(), &QMenu::aboutToShow, this, [this] { enable(true); });
    connect(actions.editMenu(), &QMenu::aboutToHide, this, [this] { enable(false); });
}

void EditCommands::onFocus(QWidget* now)
{
    if (now && m_window->isAncestorOf(now) && !isMenu(now))
        m_target = now;
}

/// While the menu is shut all are enabled: keys must not depend on what it showed last.
void EditCommands::enable(bool isOpen)
{
    for (const auto& [command, name] : slotNames)
        m_actions[command]->setEnabled(!isOpen || can(command));
}

/// What the widget does itself for the key of the command, such as a table's Copy.
QAction* EditCommands::ownAction(Command command) const
{
    const auto* entry = m_actions[command];
    const auto own = m_target ? m_target->actions() : QList<QAction*>();
    for (auto* action : own) {
        if (action != entry && action->shortcut() == entry->shortcut())
            return action;
    }
    return nullptr;
}

bool EditCommands::can(Command command) const
{
    if (const auto* own = ownAction(command))
        return own->isEnabled();
    const auto state = stateOf(m_target);
    switch (command) {
    case Command::Undo:
        return state.mayChange && state.canUndo;
    case Command::Redo:
        return state.mayChange && state.canRedo;
    case Command::Cut:
        return state.mayChange && state.hasSelection;
    case Command::Copy:
        return state.hasSelection;
    case Command::Paste:
        return state.mayChange;
    case Command::SelectAll:
        return m_target && m_target->metaObject()->indexOfSlot("selectAll()") >= 0;
    default:
        return false;
    }
}

void EditCommands::act(Command command)
{
    if (auto* own = ownAction(command)) {
        own->trigger();
        return;
    }
    if (!can(command))
        return;
    for (const auto& [each, name] : slotNames) {
        if (each == command)
            QMetaObject::invokeMethod(m_target, name);
    }
}

} // namespace tapdesk::ui
