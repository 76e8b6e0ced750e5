// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"

namespace tapdesk {
class UwsJob;
}

namespace tapdesk::app {

/// `tapdesk wait`: follows jobs until each is in a terminal phase, and tells every change. What
/// became of them goes into the mirror.
class WaitCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void follow(const JobTarget& target);
    void onFinished(const JobTarget& target, const UwsJob& job, const Result<JobSummary>& outcome);
    void lookAtAll();

    qsizetype m_open = 0;
    qsizetype m_count = 0; // of all jobs
    Targets m_ended;
    QList<Error> m_failures;
};

} // namespace tapdesk::app
