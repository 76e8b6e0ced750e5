// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rerun.h"

#include "app/jobchoice.h"
#include "app/jobjson.h"
#include "app/jobtable.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/rerun.h"
#include "ui/base/errortext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using Kind = JobPhase::Kind;
using State = JobBatch::State;

bool isUnknownQuery(const JobRecord& job)
{
    return !canRerun(job);
}

} // namespace

void RerunCommand::start()
{
    const auto isFilter =
        line().last > 0 || line().all || !line().runId.isEmpty() || !line().phases.isEmpty();
    if (!line().arguments.isEmpty()) {
        if (isFilter)
            return usage(u"name jobs, or choose them by --last, or --runid and --all"_s);
        return chooseNamed(isUnknownQuery, [this](const Items& items) { rerun(items); });
    }
    if (line().last == 0 && !(line().all && !line().runId.isEmpty()))
        return usage(u"name jobs, or say --last N, or --runid R --all"_s);
    chooseByFilter();
}

/// Without --phase: all that has ended. A job that its service has forgotten can be asked again
/// as well, since its query is here.
void RerunCommand::chooseByFilter()
{
    auto filter = recordFilter(line());
    if (!filter)
        return usage(filter.error());
    if (line().phases.isEmpty())
        filter->phases = {Kind::Completed, Kind::Error, Kind::Aborted, Kind::Archived};
    filter->gone = RecordFilter::Gone::Include;
    chooseListed(*filter, [this](const Items& newestFirst) {
        auto items = newestFirst;
        std::reverse(items.begin(), items.end());
        describe(items, isUnknownQuery, [this](const Items& told) { rerun(told); });
    });
}

/// Enters what the options change. The record is the batch's own; the job that it tells of stays
/// as it is. @return why not, if so
std::optional<QString> RerunCommand::changed(JobBatch::Item& item) const
{
    auto& record = item.record;
    if (!line().queue.isEmpty())
        record.queue = line().queue;
    if (!line().language.isEmpty())
        record.language = line().language;
    if (!line().newRunId.isEmpty())
        record.runId = line().newRunId;
    if (line().maxrec)
        record.maxrec = line().maxrec;
    const auto query = rerunQuery(record, item.service);
    if (!query || query->queue == record.queue)
        return {};
    if (!line().queue.isEmpty())
        return u"the service has no queue “%1”"_s.arg(line().queue);
    terminal().warning(
        u"%1: the service has no queue “%2” any more; its default takes the job"_s.arg(
            nameWithId(record), record.queue));
    return {};
}

void RerunCommand::rerun(const Items& items)
{
    auto queries = items;
    for (auto& item : queries) {
        if (const auto problem = changed(item))
            return usage(*problem);
    }
    terminal().note(u"sending the queries of %1"_s.arg(jobsText(queries.size())));
    run(JobBatch::Action::Rerun, queries);
}

void RerunCommand::itemEnded(int index)
{
    ManyJobsVerb::itemEnded(index);
    printUrls();
}

/// Those whose turn it is: jobs do not begin in the order in which they were sent.
void RerunCommand::printUrls()
{
    const auto& items = batch().items();
    while (m_printed < items.size()) {
        const auto& item = items.at(m_printed);
        if (item.state == State::Waiting || item.state == State::UnderWay)
            return;
        if (item.state == State::Done && !line().json)
            print(item.rerunUrl.toString() + u'\n');
        ++m_printed;
    }
}

void RerunCommand::report()
{
    QJsonArray list;
    for (const auto& item : batch().items()) {
        if (item.state == State::Failed && !item.rerunUrl.isEmpty())
            terminal().warning(u"%1 was made, but not started"_s.arg(item.rerunUrl.toString()));
        const auto made = application().jobs().job(item.service.id, jobIdOf(item.rerunUrl));
        auto json = made ? jobJson(*made) : QJsonObject {{u"url"_s, QJsonValue()}};
        json.insert(u"rerunOf"_s, item.record.jobId);
        json.insert(u"message"_s,
                    item.error ? QJsonValue(ui::errorText(*item.error)) : QJsonValue());
        list.append(json);
    }
    if (line().json)
        printJson(list);
    terminal().note(u"%1 sent, %2 failed, %3 not begun"_s.arg(
        QString::number(batch().count(State::Done)), QString::number(batch().count(State::Failed)),
        QString::number(batch().count(State::Cancelled))));
}

} // namespace tapdesk::app
