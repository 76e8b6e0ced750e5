// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/abort.h"

#include "core/uws/jobcommand.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void AbortCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    m_open = found->size();
    prepareAll(*found, [this](const Targets& jobs) {
        for (const JobTarget& target : jobs)
            abort(target);
    });
}

void AbortCommand::abort(const JobTarget& target)
{
    askSummary(target.url(), [this, target](const Result<JobSummary>& summary) {
        if (!summary)
            return end(failure(summary.error()));
        if (summary->phase.isTerminal()) {
            terminal().note(
                u"%1: has ended already, %2"_s.arg(target.jobId, summary->phase.word()));
            return end({});
        }
        post(target);
    });
}

void AbortCommand::post(const JobTarget& target)
{
    auto* command =
        new JobCommand(application().http(), target.url(), JobCommand::Action::Abort, this);
    connect(command, &JobCommand::finished, this, [this, target](const Status& outcome) {
        if (outcome)
            terminal().note(u"%1: stopped"_s.arg(target.jobId));
        end(outcome);
    });
    command->start();
}

void AbortCommand::end(const Status& outcome)
{
    if (!outcome) {
        terminal().error(outcome.error());
        m_code = m_code == ExitCode::Done ? exitCodeFor(outcome.error()) : m_code;
    }
    if (--m_open == 0)
        finish(m_code);
}

} // namespace tapdesk::app
