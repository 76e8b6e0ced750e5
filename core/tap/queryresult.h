// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/votable/document.h"

#include <QDateTime>
#include <QMetaType>
#include <QUrl>

#include <optional>

namespace tapdesk {

/// Where a result comes from.
struct Provenance
{
    QString serviceId;
    QString serviceTitle;
    QUrl serviceUrl;
    QString query; ///< as sent
    QString language;
    QString runId;
    QUrl jobUrl; ///< empty for sync
    QUrl resultUrl;
    QDateTime started; ///< UTC
    QDateTime finished; ///< UTC
    qint64 bytes = 0; ///< of the document, as received
    QList<votable::Info> infos; ///< the server's own

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// How much of the answer a result is. Never hidden, and written into exports.
struct Truth
{
    enum class Extent {
        Complete,
        CutByMaxrec, ///< the user's MAXREC was reached and the service said OVERFLOW
        CutByService, ///< the service said OVERFLOW on its own limit
        Partial ///< the connection, the document or the service broke; cause tells
    };

    /// What a table of several queries was joined from.
    struct Parts
    {
        qsizetype all = 0;
        qsizetype cut = 0; ///< by MAXREC or by the service, each for itself
        qsizetype broken = 0; ///< gave no rows, or not to their end
        bool areSlices = false; ///< of one query; else it was asked with several values

        friend bool operator==(const Parts&, const Parts&) = default;
    };

    Extent extent = Extent::Complete;
    qint64 rows = 0;
    std::optional<qint64> maxrec; ///< what the user asked; of each part
    std::optional<Error> cause; ///< of a partial result
    std::optional<Parts> parts = {}; ///< nothing for the rows of one query

    friend bool operator==(const Truth&, const Truth&) = default;
};

/// Rows, where they come from, and how true they are.
struct QueryResult
{
    Table table;
    Provenance provenance;
    Truth truth;
    QList<votable::Warning> warnings;
    /// Its number on the shelf, or why it is not kept there; nothing where nobody keeps results.
    std::optional<Result<qint64>> shelved = {};
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::QueryResult)
