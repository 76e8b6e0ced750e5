// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/listmerge.h"

#include "core/jobs/jobnews.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>

namespace tapdesk {

namespace {

// Records that are read, compared and written in a few milliseconds, and ids that are read so.
constexpr qsizetype slice = 40;
constexpr int idsAtOnce = 1000;

} // namespace

ListMerge::ListMerge(JobStore& store, ListedJobs& listed,
                     std::function<bool(const QString&)> isFollowed, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_listed(listed)
    , m_isFollowed(std::move(isFollowed))
{
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &ListMerge::takeTurn);
}

void ListMerge::start(const Task& task)
{
    m_task = task;
    m_seen = QDateTime::currentDateTimeUtc();
    using Watcher = QFutureWatcher<Result<ListNews>>;
    auto* watcher = new Watcher(this);
    connect(watcher, &Watcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        onRead(watcher->future().takeResult());
    });
    watcher->setFuture(
        QtConcurrent::run([answer = task.answer, filter = task.filter, before = m_listed] {
            return readListNews(answer, filter, before);
        }));
}

void ListMerge::onRead(const Result<ListNews>& news)
{
    if (!news) {
        finish(failure(news.error()));
        return;
    }
    m_merged.news = *news;
    if (!news->isFiltered)
        m_task.expects = Expects::All; // that is what came
    m_merged.isWhole = m_task.expects == Expects::All;
    if (m_merged.isWhole && m_task.cutAt > 0 && news->listed.size() >= m_task.cutAt)
        m_task.expects = Expects::Busy;
    takeTurn();
}

void ListMerge::takeTurn()
{
    auto done = Status();
    if (m_next < m_merged.news.entries.size())
        done = mergeSlice();
    else if (!m_hasSearched)
        done = findMissing();
    else if (!m_missing.isEmpty())
        done = judgeSlice();
    else
        return finish({});
    if (done)
        m_turn.start(0);
    else
        finish(done);
}

Status ListMerge::mergeSlice()
{
    const auto entries = m_merged.news.entries.sliced(
        m_next, std::min(slice, m_merged.news.entries.size() - m_next));
    m_next += entries.size();
    RecordFilter wanted {.serviceId = m_task.serviceId, .brief = true};
    for (const auto& entry : entries)
        wanted.jobIds.append(entry.id);
    const auto known = m_store.jobs(wanted);
    if (!known)
        return failure(known.error());

    QList<JobRecord> changed;
    for (const auto& entry : entries) {
        const auto place =
            std::find_if(known->cbegin(), known->cend(),
                         [&](const JobRecord& record) { return record.jobId == entry.id; });
        const auto before = place == known->cend() ? JobRecord() : *place;
        const auto record = listed(before, m_task.serviceId, entry, m_seen);
        const auto isFollowed = m_isFollowed(entry.id);
        if (!isFollowed && isNews(before, record))
            changed.append(record);
        // For its times, rows and error. Those of a long list are asked when somebody wants them.
        if (place != known->cend() && isBusy(before) && record.phase.isTerminal())
            m_merged.ended.append(entry.url);
        if (isFollowed)
            m_listed.remove(entry.id); // what the run tells is not what the list told
        else
            m_listed.insert(entry.id, entry);
    }
    if (changed.isEmpty())
        return {};
    m_merged.hasChanged = true;
    return m_store.save(changed, JobStore::Survives::Kill);
}

Status ListMerge::findMissing()
{
    if (m_task.expects == Expects::All) {
        const auto ids = m_store.unsettled(m_task.serviceId, m_searchedTo, idsAtOnce);
        if (!ids)
            return failure(ids.error());
        for (const auto& id : *ids)
            noteMissing(id);
        m_hasSearched = ids->size() < idsAtOnce;
        m_searchedTo = ids->isEmpty() ? QString() : ids->last();
        return {};
    }
    m_hasSearched = true;
    if (m_task.expects == Expects::Nothing)
        return {};
    const auto busy = m_store.jobs(busyJobs(m_task.serviceId));
    if (!busy)
        return failure(busy.error());
    for (const auto& record : *busy)
        noteMissing(record.jobId);
    return {};
}

void ListMerge::noteMissing(const QString& id)
{
    if (!m_merged.news.listed.contains(id) && !m_isFollowed(id))
        m_missing.append(id);
}

Status ListMerge::judgeSlice()
{
    const auto ids = m_missing.first(std::min(slice, m_missing.size()));
    m_missing.remove(0, ids.size());
    const auto records =
        m_store.jobs(RecordFilter {.serviceId = m_task.serviceId, .jobIds = ids, .brief = true});
    if (!records)
        return failure(records.error());
    m_merged.missing.append(*records);
    for (const auto& id : ids)
        m_listed.remove(id);
    return {};
}

void ListMerge::finish(const Status& outcome)
{
    if (!outcome && m_next > 0)
        m_listed.clear(); // whatever of it is in the mirror
    emit finished(outcome ? Result<MergedList>(std::move(m_merged))
                          : Result<MergedList>(failure(outcome.error())));
}

} // namespace tapdesk
