// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/exitcode.h"
#include "app/terminal.h"
#include "core/tap/queryresult.h"

#include <tl/expected.hpp>

namespace tapdesk::app {

/// The format that a command line asks for: --format, else the suffix of -o, else "text" on
/// standard output. A file whose name tells no format is refused.
/// @return the format's id in core/formats, or one sentence why there is none
tl::expected<QString, QString> outputFormat(const CommandLine& line);

/// Writes a result to -o (whole or not at all) or to standard output. The format must have passed
/// outputFormat().
Status saveResult(const QueryResult& result, const CommandLine& line);

/// Says on standard error how true a result is that has been saved. @return as writeResult()
ExitCode tellTruth(const QueryResult& result, const CommandLine& line, const Terminal& terminal);

/// Both of these, one after the other.
/// @return Done, Failed when it could not be written or is partial, Truncated when it is cut and
///         --fail-on-overflow was given
ExitCode writeResult(const QueryResult& result, const CommandLine& line, const Terminal& terminal);

} // namespace tapdesk::app
