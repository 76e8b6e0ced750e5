// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uws/jobphase.h"

#include <QString>

namespace tapdesk::ui {

/// Name, for icon(), of the sign of a phase. The word stands beside it: never colour alone.
QString phaseIcon(const JobPhase& phase);

} // namespace tapdesk::ui
