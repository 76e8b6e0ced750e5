// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace tapdesk::ui {

/// Shows notices of the desktop, beside all windows. Where the desktop shows none the program
/// asks for attention in the task bar.
/// Source: Desktop Notifications Specification 1.2 (freedesktop.org), section 9.
class DesktopNotice final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DesktopNotice)

public:
    /// @param window  of the program, which asks for attention; becomes the parent
    explicit DesktopNotice(QWidget* window);

    /// Returns at once. @param text  plain; the one that was shown before is replaced
    void show(const QString& title, const QString& text);

signals:
    void activated(); ///< the user clicked the one shown last

private slots:
    void onActionInvoked(uint id, const QString& action);

private:
    QWidget* m_window;
    uint m_id = 0; // as the desktop told it; 0 = none is shown
};

} // namespace tapdesk::ui
