// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/removal.h"

#include <QString>

namespace tapdesk::ui {

// Daiquiri archives, others delete, and of some nobody knows yet: the words say what stays.

/// "&Archive…", "&Delete…" or "Remo&ve…", as an entry of a menu.
QString removalEntry(Removal removal);
/// "Archive", "Delete" or "Remove", as a button.
QString removalVerb(Removal removal);
/// "Remove the result at the service; the query is kept".
QString removalTip(Removal removal);
/// What is kept, in whole sentences.
QString keptText(Removal removal);
/// "Archive the job sed-7?"
QString removalQuestion(Removal removal, const QString& name);
/// "Archive 312 jobs?"
QString removalQuestion(Removal removal, qint64 count);
/// "Archive Jobs", as a title.
QString removalTitle(Removal removal);
/// "Archiving: %1 of %2".
QString removingText(Removal removal);
/// "Archived %1 of %2 jobs."
QString removedText(Removal removal);

} // namespace tapdesk::ui
