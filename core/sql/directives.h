// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace tapdesk::sql {

/// What comments say about how to run a query: `-- QUEUE = 5m`, `-- LANGUAGE = ADQL`,
/// `-- RUNID = x`, `-- MAXREC = 100`. Keys in any case; of two equal keys the first counts.
/// Source: user guide of the CARS TAP service, "List of file queries".
struct Directives
{
    QString language;
    QString queue;
    QString runId;
    QString maxrec;
    QString title; ///< the first line of a comment that is no directive

    friend bool operator==(const Directives&, const Directives&) = default;
};

/// Values as they were written, without spaces around; empty where nothing was said.
Directives readDirectives(QStringView text);

} // namespace tapdesk::sql
