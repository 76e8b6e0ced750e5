// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/manyjobs.h"
#include "core/jobs/archiving.h"

namespace tapdesk::app {

/// `tapdesk archive`: frees the room that jobs take at their service. What runs is aborted first;
/// what is not known of a job is read before, so that its query stays here where the service
/// keeps nothing.
class ArchiveCommand final : public ManyJobsVerb
{
    Q_OBJECT

public:
    using ManyJobsVerb::ManyJobsVerb;
    void start() override;

private:
    void chooseByFilter();
    Items candidates(const Items& items, const ArchiveFilter& filter) const;
    Items own(const Items& items) const;
    Items byShelf(const Items& items) const;
    bool isKept(const JobRecord& job) const;
    bool needsShelf() const;
    void archive(const Items& items);
    void showPlan(const Items& items);
    void report() override;

    ArchiveFilter m_filter;
    qsizetype m_kept = 0; // results that were on the shelf before
};

} // namespace tapdesk::app
