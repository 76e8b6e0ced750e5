// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace tapdesk::ui {

class Actions;

// Both open at once and close by themselves; none waits.
void showKeys(QWidget* parent, const Actions& actions);
void showAbout(QWidget* parent);

} // namespace tapdesk::ui
