// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/creationlog.h"

#include "core/jobs/jobstore.h"

#include <algorithm>
#include <utility>

namespace tapdesk {

CreationLog::CreationLog(JobStore& store)
    : m_store(store)
{
    m_turn.setSingleShot(true);
    QObject::connect(&m_turn, &QTimer::timeout, &m_turn, [this] { write(); });
}

CreationLog::~CreationLog()
{
    static_cast<void>(save(m_added));
}

void CreationLog::add(const JobRecord& record, Stored stored)
{
    // At once against a kill, which costs no wait for the disk; write() tells what fails.
    static_cast<void>(m_store.save(record, JobStore::Survives::Kill));
    m_added.append({.record = record, .refusal = {}, .stored = std::move(stored)});
    m_turn.start(0);
}

void CreationLog::refuse(const Status& why, Stored stored)
{
    m_added.append({.record = {}, .refusal = why, .stored = std::move(stored)});
    m_turn.start(0);
}

bool CreationLog::holds(const QString& serviceId, const QString& jobId) const
{
    return std::any_of(m_added.cbegin(), m_added.cend(), [&](const Entry& entry) {
        return entry.record && entry.record->serviceId == serviceId && entry.record->jobId == jobId;
    });
}

Status CreationLog::save(const QList<Entry>& added)
{
    QList<JobRecord> records;
    for (const auto& entry : added) {
        if (entry.record)
            records.append(*entry.record);
    }
    return records.isEmpty() ? Status() : m_store.save(records);
}

void CreationLog::write()
{
    const auto added = std::exchange(m_added, {});
    const auto outcome = save(added);
    for (const auto& entry : added)
        entry.stored(entry.record ? outcome : entry.refusal); // the log may be gone from here on
}

} // namespace tapdesk
