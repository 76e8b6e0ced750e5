// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/wait.h"

#include "app/jobjson.h"
#include "app/joblooks.h"
#include "core/jobs/jobnews.h"
#include "core/uws/uwsjob.h"
#include "ui/base/errortext.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void WaitCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    m_open = m_count = found->size();
    limitPatience([this] {
        if (m_open == 0)
            return finish(jobsExitCode(m_failures, m_count));
        terminal().note(u"gave up waiting; the jobs go on"_s);
        finish(ExitCode::StillRunning);
    });
    prepareAll(*found, [this](const Targets& jobs) {
        for (const JobTarget& target : jobs)
            follow(target);
    });
}

void WaitCommand::follow(const JobTarget& target)
{
    auto* job =
        new UwsJob(application().http(), target.service.resource(u"async"_s), nullptr, this);
    connect(job, &UwsJob::summaryChanged, this, [this, job](const JobSummary& summary) {
        const auto name = summary.runId.isEmpty() ? jobIdOf(job->jobUrl()) : summary.runId;
        terminal().note(u"%1: %2"_s.arg(name, summary.phase.word()));
    });
    connect(job, &UwsJob::lostSight, this, [this](const Error& reason) {
        terminal().note(ui::errorText(reason) + u" Looking again."_s);
    });
    connect(job, &UwsJob::finished, this, [this, target, job](const Result<JobSummary>& outcome) {
        onFinished(target, *job, outcome);
    });
    job->setGate(&application().jobs().gate());
    job->attach(target.url());
}

void WaitCommand::onFinished(const JobTarget& target, const UwsJob& job,
                             const Result<JobSummary>& outcome)
{
    if (job.summary().phase.isTerminal())
        m_ended.append(target);
    if (!outcome) {
        tellFailure(target, outcome.error());
        m_failures.append(outcome.error());
    }
    if (--m_open == 0)
        lookAtAll();
}

/// For what the mirror keeps of jobs that have ended: their rows, sizes and documents.
void WaitCommand::lookAtAll()
{
    auto* looks = new JobLooks(application().jobs(), m_ended, this);
    connect(looks, &JobLooks::finished, this, [this] {
        QList<JobRecord> jobs;
        for (const auto& target : std::as_const(m_ended)) {
            if (const auto job = application().jobs().job(target.service.id, target.jobId))
                jobs.append(*job);
        }
        if (line().json)
            printJson(jobsJson(jobs));
        finish(jobsExitCode(m_failures, m_count));
    });
    looks->start();
}

} // namespace tapdesk::app
