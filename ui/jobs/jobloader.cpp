// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobloader.h"

#include <QSet>
#include <QTimer>

namespace tapdesk::ui {

JobLoader::JobLoader(JobMonitor& monitor, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
{
    connect(&monitor, &JobMonitor::jobChanged, this, [this](const JobRecord& job) {
        if (m_isReading && (m_serviceId.isEmpty() || job.serviceId == m_serviceId))
            m_newer.insert(keyOf(job), job);
    });
}

void JobLoader::load(const QString& serviceId)
{
    m_serviceId = serviceId;
    start();
}

void JobLoader::reload()
{
    if (m_isReading)
        m_isStale = true;
    else
        start();
}

void JobLoader::start()
{
    ++m_turn;
    m_jobs.clear();
    m_newer.clear();
    m_isReading = true;
    m_isStale = false;
    readPage();
}

void JobLoader::readPage()
{
    const auto page = m_monitor.jobs(RecordFilter {
        .serviceId = m_serviceId, .limit = pageSize, .offset = static_cast<int>(m_jobs.size())});
    const bool isFirst = m_jobs.isEmpty();
    m_jobs.append(page);
    if (page.size() == pageSize) {
        QTimer::singleShot(0, this, [this, turn = m_turn] {
            if (turn == m_turn)
                readPage();
        });
        if (isFirst)
            emit begun(page);
        return;
    }
    m_isReading = false;
    // A job that came while pages were read moved others to the next page.
    QSet<JobKey> seen;
    QList<JobRecord> jobs;
    jobs.reserve(m_jobs.size());
    for (const auto& job : std::as_const(m_jobs)) {
        const auto key = keyOf(job);
        if (seen.contains(key))
            continue;
        seen.insert(key);
        jobs.append(m_newer.value(key, job));
    }
    for (const auto& job : std::as_const(m_newer)) {
        if (!seen.contains(keyOf(job)))
            jobs.append(job);
    }
    m_jobs.clear();
    if (m_isStale)
        QTimer::singleShot(0, this, [this, turn = m_turn] {
            if (turn == m_turn)
                start();
        });
    emit loaded(jobs);
}

} // namespace tapdesk::ui
