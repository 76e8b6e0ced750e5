// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;

namespace tapdesk::ui {

class Actions;
enum class Command;

/// Undo, Redo, Cut, Copy, Paste and Select all of the menu Edit: for the widget that has the
/// keyboard, whichever it is. While the menu is open, what that widget cannot do is disabled.
class EditCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EditCommands)

public:
    /// @param actions  not owned, must outlive this
    /// @param window   the parent; widgets of other windows are not acted on
    EditCommands(const Actions& actions, QWidget* window);

private:
    void onFocus(QWidget* now);
    void enable(bool isOpen);
    void act(Command command);
    QAction* ownAction(Command command) const;
    bool can(Command command) const;

    const Actions& m_actions;
    QWidget* m_window;
    QPointer<QWidget> m_target; // had the keyboard before the menu took it
};

} // namespace tapdesk::ui
