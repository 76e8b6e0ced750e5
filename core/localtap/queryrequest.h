// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/localtap/outputformat.h"
#include "core/localtap/parameters.h"
#include "core/sql/dialect.h"

#include <QString>

#include <optional>

namespace tapdesk::localtap {

inline constexpr qint64 maxRows = 5'000'000; ///< hard limit of a result
inline constexpr qint64 defaultRows = 1'000'000;

inline constexpr QLatin1StringView shortQueueName {"30s"};
inline constexpr QLatin1StringView longQueueName {"5m"};

/// What somebody asks for, at /sync or in a job.
struct QueryRequest
{
    QString query; ///< trimmed; empty in a job that has none yet
    QString language; ///< "PostgreSQL" or "ADQL"; as it came, when it is neither
    QString queue; ///< canonical
    QString runId;
    std::optional<qint64> maxrec; ///< from 0 to the hard limit
    QString format; ///< as asked for; empty = default

    sql::Dialect dialect() const { return sql::dialectFromLanguage(language); }
    qint64 rowLimit() const { return maxrec.value_or(defaultRows); }

    friend bool operator==(const QueryRequest&, const QueryRequest&) = default;
};

/// Reads the parameters, over those of @p before, and refuses what makes no sense.
/// @return the request, or Error::Kind::Service with one sentence a parameter, as Daiquiri
///         words them: "NAME: what is wrong"
Result<QueryRequest> readRequest(const Parameters& parameters, QueryRequest before = {});

/// Refuses a request that lacks what a query needs, or is in a language that is not spoken here.
/// A job may be made of such a request; it fails when it is run, as TAP 1.1, section 2.3, wants.
Status requireRunnable(const QueryRequest& request);

} // namespace tapdesk::localtap
