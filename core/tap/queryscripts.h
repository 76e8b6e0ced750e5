// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/tapquery.h"

namespace tapdesk {

// A query as a text that other programs run: the same service, language, queue, run id and limit,
// and the same result. Pure functions.
//
// No secret is ever written into one. Where the service wants a token the script takes it from
// the environment variable TAPDESK_TOKEN when it runs, and shows it to no other user of the
// machine (not in argv), and to no other host. A service that is reached by plain http gets none,
// as this program would not send it either.

/// A Python 3 program for pyvo 1.0 and later; its last name is `table`, an astropy Table.
/// A job is looked at with growing pauses, as WAIT does not block everywhere.
QString pyvoScript(const TapQuery& query);

/// A bash script for curl 7.76 and later that leaves the rows in result.vot.
QString curlScript(const TapQuery& query);

/// A call of this program's command line: `tapdesk query` or `tapdesk submit`.
QString tapdeskCommand(const TapQuery& query);

} // namespace tapdesk
