// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/adopt.h"

#include "app/jobjson.h"
#include "app/joblooks.h"
#include "app/jobtable.h"
#include "core/jobs/rerun.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void AdoptCommand::start()
{
    for (const QString& word : line().arguments) {
        if (!word.contains("://"_L1))
            return usage(u"adopt takes the URLs of jobs, not “%1”"_s.arg(word));
    }
    if (const auto found = targets())
        prepareAll(*found, [this](const Targets& jobs) { adopt(jobs); });
}

void AdoptCommand::adopt(const Targets& jobs)
{
    auto* looks = new JobLooks(application().jobs(), jobs, this);
    connect(looks, &JobLooks::looked, this, [this, jobs](int index, const Status& outcome) {
        const auto& job = jobs.at(index);
        if (!outcome) {
            tellFailure(job, outcome.error());
            m_failures.append(outcome.error());
        } else if (const auto record = application().jobs().job(job.service.id, job.jobId)) {
            m_adopted.append(*record);
        }
    });
    connect(looks, &JobLooks::finished, this, [this] { show(); });
    looks->start();
}

void AdoptCommand::show()
{
    if (line().json)
        printJson(jobsJson(m_adopted));
    else if (!m_adopted.isEmpty())
        print(jobsTable(m_adopted, QDateTime::currentDateTimeUtc()));
    for (const auto& job : std::as_const(m_adopted)) {
        if (!canRerun(job))
            terminal().warning(u"%1: the service does not tell the query, so the job cannot be "
                               "run again"_s.arg(nameWithId(job)));
    }
    terminal().note(u"%1 adopted"_s.arg(jobsText(m_adopted.size())));
    finish(jobsExitCode(m_failures, line().arguments.size()));
}

} // namespace tapdesk::app
