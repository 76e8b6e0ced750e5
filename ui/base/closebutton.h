// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTabWidget;
class QWidget;

namespace tapdesk::ui {

/// Gives the tab of @p page a close button in the colours of the theme; it asks by
/// QTabWidget::tabCloseRequested(), as the style's own would.
void addCloseButton(QTabWidget* tabs, QWidget* page);

} // namespace tapdesk::ui
