// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"

namespace tapdesk::app {

/// `tapdesk adopt`: takes jobs into the mirror that were sent from somewhere else, whether their
/// service is known or not, and tells what could be learnt of them.
class AdoptCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void adopt(const Targets& jobs);
    void show();

    QList<JobRecord> m_adopted;
    QList<Error> m_failures;
};

} // namespace tapdesk::app
