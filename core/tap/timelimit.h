// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tap/queryresult.h"
#include "core/tap/tapquery.h"

#include <optional>

namespace tapdesk {

/// Whether a query failed because the service ends queries that take so long, so that one with
/// more time may do it. Told by the service's words, as no standard has a code for it; 504 and an
/// answer that never came mean the same of a synchronous query. Of a job they mean that we have
/// lost sight of it, or of its rows, which a longer queue would not mend.
/// Source: daiquiri.md sections 5 and 6 (PostgreSQL's statement timeout, in sync and as a job);
/// DaCHS: "timed out (took too long)"; protocols.md 1.4 (vollt ends the table with an ERROR).
bool isTimeLimit(const Error& error, TapQuery::Mode mode);

/// The same of an outcome: rows that the time limit cut are an outcome, too.
bool isTimeLimit(const Result<QueryResult>& outcome, TapQuery::Mode mode);

/// What to send when a query has reached its time limit: the same as a job in the next queue, by
/// their limits; a service without queues takes a job after a synchronous query and no more.
/// @return nothing when no queue has more time
std::optional<TapQuery> withMoreTime(const TapQuery& query);

} // namespace tapdesk
