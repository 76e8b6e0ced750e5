// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"

#include <QString>

namespace tapdesk::ui {

/// Name, for icon(), of the sign of a phase. The word stands beside it: never colour alone.
QString phaseIcon(const JobPhase& phase);

/// The phase in the service's word, and whether the service has forgotten the job.
QString phaseText(const JobRecord& job);

} // namespace tapdesk::ui
