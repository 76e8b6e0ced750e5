// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace tapdesk::ui {

/// Moves the focus to the next (@p step 1) or previous (-1) pane that is seen. A pane is entered
/// at its first widget that takes keys.
void focusPane(const QList<QWidget*>& panes, int step);

} // namespace tapdesk::ui
