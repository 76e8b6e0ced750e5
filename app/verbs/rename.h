// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"
#include "core/jobs/runidchange.h"

#include <QSet>

namespace tapdesk::app {

/// `tapdesk rename`: gives a job that was never started another run id, and prints the URL of the
/// job that has it then.
class RenameCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void rename(const JobTarget& target, const QString& runId);
    void report(const RunIdChange& change);

    QSet<QUrl> m_looks; // that the mirror still waits for
    ExitCode m_code = ExitCode::Done;
};

} // namespace tapdesk::app
