// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobnews.h"

#include "core/base/weburl.h"
#include "core/uws/uwsvalues.h"

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 freshSeconds = 60;

void set(QString& target, const QString& value)
{
    if (!value.isEmpty())
        target = value;
}

void set(QDateTime& target, const QDateTime& value)
{
    if (value.isValid())
        target = value;
}

void set(std::optional<qint64>& target, const std::optional<qint64>& value)
{
    if (value)
        target = value;
}

void set(std::optional<qint64>& target, const QString& value)
{
    bool isNumber = false;
    const auto number = value.toLongLong(&isNumber);
    if (isNumber)
        target = number;
}

/// Whether what was said about the job's end, or its lack of one, still holds.
bool endsBadly(const JobPhase& phase)
{
    using Kind = JobPhase::Kind;
    return phase.kind() == Kind::Error || phase.kind() == Kind::Aborted
        || phase.kind() == Kind::Archived;
}

/// A refusal (of RUN, of ABORT) is no news of a job that has gone on since.
void setPhase(JobRecord& record, const JobPhase& phase)
{
    if (phase != record.phase && !endsBadly(phase))
        record.errorMessage.clear();
    record.phase = phase;
}

/// The service's time replaces ours.
void setCreated(JobRecord& record, const QDateTime& told)
{
    if (!told.isValid())
        return;
    record.created = told;
    record.isCreatedOurs = false;
}

} // namespace

QString jobIdOf(const QUrl& jobUrl)
{
    return lastSegment(jobUrl);
}

QUrl jobAddress(const TapService& service, const QUrl& lastUrl)
{
    return service.isSample ? jobAddress(service, jobIdOf(lastUrl)) : lastUrl;
}

QUrl jobAddress(const TapService& service, const QString& jobId)
{
    const auto segment = QString::fromLatin1(QUrl::toPercentEncoding(jobId));
    return childUrl(service.resource(u"async"_s), segment);
}

void tell(JobRecord& record, const JobSummary& summary, const QDateTime& seen)
{
    record.isDescribed = true;
    setPhase(record, summary.phase);
    record.lastSeen = seen;
    record.gone = false;
    set(record.runId, summary.runId);
    if (record.query.isEmpty()) // ours is as written; services reformat
        record.query = summary.parameter(u"QUERY"_s);
    if (record.language.isEmpty())
        record.language = summary.parameter(u"LANG"_s);
    set(record.queue, summary.parameter(u"QUEUE"_s));
    set(record.maxrec, summary.parameter(u"MAXREC"_s));
    setCreated(record, summary.creationTime);
    set(record.owner, summary.ownerId);
    set(record.destruction, summary.destruction);
    set(record.executionDuration, summary.executionDuration);
    set(record.serverBytes, summary.parameter(u"size"_s));
    set(record.started, summary.startTime);
    set(record.ended, summary.endTime);
    set(record.rows, summary.parameter(u"nrows"_s));
    set(record.errorMessage, summary.errorMessage);
}

void tell(JobRecord& record, const JobListEntry& entry, const QDateTime& seen)
{
    record.isDescribed = record.isDescribed && record.phase == entry.phase;
    setPhase(record, entry.phase);
    record.lastSeen = seen;
    record.gone = false;
    set(record.runId, entry.runId);
    set(record.owner, entry.ownerId);
    setCreated(record, entry.creationTime);
}

JobRecord listed(const JobRecord& before, const QString& serviceId, const JobListEntry& entry,
                 const QDateTime& seen)
{
    auto record = before;
    record.serviceId = serviceId;
    record.jobId = jobIdOf(entry.url);
    record.url = entry.url;
    tell(record, entry, seen);
    return record;
}

bool isNews(const JobRecord& before, const JobRecord& now)
{
    auto same = now;
    same.lastSeen = before.lastSeen;
    return same != before || !before.lastSeen.isValid()
        || (now.phase.isActive() && before.lastSeen.secsTo(now.lastSeen) > freshSeconds);
}

bool isBusy(const JobRecord& record)
{
    return !record.gone && record.phase.isActive()
        && record.phase.kind() != JobPhase::Kind::Pending;
}

RecordFilter busyJobs(const QString& serviceId)
{
    using Kind = JobPhase::Kind;
    return {.serviceId = serviceId,
            .phases = {Kind::Queued, Kind::Executing, Kind::Held, Kind::Suspended, Kind::Unknown},
            .gone = RecordFilter::Gone::Exclude,
            .brief = true};
}

} // namespace tapdesk
