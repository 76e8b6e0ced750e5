// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace tapdesk::sql {

/// What comments say about how to run a query: `-- QUEUE = 5m`, `-- LANGUAGE = ADQL`,
/// `-- RUNID = x`, `-- MAXREC = 100`, `-- SERVICE = cars`, `-- OUTPUT = lines.csv`. Keys in any
/// case; of two equal keys the first counts. A colon stands for the equals sign where one word
/// follows it: `-- Queue: 5m` is meant, `-- Output: fluxes of all lines` is prose.
/// Source: user guide of the CARS TAP service, "List of file queries"; SERVICE and OUTPUT are ours.
struct Directives
{
    QString language = {};
    QString queue = {};
    QString runId = {};
    QString maxrec = {};
    QString service = {};
    QString output = {}; ///< name of the file for the rows
    QString title = {}; ///< the first line of a comment that is no directive

    friend bool operator==(const Directives&, const Directives&) = default;
};

/// Values as they were written, without spaces around; empty where nothing was said.
Directives readDirectives(QStringView text);

/// The text with comments that say what @p wanted says; all else stays as it is, line ends
/// included. The line that counts is changed in place, where only the value is touched. A new
/// line goes below the last directive, else below the title, else on top. What is empty in
/// @p wanted stays as it is, and so does the title.
///
/// @param wanted  values of one line; readDirectives() of the result has them, without blanks
///                around. A value that holds the end of a comment is only kept in a `--` comment.
QString writeDirectives(const QString& text, const Directives& wanted);

} // namespace tapdesk::sql
