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
    std::optional<QList<JobTarget>> targets();

    /// Makes the service of each target ready, one after the other, then calls @p next.
    void prepareAll(const QList<JobTarget>& targets, const std::function<void()>& next);

    /// Asks for a job's document.
    void askSummary(const QUrl& url, const std::function<void(const Result<JobSummary>&)>& next);

    QUrl urlOf(const JobTarget& target) { return target.url(application().services()); }

private:
    void prepareFrom(const QList<JobTarget>& targets, qsizetype index,
                     const std::function<void()>& next);
};

} // namespace tapdesk::app
