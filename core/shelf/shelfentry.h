// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/queryresult.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace tapdesk {

/// One result on the shelf: where it comes from and how much of the answer it is.
struct ShelfEntry
{
    qint64 id = 0; ///< never used twice
    QString file = {}; ///< name in the shelf's folder; VOTable, gzip or not
    Provenance provenance = {}; ///< without the server's INFOs: the document has them
    Truth::Extent extent = Truth::Extent::Complete;
    std::optional<qint64> maxrec = {}; ///< what the user asked
    qint64 rows = 0;
    qint64 columns = 0;
    qint64 storedBytes = 0; ///< on this disk
    bool pinned = false; ///< never aged out

    friend bool operator==(const ShelfEntry&, const ShelfEntry&) = default;
};

/// Which entries: those that match everything that is said here.
struct ShelfFilter
{
    QString serviceId = {};
    QString runId = {}; ///< exactly this
    QString jobId = {}; ///< last segment of its URL: the sample service's port changes
    QString words = {}; ///< each somewhere in query, run id or service, in any case
    bool pinnedOnly = false;
};

} // namespace tapdesk
