// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>

namespace tapdesk::app {

/// What the command line ends with; part of its contract, so the numbers never change.
enum class ExitCode {
    Done = 0,
    Failed = 1, ///< the query or the job failed, or a file could not be read or written
    Usage = 2,
    NotAuthorised = 3,
    Unreachable = 4, ///< network or service
    StillRunning = 5,
    Truncated = 6, ///< with --fail-on-overflow
    SomeFailed = 7, ///< of many, or all: queries of a batch, jobs, services
    Interrupted = 130
};

/// The code that tells a script why: the service could not be reached, refused the login, or
/// refused the work.
ExitCode exitCodeFor(const Error& error);

/// The same of a job: one that the service does not know is a failure, as it was reached.
ExitCode jobExitCode(const Error& error);

/// The code of a verb about jobs: Done without a failure, jobExitCode() where one job was named,
/// SomeFailed where more were.
ExitCode jobsExitCode(const QList<Error>& failures, qsizetype jobs);

} // namespace tapdesk::app
