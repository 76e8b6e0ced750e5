// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace tapdesk {
class JobStore;
}

namespace tapdesk::ui {

/// All that the mirror knows of one job.
struct JobStory
{
    JobRecord job = {};
    QList<PhaseChange> history = {}; ///< oldest first
    std::optional<JobRecord> original = {}; ///< which this one repeats, as far as it is known
    QList<JobRecord> reruns = {}; ///< newest first
    /// Of the job's document, as the service names them, but those that the record has.
    QList<std::pair<QString, QString>> parameters = {};
    QByteArray document = {}; ///< as the service sent it; empty if none is kept
};

JobStory storyOf(const JobRecord& job, const JobStore& store);

} // namespace tapdesk::ui
