// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "core/tap/tapquery.h"

#include <tl/expected.hpp>

namespace tapdesk::app {

/// The query that a command line asks for. Options go before what the comments of the text say
/// (`-- QUEUE = 5m`), and these before the service's own defaults.
/// @return the query, or one sentence why a directive makes no sense
tl::expected<TapQuery, QString> tapQuery(const TapService& service, const QString& text,
                                         TapQuery::Mode mode, const CommandLine& line);

} // namespace tapdesk::app
