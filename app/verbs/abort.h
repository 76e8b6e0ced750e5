// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"

namespace tapdesk::app {

/// `tapdesk abort`: asks the service to stop jobs. One failure stops no other.
class AbortCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void abort(const JobTarget& target);
    void post(const JobTarget& target);
    void end(const Status& outcome); ///< of one job; the last one ends the verb

    qsizetype m_open = 0;
    ExitCode m_code = ExitCode::Done;
};

} // namespace tapdesk::app
