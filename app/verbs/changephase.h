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
    void end(const Status& outcome); ///< of one job; the last one ends the verb

    qsizetype m_open = 0;
    ExitCode m_code = ExitCode::Done;
};

} // namespace tapdesk::app
