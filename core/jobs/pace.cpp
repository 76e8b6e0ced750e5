// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pace.h"

#include <algorithm>

namespace tapdesk {

std::chrono::seconds timeLimit(const QString& queue, const TapService& service)
{
    for (const auto& known : service.queues) {
        if (known.name.compare(queue, Qt::CaseInsensitive) == 0)
            return known.limit;
    }
    return std::chrono::seconds(0);
}

std::chrono::seconds timeLimit(const JobRecord& record, const TapService& service)
{
    if (record.executionDuration.value_or(0) > 0)
        return std::chrono::seconds(*record.executionDuration);
    return timeLimit(record.queue, service);
}

UwsJob::Pace paceFor(const UwsJob::Pace& pace, std::chrono::seconds limit)
{
    if (limit.count() <= 0)
        return pace;
    const std::chrono::milliseconds part = std::chrono::milliseconds(limit) * 2 / 5;
    auto fitting = pace;
    fitting.longest = std::max(std::clamp(part, pace.longest / 6, pace.longest * 4), pace.first);
    return fitting;
}

} // namespace tapdesk
