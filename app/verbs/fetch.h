// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"

namespace tapdesk {
class TapRun;
}

namespace tapdesk::app {

/// `tapdesk fetch`: writes the rows of a completed job; ends with code 5 while it still runs. What
/// the service has no more comes from the shelf.
class FetchCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void onSummary(const JobTarget& target, const Result<JobSummary>& summary);
    bool fetchKept(const JobTarget& target);
    void fetch(const JobTarget& target);
    void follow(TapRun* run);
};

} // namespace tapdesk::app
