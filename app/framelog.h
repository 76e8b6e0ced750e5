// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace tapdesk::app {

/// Logs in the category tapdesk.start, at level debug, when a window has been painted for the first
/// time: what tests/bench/run-window waits for. Does nothing where the category is off, as it is
/// unless asked for.
class FrameLog final : public QObject
{
public:
    /// @param window  its parent
    explicit FrameLog(QWidget* window);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapdesk::app
