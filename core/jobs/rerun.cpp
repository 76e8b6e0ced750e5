// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rerun.h"

namespace tapdesk {

bool canRerun(const JobRecord& record)
{
    return !record.query.trimmed().isEmpty();
}

QString languageParameter(const QString& told, const TapService& service)
{
    const auto own = service.spelling(told);
    return own.isEmpty() ? told : own;
}

std::optional<TapQuery> rerunQuery(const JobRecord& record, const TapService& service)
{
    if (!canRerun(record))
        return {};
    // A service whose queues nobody has told may have this one.
    const auto mayHaveQueue = service.queues.isEmpty() || service.hasQueue(record.queue);
    return TapQuery {.service = service,
                     .text = record.query,
                     .language = languageParameter(record.language, service),
                     .mode = TapQuery::Mode::Async,
                     .queue = mayHaveQueue ? record.queue : QString(),
                     .runId = record.runId,
                     .maxrec = record.maxrec};
}

} // namespace tapdesk
