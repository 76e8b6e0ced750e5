// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobrules.h"

#include <algorithm>

namespace tapdesk::ui {

bool canOpenResult(const JobRecord& job)
{
    return !job.gone && job.phase.kind() == JobPhase::Kind::Completed;
}

bool canOpenQuery(const JobRecord& job)
{
    return !job.query.isEmpty();
}

bool canAskAgain(const JobRecord& job)
{
    return canOpenQuery(job) || !job.gone;
}

bool canAbort(const JobRecord& job)
{
    return !job.gone && job.phase.isActive();
}

bool canRemove(const JobRecord& job)
{
    return !job.gone && job.phase.kind() != JobPhase::Kind::Archived;
}

bool canChangeRunId(const JobRecord& job)
{
    return !job.gone && job.phase.kind() == JobPhase::Kind::Pending && !job.started.isValid();
}

bool lacksDetails(const JobRecord& job)
{
    return !job.gone && job.phase.isTerminal() && !job.ended.isValid();
}

JobAbilities abilitiesOf(const QList<JobRecord>& selection, bool isKept)
{
    const auto any = [&](auto can) {
        return std::any_of(selection.cbegin(), selection.cend(), can);
    };
    return {.openResult = selection.size() == 1 && (isKept || canOpenResult(selection.first())),
            .openQuery = selection.size() <= mostOpenedQueries && any(canOpenQuery),
            .rerun = any(canAskAgain),
            .change = selection.size() == 1 && canOpenQuery(selection.first()),
            .changeRunId = selection.size() == 1 && canChangeRunId(selection.first()),
            .abort = any(canAbort),
            .remove = any(canRemove),
            .copyUrl = !selection.isEmpty(),
            .copyAs = selection.size() == 1 && canOpenQuery(selection.first())};
}

} // namespace tapdesk::ui
