// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/queryrequest.h"

#include <QDateTime>
#include <QLatin1StringView>

#include <chrono>

namespace tapdesk::localtap {

/// Phases of UWS 1.1 that jobs of this service have.
namespace phase {
inline constexpr QLatin1StringView pending {"PENDING"};
inline constexpr QLatin1StringView queued {"QUEUED"};
inline constexpr QLatin1StringView executing {"EXECUTING"};
inline constexpr QLatin1StringView completed {"COMPLETED"};
inline constexpr QLatin1StringView error {"ERROR"};
inline constexpr QLatin1StringView aborted {"ABORTED"};
inline constexpr QLatin1StringView archived {"ARCHIVED"};
} // namespace phase

/// A job as it is stored.
struct JobRecord
{
    QString id;
    QString phase;
    QueryRequest request;
    QString nativeQuery; ///< what the database is asked; empty before the run
    QDateTime created;
    QDateTime started; ///< invalid before the run, as is ended
    QDateTime ended;
    std::chrono::seconds duration {}; ///< longest time that the run may take
    QDateTime destruction; ///< invalid = never
    QString error;
    qint64 rows = -1; ///< of the result; -1 = none
    qint64 bytes = -1;

    /// Whether something may still happen by itself, or by PHASE=RUN.
    bool isActive() const
    {
        return phase == phase::pending || phase == phase::queued || phase == phase::executing;
    }
};

} // namespace tapdesk::localtap
