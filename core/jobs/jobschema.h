// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace tapdesk {

/// What makes each version of the job mirror out of the one before; see SqliteFile::migrate().
///
/// Times are ISO 8601 in UTC with milliseconds, so that they sort as text and other programs
/// read them.
const QList<QStringList>& jobSchemaSteps();

} // namespace tapdesk
