// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcode.h"

#include "core/uws/jobanswer.h"

namespace tapdesk::app {

ExitCode exitCodeFor(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return ExitCode::Interrupted;
    case Error::Kind::Unauthorized:
        return ExitCode::NotAuthorised;
    case Error::Kind::Timeout:
    case Error::Kind::Network:
    case Error::Kind::Tls:
    case Error::Kind::Protocol:
        return error.url.isLocalFile() ? ExitCode::Failed : ExitCode::Unreachable;
    case Error::Kind::Http:
        // What services answer to a query that they do not like, or find too long: it reached them.
        return error.httpStatus == 400 || error.httpStatus == 413 || error.httpStatus == 422
            ? ExitCode::Failed
            : ExitCode::Unreachable;
    case Error::Kind::Service:
    case Error::Kind::Parse:
    case Error::Kind::TooLarge:
    case Error::Kind::FileSystem:
        return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

ExitCode jobExitCode(const Error& error)
{
    return isGone(error) ? ExitCode::Failed : exitCodeFor(error);
}

ExitCode jobsExitCode(const QList<Error>& failures, qsizetype jobs)
{
    if (failures.isEmpty())
        return ExitCode::Done;
    return jobs == 1 ? jobExitCode(failures.first()) : ExitCode::SomeFailed;
}

} // namespace tapdesk::app
