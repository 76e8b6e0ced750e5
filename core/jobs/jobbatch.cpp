// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobbatch.h"

#include "core/base/weburl.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/rerun.h"

#include <QPointer>

#include <algorithm>
#include <utility>

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

bool hasResult(const JobRecord& record)
{
    return record.phase.kind() == JobPhase::Kind::Completed;
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
    for (auto* run : std::exchange(m_fetches, {})) {
        run->disconnect(this);
        run->setPlace(nullptr);
        m_monitor.release(run);
    }
}

int JobBatch::count(State state) const
{
    return static_cast<int>(
        std::count_if(m_items.cbegin(), m_items.cend(),
                      [state](const Item& item) { return item.state == state; }));
}

void JobBatch::setFetchesFirst()
{
    Q_ASSERT(m_action == Action::Remove && m_monitor.place());
    m_isFetching = true;
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
        if (m_items[i].state != State::Waiting && m_items[i].state != State::Fetched)
            continue;
        m_items[i].state = State::Cancelled;
        emit itemChanged(i);
        if (!alive)
            return;
    }
    const auto arriving = m_fetches.values();
    for (auto* run : arriving) {
        giveUp(run);
        if (!alive)
            return;
    }
    proceed();
}

/// Begins what may begin. Hosts that are busy do not hold up the others.
void JobBatch::proceed()
{
    const QPointer<JobBatch> alive(this);
    const auto most = m_isFetching || m_action == Action::Rerun ? 1 : mostAtOnce;
    while (m_next < m_items.size() && m_items[m_next].state != m_from)
        ++m_next;
    for (int i = m_next; i < m_items.size(); ++i) {
        auto& item = m_items[i];
        if (item.state != m_from || m_busy.value(hostOf(item.service.baseUrl)) >= most)
            continue;
        if (isSettled(m_action, item.record))
            enter(i, State::Done);
        else if (m_isFetching)
            fetch(i);
        else
            begin(i);
        if (!alive)
            return;
    }
    const auto isOpen = [this](const Item& item) {
        return item.state == m_from || item.state == State::UnderWay;
    };
    if (m_isFinished || std::any_of(m_items.cbegin(), m_items.cend(), isOpen))
        return;
    if (std::exchange(m_isFetching, false)) {
        m_from = State::Fetched;
        m_next = 0;
        proceed();
        return;
    }
    m_isFinished = true;
    emit finished();
}

// Results first

bool JobBatch::isKept(const JobRecord& record) const
{
    const auto* place = m_monitor.place();
    return !hasResult(record) || (place && place->holds(record.serviceId, record.jobId));
}

void JobBatch::fetch(int index)
{
    auto& item = m_items[index];
    if (item.record.phase.isActive()) {
        item.obstacle = Obstacle::Active;
        enter(index, State::Failed);
        return;
    }
    if (isKept(item.record)) {
        enter(index, State::Fetched);
        return;
    }
    ++m_busy[hostOf(item.service.baseUrl)];
    const QPointer<JobBatch> alive(this);
    enter(index, State::UnderWay);
    if (!alive)
        return;
    auto* run = m_monitor.fetch(m_items[index].service, m_items[index].record.url);
    m_fetches.insert(index, run);
    // A run waits for ever for a service that is not well; here others wait for the run.
    connect(run, &TapRun::lostSight, this,
            [this, index, run, losses = 0](const Error& why) mutable {
                if (++losses < mostLosses)
                    return;
                m_lost.insert(index, why);
                giveUp(run);
            });
    connect(run, &TapRun::finished, this, [this, index, run](const auto& outcome) {
        m_fetches.remove(index);
        m_monitor.release(run);
        onFetched(index, outcome);
    });
}

/// Nothing of what has arrived is kept: it would pass for a result.
void JobBatch::giveUp(TapRun* run)
{
    run->setPlace(nullptr);
    run->detach(); // ends it
}

void JobBatch::onFetched(int index, const Result<QueryResult>& outcome)
{
    if (const auto lost = m_lost.constFind(index); lost != m_lost.cend()) {
        end(index, Obstacle::Fetch, *lost);
    } else if (m_isCancelled) {
        --m_busy[hostOf(m_items[index].service.baseUrl)];
        const QPointer<JobBatch> alive(this);
        enter(index, State::Cancelled);
        if (alive)
            proceed();
    } else if (!outcome) {
        end(index, Obstacle::Fetch, outcome.error());
    } else if (outcome->truth.extent == Truth::Extent::Partial) {
        end(index, Obstacle::Incomplete, outcome->truth.cause);
    } else if (!outcome->shelved || !*outcome->shelved) {
        end(index, Obstacle::Place,
            outcome->shelved ? std::optional(outcome->shelved->error()) : std::nullopt);
    } else {
        m_items[index].cameHere = true;
        --m_busy[hostOf(m_items[index].service.baseUrl)];
        const QPointer<JobBatch> alive(this);
        enter(index, State::Fetched);
        if (alive && m_firstFetched < 0)
            m_firstFetched = index;
        else if (alive && !isKept(m_items[m_firstFetched].record))
            leaveRest();
        if (alive)
            proceed();
    }
}

/// The place is full of this batch: whatever comes now drives out what came before.
void JobBatch::leaveRest()
{
    const QPointer<JobBatch> alive(this);
    for (int i = 0; alive && i < m_items.size(); ++i) {
        auto& item = m_items[i];
        if (item.state != State::Waiting || isKept(item.record))
            continue;
        item.obstacle = Obstacle::NoRoom;
        enter(i, State::Failed);
    }
}

// What the batch is for

void JobBatch::begin(int index)
{
    auto& item = m_items[index];
    if (m_from == State::Fetched && !isKept(item.record)) {
        item.obstacle = Obstacle::AgedOut;
        enter(index, State::Failed);
        return;
    }
    ++m_busy[hostOf(item.service.baseUrl)];
    const QPointer<JobBatch> alive(this);
    enter(index, State::UnderWay);
    if (!alive)
        return;
    const auto record = m_items[index].record;
    const auto service = m_items[index].service;
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
    if (m_action == Action::Rerun || m_isFetching)
        return -1;
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(), [&](const Item& item) {
        return item.state == State::UnderWay && item.record.url == jobUrl;
    });
    return found == m_items.cend() ? -1 : static_cast<int>(found - m_items.cbegin());
}

void JobBatch::end(int index, const Status& outcome)
{
    if (m_items[index].state != State::UnderWay)
        return;
    if (!outcome)
        return end(index, Obstacle::None, outcome.error());
    --m_busy[hostOf(m_items[index].service.baseUrl)];
    const QPointer<JobBatch> alive(this);
    enter(index, State::Done);
    if (alive)
        proceed();
}

void JobBatch::end(int index, Obstacle obstacle, const std::optional<Error>& error)
{
    auto& item = m_items[index];
    --m_busy[hostOf(item.service.baseUrl)];
    item.obstacle = obstacle;
    item.error = error;
    const QPointer<JobBatch> alive(this);
    enter(index, State::Failed);
    if (alive)
        proceed();
}

void JobBatch::enter(int index, State state)
{
    m_items[index].state = state;
    emit itemChanged(index);
}

} // namespace tapdesk
