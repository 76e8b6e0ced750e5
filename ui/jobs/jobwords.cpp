// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

QString phaseIcon(const JobPhase& phase)
{
    switch (phase.kind()) {
    case JobPhase::Kind::Pending:
        return u"phase-pending"_s;
    case JobPhase::Kind::Queued:
        return u"phase-queued"_s;
    case JobPhase::Kind::Executing:
        return u"phase-executing"_s;
    case JobPhase::Kind::Completed:
        return u"phase-completed"_s;
    case JobPhase::Kind::Error:
        return u"phase-error"_s;
    case JobPhase::Kind::Aborted:
        return u"phase-aborted"_s;
    case JobPhase::Kind::Held:
    case JobPhase::Kind::Suspended:
        return u"phase-held"_s;
    case JobPhase::Kind::Archived:
        return u"phase-archived"_s;
    case JobPhase::Kind::Unknown:
        break;
    }
    return u"phase-unknown"_s;
}

QString phaseText(const JobRecord& job)
{
    return job.gone
        ? QCoreApplication::translate("tapdesk::ui::JobWords", "%1 (gone)").arg(job.phase.word())
        : job.phase.word();
}

} // namespace tapdesk::ui
