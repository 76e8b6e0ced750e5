// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/archive.h"

#include "app/jobchoice.h"
#include "app/jobjson.h"
#include "app/jobtable.h"
#include "core/shelf/shelf.h"
#include "ui/base/jobfailuretext.h"
#include "ui/base/numberformat.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using State = JobBatch::State;

bool isUnread(const JobRecord& job)
{
    return !job.gone && !job.isDescribed;
}

QString keptText(Removal removal)
{
    switch (removal) {
    case Removal::Archives:
        return u"the results go; the service keeps the queries, and `tapdesk rerun` asks them "
               "again"_s;
    case Removal::Deletes:
        return u"the service deletes the jobs with their results; the queries stay here, and "
               "`tapdesk rerun` asks them again"_s;
    case Removal::Unknown:
        break;
    }
    return u"the results go; whether the service keeps the queries is not known, here they stay, "
           "and `tapdesk rerun` asks them again"_s;
}

QList<JobRecord> recordsOf(const QList<JobBatch::Item>& items)
{
    QList<JobRecord> records;
    for (const auto& item : items)
        records.append(item.record);
    return records;
}

QString sumText(const QList<JobRecord>& records)
{
    const auto size = sizeOf(records);
    return size > 0 ? u"%1, %2"_s.arg(jobsText(records.size()), ui::bytesText(size))
                    : jobsText(records.size());
}

QString shelfText(qsizetype all, qsizetype kept, bool isFetched)
{
    const auto open = jobsText(all - kept);
    return isFetched
        ? u"%1 on the shelf; the results of %2 would be fetched"_s.arg(QString::number(kept), open)
        : u"%1 on the shelf, %2 not"_s.arg(QString::number(kept), open);
}

/// @param after  the job's record by now
QString outcomeWord(const JobBatch::Item& item, const JobRecord& after)
{
    if (item.state == State::Failed)
        return item.obstacle == JobBatch::Obstacle::None ? u"failed"_s : u"leftAlone"_s;
    if (item.state == State::Cancelled)
        return u"notBegun"_s;
    if (after.gone)
        return u"deleted"_s;
    return after.phase.kind() == JobPhase::Kind::Archived ? u"archived"_s : u"removed"_s;
}

} // namespace

void ArchiveCommand::start()
{
    const auto filter = archiveFilter(line());
    if (!filter)
        return usage(filter.error());
    m_filter = *filter;
    if (line().onShelf && line().notOnShelf)
        return usage(u"no job is both on the shelf and not"_s);
    if (needsShelf() && !application().shelf())
        return usage(u"the shelf cannot be used, so nobody knows what is on it"_s);
    if (!line().arguments.isEmpty()) {
        if (*filter != ArchiveFilter {.phases = {}} || line().onShelf || line().notOnShelf)
            return usage(u"name jobs, or choose them by --all-completed and other options"_s);
        return chooseNamed(isUnread, [this](const Items& items) { archive(items); });
    }
    if (filter->phases.isEmpty())
        return usage(u"name jobs, or say --all-completed; --phase chooses other phases"_s);
    chooseByFilter();
}

/// Documents tell when a job ended and how large its result is; those of jobs that cannot be
/// meant are not read.
void ArchiveCommand::chooseByFilter()
{
    RecordFilter filter {.phases = m_filter.phases, .gone = RecordFilter::Gone::Exclude};
    filter.runId = m_filter.runId;
    chooseListed(filter, [this](const Items& items) {
        auto wide = m_filter; // a job ends after it was made, and any may be large
        wide.largerThan.reset();
        describe(own(byShelf(candidates(items, wide))), isUnread,
                 [this](const Items& told) { archive(byShelf(candidates(told, m_filter))); });
    });
}

ArchiveCommand::Items ArchiveCommand::candidates(const Items& items,
                                                 const ArchiveFilter& filter) const
{
    const auto chosen =
        archiveCandidates(recordsOf(items), filter, QDateTime::currentDateTimeUtc());
    Items kept;
    for (const auto& item : items) {
        if (chosen.contains(item.record))
            kept.append(item);
    }
    return kept;
}

/// The list of a service where nobody has logged in may hold the jobs of others.
ArchiveCommand::Items ArchiveCommand::own(const Items& items) const
{
    Items kept;
    for (const auto& item : items) {
        const auto isLoggedIn =
            application().http().credentials().forUrl(item.service.baseUrl).has_value();
        if (isListPrivate(item.service, isLoggedIn) || item.record.sentHere)
            kept.append(item);
    }
    if (kept.size() < items.size())
        terminal().note(u"%1 not sent from here may belong to others and are left alone; name them "
                        "to remove them"_s.arg(jobsText(items.size() - kept.size())));
    return kept;
}

bool ArchiveCommand::needsShelf() const
{
    return line().onShelf || line().notOnShelf || line().fetchFirst;
}

bool ArchiveCommand::isKept(const JobRecord& job) const
{
    const auto* shelf = application().shelf();
    return shelf && shelf->holds(job.serviceId, job.jobId);
}

ArchiveCommand::Items ArchiveCommand::byShelf(const Items& items) const
{
    if (!line().onShelf && !line().notOnShelf)
        return items;
    Items kept;
    for (const auto& item : items) {
        if (isKept(item.record) == line().onShelf)
            kept.append(item);
    }
    return kept;
}

void ArchiveCommand::archive(const Items& items)
{
    m_kept = std::count_if(items.cbegin(), items.cend(),
                           [this](const auto& item) { return isKept(item.record); });
    if (line().dryRun)
        return showPlan(items);
    terminal().note(sumText(recordsOf(items)));
    if (!items.isEmpty())
        terminal().note(keptText(application().jobs().removalAt(items.first().service)));
    run(JobBatch::Action::Remove, items, line().fetchFirst ? Results::FetchedFirst : Results::Left);
}

void ArchiveCommand::showPlan(const Items& items)
{
    const auto records = recordsOf(items);
    if (line().json)
        printJson(jobsJson(records));
    else
        print(jobsTable(records, QDateTime::currentDateTimeUtc()));
    terminal().note(sumText(records));
    if (!items.isEmpty())
        terminal().note(keptText(application().jobs().removalAt(items.first().service)));
    if (needsShelf())
        terminal().note(shelfText(items.size(), m_kept, line().fetchFirst));
    terminal().note(u"nothing was done (--dry-run)"_s);
    finish(ExitCode::Done);
}

void ArchiveCommand::report()
{
    QJsonArray list;
    QList<JobRecord> done;
    for (const auto& item : batch().items()) {
        const auto after = now(item);
        if (item.state == State::Done)
            done.append(item.record); // with the size that it had
        auto json = jobJson(after);
        const auto why = ui::jobFailureText(item);
        json.insert(u"outcome"_s, outcomeWord(item, after));
        json.insert(u"message"_s, why.isEmpty() ? QJsonValue() : QJsonValue(why));
        list.append(json);
    }
    if (line().json)
        printJson(list);
    auto text = u"%1 done, %2 failed, %3 not begun"_s.arg(
        QString::number(done.size()), QString::number(batch().count(State::Failed)),
        QString::number(batch().count(State::Cancelled)));
    if (line().fetchFirst) {
        const auto& items = batch().items();
        const auto came = std::count_if(items.cbegin(), items.cend(),
                                        [](const auto& item) { return item.cameHere; });
        text += u"; %1 fetched to the shelf, %2 there already"_s.arg(came).arg(m_kept);
    }
    if (const auto freed = sizeOf(done); freed > 0)
        text += u"; %1 freed"_s.arg(ui::bytesText(freed));
    terminal().note(text);
}

} // namespace tapdesk::app
