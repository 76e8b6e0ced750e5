// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobbatch.h"

#include "core/base/weburl.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/rerun.h"

#include <QPointer>

#include <algorithm>

namespace tapdesk {

namespace {

/// Whether nothing is left to do at the service.
bool isSettled(JobBatch::Action action, const JobRecord& record)
{
    switch (action) {
    case JobBatch::Action::Remove:
        return record.gone || record.phase.kind() == JobPhase::Kind::Archived;
    case JobBatch::Action::Abort:
        return record.gone || record.phase.isTerminal();
    case JobBatch::Action::Rerun:
        break;
    }
    return false;
}

} // namespace

JobBatch::JobBatch(JobMonitor& monitor, Action action, QList<Item> items, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_action(action)
    , m_items(std::move(items))
{
    connect(&monitor, &JobMonitor::commandFinished, this, &JobBatch::onCommandFinished);
    connect(&monitor, &JobMonitor::looked, this, &JobBatch::onLooked);
}

JobBatch::~JobBatch()
{
    for (auto* run : std::exchange(m_runs, {})) {
        run->disconnect(this);
        m_monitor.release(run);
    }
}

int JobBatch::count(State state) const
{
    return static_cast<int>(
        std::count_if(m_items.cbegin(), m_items.cend(),
                      [state](const Item& item) { return item.state == state; }));
}

void JobBatch::start()
{
    proceed();
}

void JobBatch::cancel()
{
    if (m_isCancelled || m_isFinished)
        return;
    m_isCancelled = true;
    const QPointer<JobBatch> alive(this);
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items[i].state != State::Waiting)
            continue;
        m_items[i].state = State::Cancelled;
        emit itemChanged(i);
        if (!alive)
            return;
    }
    proceed();
}

/// Begins what may begin. Hosts that are busy do not hold up the others.
void JobBatch::proceed()
{
    const QPointer<JobBatch> alive(this);
    const auto most = m_action == Action::Rerun ? 1 : mostAtOnce;
    while (m_next < m_items.size() && m_items[m_next].state != State::Waiting)
        ++m_next;
    for (int i = m_next; i < m_items.size(); ++i) {
        auto& item = m_items[i];
        if (item.state != State::Waiting || m_busy.value(hostOf(item.service.baseUrl)) >= most)
            continue;
        if (isSettled(m_action, item.record)) {
            item.state = State::Done;
            emit itemChanged(i);
        } else {
            begin(i);
        }
        if (!alive)
            return;
    }
    const auto isOpen = [](const Item& item) {
        return item.state == State::Waiting || item.state == State::UnderWay;
    };
    if (m_isFinished || std::any_of(m_items.cbegin(), m_items.cend(), isOpen))
        return;
    m_isFinished = true;
    emit finished();
}

void JobBatch::begin(int index)
{
    auto& item = m_items[index];
    ++m_busy[hostOf(item.service.baseUrl)];
    item.state = State::UnderWay;
    const QPointer<JobBatch> alive(this);
    emit itemChanged(index);
    if (!alive)
        return;
    const auto record = item.record;
    const auto service = item.service;
    if (m_action == Action::Remove) {
        m_monitor.remove(service, record.url);
    } else if (m_action == Action::Abort) {
        m_monitor.abort(service, record.url);
    } else if (canRerun(record)) {
        rerun(index);
    } else {
        m_looks.insert(jobAddress(service, record.url), index);
        m_monitor.look(service, record.url);
    }
}

void JobBatch::onLooked(const QUrl& jobUrl, const Status& outcome)
{
    const auto found = m_looks.constFind(jobUrl);
    if (found == m_looks.cend())
        return;
    const auto index = *found;
    m_looks.erase(found);
    auto& record = m_items[index].record;
    if (const auto known = m_monitor.job(record.serviceId, record.jobId))
        record = *known;
    if (canRerun(record))
        rerun(index);
    else
        end(index,
            outcome ? Status(failure({.kind = Error::Kind::Protocol, .url = jobUrl})) : outcome);
}

/// The run is left alone once its job runs: nobody waits for its rows here.
void JobBatch::rerun(int index)
{
    const auto query = rerunQuery(m_items[index].record, m_items[index].service);
    auto* run = m_monitor.run(*query, m_items[index].record.jobId);
    m_runs.insert(run);
    connect(run, &TapRun::jobCreated, this, [this, index, run](const QUrl& jobUrl) {
        m_items[index].rerunUrl = jobUrl;
        m_runs.remove(run);
        m_monitor.release(run);
    });
    connect(run, &TapRun::finished, this, [this, index, run](const auto& outcome) {
        const auto goesOn = outcome || run->isDetached();
        if (m_runs.remove(run))
            m_monitor.release(run);
        end(index, goesOn ? Status() : Status(failure(outcome.error())));
    });
}

void JobBatch::onCommandFinished(const QUrl& jobUrl, const Status& outcome)
{
    if (const auto index = underWay(jobUrl); index >= 0)
        end(index, outcome);
}

int JobBatch::underWay(const QUrl& jobUrl) const
{
    if (m_action == Action::Rerun)
        return -1;
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(), [&](const Item& item) {
        return item.state == State::UnderWay && item.record.url == jobUrl;
    });
    return found == m_items.cend() ? -1 : static_cast<int>(found - m_items.cbegin());
}

void JobBatch::end(int index, const Status& outcome)
{
    auto& item = m_items[index];
    if (item.state != State::UnderWay)
        return;
    --m_busy[hostOf(item.service.baseUrl)];
    item.state = outcome ? State::Done : State::Failed;
    if (!outcome)
        item.error = outcome.error();
    const QPointer<JobBatch> alive(this);
    emit itemChanged(index);
    if (alive)
        proceed();
}

} // namespace tapdesk
