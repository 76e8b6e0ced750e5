// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/manyjobs.h"

namespace tapdesk::app {

/// `tapdesk rerun`: asks the queries of jobs again, as new jobs, and prints their URLs, one a
/// line, in the order of the arguments, else in the order in which the jobs were first sent.
class RerunCommand final : public ManyJobsVerb
{
    Q_OBJECT

public:
    using ManyJobsVerb::ManyJobsVerb;
    void start() override;

private:
    void chooseByFilter();
    void rerun(const Items& items);
    std::optional<QString> changed(JobBatch::Item& item) const;
    void itemEnded(int index) override;
    void printUrls();
    void report() override;

    int m_printed = 0; // items whose URL is out, or that have none
};

} // namespace tapdesk::app
