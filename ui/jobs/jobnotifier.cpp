// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobnotifier.h"

#include "core/base/weburl.h"
#include "core/jobs/jobmonitor.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto togetherWithin = std::chrono::milliseconds(500);

/// By the service's own clock where it tells both times.
std::chrono::milliseconds runningTime(const JobRecord& job)
{
    const auto from = job.started.isValid() ? job.started : job.created;
    const auto to = job.ended.isValid() ? job.ended : job.lastSeen;
    return std::chrono::milliseconds(from.isValid() && to.isValid() ? from.msecsTo(to) : 0);
}

QString outcomeText(const JobRecord& job)
{
    if (job.phase.kind() == JobPhase::Kind::Error && !job.errorMessage.isEmpty())
        return job.errorMessage.section(u'\n', 0, 0).left(200);
    const auto time = durationText(runningTime(job));
    return job.rows ? JobNotifier::tr("%1 after %2").arg(rowsText(*job.rows), time)
                    : JobNotifier::tr("after %1").arg(time);
}

} // namespace

JobNotifier::JobNotifier(JobMonitor& monitor, std::function<bool()> isLookedAt, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_isLookedAt(std::move(isLookedAt))
{
    connect(&monitor, &JobMonitor::jobChanged, this, &JobNotifier::onJobChanged);
    connect(&monitor, &JobMonitor::jobsChanged, this, &JobNotifier::onJobsChanged);
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(togetherWithin);
    connect(&m_gathering, &QTimer::timeout, this, &JobNotifier::tell);
}

void JobNotifier::onJobChanged(const JobRecord& job)
{
    const auto url = job.url.toString();
    if (!job.gone && job.phase.isActive()) {
        m_active.insert(url);
        return;
    }
    if (!m_active.remove(url) || !job.phase.isTerminal() || runningTime(job) < shortest)
        return;
    m_ended.append(job);
    m_gathering.start();
}

/// Many at once: those that run now, and those that ran when we last heard.
void JobNotifier::onJobsChanged(const QString& serviceId)
{
    const auto before = m_active;
    const auto active = m_monitor.jobs(
        {.serviceId = serviceId, .phases = {JobPhase::Kind::Queued, JobPhase::Kind::Executing}});
    for (const auto& job : active)
        onJobChanged(job);
    for (const auto& url : before) {
        const auto job = m_monitor.job(serviceId, lastSegment(QUrl(url)));
        if (job && job->url.toString() == url)
            onJobChanged(*job);
    }
}

void JobNotifier::tell()
{
    const auto ended = std::exchange(m_ended, {});
    if (m_isLookedAt())
        return;
    if (ended.size() == 1) {
        const auto& job = ended.first();
        const auto name = job.runId.isEmpty() ? job.jobId : job.runId;
        emit notice(tr("%1: %2").arg(name, job.phase.word()), outcomeText(job));
        return;
    }
    const auto completed = std::count_if(ended.cbegin(), ended.cend(), [](const JobRecord& job) {
        return job.phase.kind() == JobPhase::Kind::Completed;
    });
    emit notice(
        tr("%1 jobs have ended").arg(countText(ended.size())),
        tr("%1 completed, %2 not").arg(countText(completed), countText(ended.size() - completed)));
}

} // namespace tapdesk::ui
