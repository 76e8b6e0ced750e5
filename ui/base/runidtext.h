// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/runidchange.h"

#include <QString>

namespace tapdesk::ui {

/// What became of the wish for another run id, in a sentence. For the window and the terminal;
/// needs no QGuiApplication.
QString runIdText(const RunIdChange& change);

} // namespace tapdesk::ui
