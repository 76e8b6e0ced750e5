// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace tapdesk::ui {

/// The drawing `:/icons/NAME.svg` in the colours of the program's palette, sharp at every size
/// and scale; it follows changes of the palette. An unknown name is a bug.
///
/// Drawings use black for what has the colour of text, and #00f, #0f0, #f80, #f00 and #888 for
/// Theme's accent, good, warning, bad and muted.
QIcon icon(const QString& name);

/// The program's icon.
QIcon applicationIcon();

} // namespace tapdesk::ui
