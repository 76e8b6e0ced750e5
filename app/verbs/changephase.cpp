// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/changephase.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void ChangePhaseCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    m_open = found->size();
    prepareAll(*found, [this](const Targets& jobs) {
        for (const JobTarget& target : jobs)
            change(target);
    });
}

bool ChangePhaseCommand::isStart() const
{
    return line().verb == "start"_L1;
}

void ChangePhaseCommand::change(const JobTarget& target)
{
    askSummary(target.url(), [this, target](const Result<JobSummary>& summary) {
        if (!summary)
            return end(failure(summary.error()));
        const auto isPending = summary->phase.kind() == JobPhase::Kind::Pending;
        if (isStart() ? isPending : summary->phase.isActive())
            return post(target);
        terminal().note(
            (isStart() ? u"%1: has been started already, %2"_s : u"%1: has ended already, %2"_s)
                .arg(target.jobId, summary->phase.word()));
        end({});
    });
}

void ChangePhaseCommand::post(const JobTarget& target)
{
    const auto action = isStart() ? JobCommand::Action::Run : JobCommand::Action::Abort;
    auto* command = new JobCommand(application().http(), target.url(), action, this);
    connect(command, &JobCommand::finished, this, [this, target](const Status& outcome) {
        if (outcome)
            terminal().note((isStart() ? u"%1: started"_s : u"%1: stopped"_s).arg(target.jobId));
        end(outcome);
    });
    command->start();
}

void ChangePhaseCommand::end(const Status& outcome)
{
    if (!outcome) {
        terminal().error(outcome.error());
        m_code = m_code == ExitCode::Done ? exitCodeFor(outcome.error()) : m_code;
    }
    if (--m_open == 0)
        finish(m_code);
}

} // namespace tapdesk::app
