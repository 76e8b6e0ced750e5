// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/changephase.h"

#include "core/jobs/jobbatch.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void ChangePhaseCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    prepareAll(*found, [this](const Targets& jobs) {
        m_waiting = jobs;
        m_count = jobs.size();
        proceed();
    });
}

void ChangePhaseCommand::proceed()
{
    while (!m_waiting.isEmpty() && m_busy < JobBatch::mostAtOnce) {
        ++m_busy;
        change(m_waiting.takeFirst());
    }
    if (m_busy == 0)
        finish(jobsExitCode(m_failures, m_count));
}

bool ChangePhaseCommand::isStart() const
{
    return line().verb == "start"_L1;
}

void ChangePhaseCommand::change(const JobTarget& target)
{
    askSummary(target.url(), [this, target](const Result<JobSummary>& summary) {
        if (!summary)
            return end(target, failure(summary.error()));
        const auto isPending = summary->phase.kind() == JobPhase::Kind::Pending;
        if (isStart() ? isPending : summary->phase.isActive())
            return post(target);
        terminal().note(
            (isStart() ? u"%1: has been started already, %2"_s : u"%1: has ended already, %2"_s)
                .arg(target.jobId, summary->phase.word()));
        end(target, {});
    });
}

void ChangePhaseCommand::post(const JobTarget& target)
{
    const auto action = isStart() ? JobCommand::Action::Run : JobCommand::Action::Abort;
    auto* command = new JobCommand(application().http(), target.url(), action, this);
    connect(command, &JobCommand::finished, this, [this, target](const Status& outcome) {
        if (outcome)
            terminal().note((isStart() ? u"%1: started"_s : u"%1: stopped"_s).arg(target.jobId));
        end(target, outcome);
    });
    command->setGate(&application().jobs().gate());
    command->start();
}

void ChangePhaseCommand::end(const JobTarget& target, const Status& outcome)
{
    if (!outcome) {
        tellFailure(target, outcome.error());
        m_failures.append(outcome.error());
    }
    --m_busy;
    proceed();
}

} // namespace tapdesk::app
