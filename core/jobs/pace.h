// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/service/tapservice.h"
#include "core/uws/uwsjob.h"

namespace tapdesk {

/// How long a job may run as far as it is known: what its document tells, else its queue's limit.
/// 0 = unknown or none.
std::chrono::seconds timeLimit(const JobRecord& record, const TapService& service);
std::chrono::seconds timeLimit(const QString& queue, const TapService& service);

/// The pace at which to look at a job with a time limit: one that ends within 30 s is looked at
/// again soon, one that may take five minutes up to every two, as CARS asks for. The longest pause
/// is four tenths of the limit, from a sixth of to four times that of @p pace.
/// Source: protocols.md 2.5, rule 2.
UwsJob::Pace paceFor(const UwsJob::Pace& pace, std::chrono::seconds limit);

} // namespace tapdesk
