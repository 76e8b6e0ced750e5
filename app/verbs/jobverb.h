// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "app/joblookup.h"
#include "core/uws/jobsummary.h"

namespace tapdesk::app {

/// A verb about jobs that exist: finds them, makes their services ready, and hands them over.
class JobVerb : public Command
{
    Q_OBJECT

public:
    using Command::Command;

protected:
    /// The jobs of the arguments, or nothing when a word means no job: then the verb is done.
    std::optional<QList<JobTarget>> targets() { return targets(line().arguments); }
    std::optional<QList<JobTarget>> targets(const QStringList& words); ///< those of @p words

    using Targets = QList<JobTarget>;

    /// Makes the service of each target ready, one after the other, then calls @p next with the
    /// targets, whose services now say where they are. A TAPDESK_TOKEN is given to no more than one
    /// service: where there are several, says so and is done.
    void prepareAll(const Targets& targets, const std::function<void(const Targets&)>& next);

    /// Says what is wrong with a job; which one, where several are named.
    void tellFailure(const JobTarget& job, const Error& error) const;
    void failJob(const JobTarget& job, const Error& error); ///< tellFailure(), and is done

    /// Asks for a job's document.
    void askSummary(const QUrl& url, const std::function<void(const Result<JobSummary>&)>& next);

private:
    void prepareFrom(const Targets& targets, qsizetype index,
                     const std::function<void(const Targets&)>& next);
};

} // namespace tapdesk::app
