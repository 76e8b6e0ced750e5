// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QWidget>

namespace tapdesk::app {

/// Logs in the category tapdesk.start, at level debug, when a window has been painted for the first
/// time, and for the first time with rows of a result in it: what tests/bench/run-window waits for.
/// Does nothing where the category is off, as it is unless asked for.
class FrameLog final : public QObject
{
public:
    /// @param window  its parent
    explicit FrameLog(QWidget* window);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tell(bool withRows);
    bool hasRows() const;

    QWidget* m_window;
    bool m_isPainted = false; // told
    bool m_hasRows = false; // told
};

} // namespace tapdesk::app
