// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

#include <QDateTime>
#include <QString>

#include <array>
#include <optional>

namespace tapdesk::ui {

/// What a chip of the job list stands for.
enum class PhaseGroup {
    All,
    Pending, ///< not started by anybody yet
    Running, ///< waits or runs at the service, also in a phase never heard of
    Completed,
    Error,
    Aborted,
    Archived,
    Gone, ///< forgotten by the service, whatever the phase was
};
constexpr int phaseGroupCount = 8;

PhaseGroup groupOf(const JobRecord& job); ///< never All

/// Which jobs the list shows. What is not set lets all pass.
struct ListFilter
{
    PhaseGroup group = PhaseGroup::All;
    QString text = {}; ///< part of run id, query, id or phase, in any case
    std::optional<QString> runId = {}; ///< all of it
    QDateTime since = {}; ///< created then or later

    friend bool operator==(const ListFilter&, const ListFilter&) = default;
};

/// How many jobs each chip would show.
using GroupCounts = std::array<int, phaseGroupCount>;

/// What the filter's text is searched in; in small letters, as foldedNeedle() makes the text.
QString foldedText(const JobRecord& job);
QString foldedNeedle(const QString& text);

/// Whether a job passes all but the group and the text.
bool passesFacts(const ListFilter& filter, const JobRecord& job);

} // namespace tapdesk::ui
