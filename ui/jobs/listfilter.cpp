// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/listfilter.h"

namespace tapdesk::ui {

PhaseGroup groupOf(const JobRecord& job)
{
    if (job.gone)
        return PhaseGroup::Gone;
    switch (job.phase.kind()) {
    case JobPhase::Kind::Pending:
        return PhaseGroup::Pending;
    case JobPhase::Kind::Completed:
        return PhaseGroup::Completed;
    case JobPhase::Kind::Error:
        return PhaseGroup::Error;
    case JobPhase::Kind::Aborted:
        return PhaseGroup::Aborted;
    case JobPhase::Kind::Archived:
        return PhaseGroup::Archived;
    case JobPhase::Kind::Queued:
    case JobPhase::Kind::Executing:
    case JobPhase::Kind::Held:
    case JobPhase::Kind::Suspended:
    case JobPhase::Kind::Unknown:
        break;
    }
    return PhaseGroup::Running;
}

QString foldedText(const JobRecord& job)
{
    const QChar between(u'\n'); // nothing that is typed matches across
    return (job.runId + between + job.query + between + job.phase.word() + between + job.jobId)
        .toLower();
}

QString foldedNeedle(const QString& text)
{
    return text.trimmed().toLower();
}

bool passesFacts(const ListFilter& filter, const JobRecord& job)
{
    return (!filter.runId || job.runId == *filter.runId)
        && (!filter.since.isValid() || (job.created.isValid() && job.created >= filter.since));
}

} // namespace tapdesk::ui
