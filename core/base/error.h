// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace tapdesk {

/// Why an operation failed: a kind that code can branch on plus the evidence a user can forward.
/// Holds no sentence of ours; ui/base/errortext.h and app/messages.h turn it into one.
struct Error
{
    enum class Kind {
        Cancelled, ///< the user, or the owner of the operation, asked for the end
        Timeout, ///< nothing came within the time allowed
        Network, ///< name not found, connection refused or cut
        Tls, ///< the server's certificate cannot be trusted
        Unauthorized, ///< HTTP 401 or 403: login missing, wrong, or not allowed here
        Http, ///< any other HTTP status that is no success
        Service, ///< the service answered that the query or the job failed
        Protocol, ///< an answer that the standard does not allow, such as HTML where XML was due
        Parse, ///< a document that cannot be read; line() tells where
        TooLarge, ///< a limit on size was reached
        FileSystem ///< a local file or database cannot be read or written
    };

    Kind kind = Kind::Protocol;
    QString detail =
        {}; ///< words of the server or the system, verbatim and unwrapped; may be empty
    QUrl url = {}; ///< resource involved, without user info; may be empty
    int httpStatus = 0; ///< 0 when no HTTP answer arrived
    qint64 line = 0; ///< line of the document, from 1; 0 when it does not apply
    QString raw = {}; ///< what detail was unwrapped from, where that differs; for positionsIn()

    friend bool operator==(const Error&, const Error&) = default;
};

} // namespace tapdesk
