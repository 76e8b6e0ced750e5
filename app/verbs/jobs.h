// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/jobs/jobstore.h"

namespace tapdesk::app {

class JobListing;

/// `tapdesk jobs`: the jobs of a service, or of all services in use, after the mirror was made
/// true for them; with --offline as they were last seen.
class JobsCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;

private:
    QList<TapService> servicesInUse() const;
    void askFrom(qsizetype index);
    void ask(const TapService& service, const std::function<void()>& next);
    void onListed(const JobListing& listing, const Status& outcome,
                  const std::function<void()>& next);
    void show();

    RecordFilter m_filter;
    QList<TapService> m_services; // to be asked; empty: the one that the options name
    int m_unread = 0;
    bool m_isIncomplete = false;
};

} // namespace tapdesk::app
