// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"

namespace tapdesk::app {

/// `tapdesk show`: tells all that the service says about a job.
class ShowCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void show(const QUrl& url, const JobSummary& summary);
};

} // namespace tapdesk::app
