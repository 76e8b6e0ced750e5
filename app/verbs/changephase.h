// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"
#include "core/uws/jobcommand.h"

namespace tapdesk::app {

/// `tapdesk abort` and `tapdesk start`: ask the service to stop jobs, or to run those that wait
/// for it, such as one whose sender died in between. One failure stops no other.
class ChangePhaseCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    bool isStart() const;
    void change(const JobTarget& target);
    void post(const JobTarget& target);
    void proceed(); ///< with as many at a time as are no burden to a service
    void end(const JobTarget& target, const Status& outcome); ///< the last one ends the verb

    Targets m_waiting;
    qsizetype m_count = 0; // of all jobs
    qsizetype m_busy = 0;
    QList<Error> m_failures;
};

} // namespace tapdesk::app
