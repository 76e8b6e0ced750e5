// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uws/jobsummary.h"

#include <QJsonObject>

namespace tapdesk::app {

/// A job as JSON for programs: names of the UWS document, times in ISO 8601 (UTC), null for what
/// is not known.
QJsonObject jobJson(const JobSummary& summary);

} // namespace tapdesk::app
