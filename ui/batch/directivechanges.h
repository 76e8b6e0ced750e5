// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tapdesk::ui {

/// The lines in which two texts differ, as "- old" and "+ new", in their order. Made for what
/// sql::writeDirectives() does: lines are changed or added, none is taken out or moved.
QStringList changedLines(const QString& before, const QString& after);

} // namespace tapdesk::ui
