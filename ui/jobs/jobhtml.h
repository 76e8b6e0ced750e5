// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobstory.h"

namespace tapdesk::ui {

struct Theme;

// Links of the page; that to a job has the id behind it.
namespace joblink {
inline const QString copyError = QStringLiteral("copy:error");
inline const QString copyQuery = QStringLiteral("copy:query");
inline const QString document = QStringLiteral("document:");
inline const QString job = QStringLiteral("job:");
} // namespace joblink

/// A page about one job; nothing for what is unknown. What the service wrote is never markup.
///
/// @param isDocumentOpen  whether the raw document is shown, or only a link to it
QString jobHtml(const JobStory& story, const Theme& theme, bool isDocumentOpen);

} // namespace tapdesk::ui
