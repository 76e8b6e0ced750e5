// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/joblooks.h"

#include "core/jobs/jobnews.h"

#include <QPointer>

namespace tapdesk::app {

using namespace std::chrono_literals;

namespace {

// Somebody waits for each of these looks, which come one behind the other and only once: what
// the pace of those that nobody asked for would stretch to minutes.
constexpr HostBudget::Limits askedFor {.spacing = 20ms};

} // namespace

JobLooks::JobLooks(JobMonitor& monitor, QList<JobTarget> jobs, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_jobs(std::move(jobs))
{
    monitor.setBudget(askedFor);
    connect(&monitor, &JobMonitor::looked, this, [this](const QUrl& url, const Status& outcome) {
        if (m_index < 0 || m_index >= m_jobs.size())
            return;
        const auto& job = m_jobs.at(m_index);
        if (jobAddress(job.service, job.url()) != url)
            return;
        const QPointer<JobLooks> alive(this);
        emit looked(m_index, outcome);
        if (alive)
            next();
    });
}

void JobLooks::start()
{
    next();
}

void JobLooks::stop()
{
    m_isStopped = true;
}

void JobLooks::next()
{
    m_index = m_isStopped ? static_cast<int>(m_jobs.size()) : m_index + 1;
    if (m_index < m_jobs.size())
        m_monitor.look(m_jobs.at(m_index).service, m_jobs.at(m_index).url());
    else
        emit finished();
}

} // namespace tapdesk::app
