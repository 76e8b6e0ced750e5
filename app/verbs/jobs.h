// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/jobs/jobstore.h"
#include "core/uws/jobsummary.h"

namespace tapdesk::app {

/// `tapdesk jobs`: the job list of a service, with what is remembered of each.
class JobsCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;

private:
    void ask(const TapService& service);
    void show(const TapService& service, const QList<JobListEntry>& entries);
    QList<JobRecord> described(const TapService& service, const QList<JobListEntry>& entries);

    JobFilter m_filter;
};

} // namespace tapdesk::app
