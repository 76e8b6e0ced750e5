// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rerun.h"

#include <algorithm>

namespace tapdesk {

namespace {

bool hasQueue(const TapService& service, const QString& name)
{
    return std::any_of(service.queues.cbegin(), service.queues.cend(), [&](const Queue& queue) {
        return queue.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

bool canRerun(const JobRecord& record)
{
    return !record.query.trimmed().isEmpty();
}

QString languageParameter(const QString& told, const TapService& service)
{
    const auto name = told.section(u'-', 0, 0);
    for (const auto& language : service.languages) {
        if (language.compare(told, Qt::CaseInsensitive) == 0)
            return language;
    }
    for (const auto& language : service.languages) {
        if (language.compare(name, Qt::CaseInsensitive) == 0)
            return language;
    }
    return told;
}

std::optional<TapQuery> rerunQuery(const JobRecord& record, const TapService& service)
{
    if (!canRerun(record))
        return {};
    // A service whose queues nobody has told may have this one.
    const auto mayHaveQueue = service.queues.isEmpty() || hasQueue(service, record.queue);
    return TapQuery {.service = service,
                     .text = record.query,
                     .language = languageParameter(record.language, service),
                     .mode = TapQuery::Mode::Async,
                     .queue = mayHaveQueue ? record.queue : QString(),
                     .runId = record.runId,
                     .maxrec = record.maxrec};
}

} // namespace tapdesk
