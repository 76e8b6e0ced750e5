// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

namespace tapdesk::test {

/// A job of the service "test" that was created on 21 November 2025 at 14:03 UTC.
inline JobRecord makeJob(const QString& id, JobPhase phase = JobPhase::Kind::Completed)
{
    JobRecord record;
    record.serviceId = QStringLiteral("test");
    record.jobId = id;
    record.url = QUrl(QStringLiteral("https://example.org/tap/async/") + id);
    record.phase = std::move(phase);
    record.created = QDateTime(QDate(2025, 11, 21), QTime(14, 3), Qt::UTC);
    return record;
}

} // namespace tapdesk::test
