// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/tap/tapquery.h"

#include <optional>

namespace tapdesk {

/// Whether enough is known of a job to ask the same again: its query. Lists leave it out; the
/// job's document has it (JobMonitor::look()).
bool canRerun(const JobRecord& record);

/// The query of a job once more, as a job: same text, language, queue, run id and MAXREC as far
/// as they are known. For changes, change the value; hand it to JobMonitor::run() with the id of
/// the job, which it notes. MAXREC is known of jobs sent from here only, as Daiquiri does not tell
/// it; a queue that the service does not have any more is left out, so that its default takes it.
/// Source: protocols.md 2.10; daiquiri.md section 5.
/// @return nothing where canRerun() is false
std::optional<TapQuery> rerunQuery(const JobRecord& record, const TapService& service);

/// What LANG has to be for a language that a job names: Daiquiri tells "postgresql-16.2" where
/// "PostgreSQL" was sent, and refuses the version after an upgrade. The service's own spelling
/// where one of its languages is meant, else as it is.
/// Source: daiquiri.md section 2 (LANG).
QString languageParameter(const QString& told, const TapService& service);

} // namespace tapdesk
