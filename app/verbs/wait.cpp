// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/wait.h"

#include "app/jobjson.h"
#include "core/uws/uwsjob.h"
#include "ui/base/errortext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void WaitCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    limitPatience([this] {
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
    m_jobs.append(job);
    connect(job, &UwsJob::summaryChanged, this, [this, job](const JobSummary& summary) {
        const QString name = summary.runId.isEmpty() ? job->jobUrl().fileName() : summary.runId;
        terminal().note(u"%1: %2"_s.arg(name, summary.phase.word()));
    });
    connect(job, &UwsJob::lostSight, this, [this](const Error& reason) {
        terminal().note(ui::errorText(reason) + u" Looking again."_s);
    });
    connect(job, &UwsJob::finished, this,
            [this, job](const Result<JobSummary>& outcome) { onFinished(*job, outcome); });
    job->attach(target.url());
}

void WaitCommand::onFinished(const UwsJob& job, const Result<JobSummary>& outcome)
{
    m_ended.append(job.summary());
    if (!outcome) {
        terminal().error(outcome.error());
        if (m_code == ExitCode::Done)
            m_code = exitCodeFor(outcome.error());
    }
    if (m_ended.size() < m_jobs.size())
        return;
    if (line().json) {
        QJsonArray list;
        for (const JobSummary& summary : std::as_const(m_ended))
            list.append(jobJson(summary));
        print(QString::fromUtf8(QJsonDocument(list).toJson()));
    }
    finish(m_code);
}

} // namespace tapdesk::app
