// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobwords.h"

#include "core/jobs/jobnews.h"
#include "ui/base/numberformat.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// Longer than any pause between two looks at a job that runs.
constexpr qint64 sightSeconds = 5 * 60;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::JobWords)
};

bool isExecuting(const JobRecord& job)
{
    return !job.gone && job.phase.kind() == JobPhase::Kind::Executing;
}

/// "0:12", "4:05", "1:04:05".
QString clockText(std::chrono::milliseconds time)
{
    const auto seconds = qMax<qint64>(0, time.count() / 1000);
    const auto two = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    const auto tail = two(seconds % 60);
    return seconds < 3600 ? u"%1:%2"_s.arg(seconds / 60).arg(tail)
                          : u"%1:%2:%3"_s.arg(seconds / 3600).arg(two(seconds / 60 % 60), tail);
}

/// "30 s", "5 min": limits are round.
QString limitText(std::chrono::seconds limit)
{
    const auto seconds = limit.count();
    if (seconds % 3600 == 0)
        return Text::tr("%1 h").arg(seconds / 3600);
    if (seconds % 60 == 0)
        return Text::tr("%1 min").arg(seconds / 60);
    return seconds < 600 ? Text::tr("%1 s").arg(seconds) : durationText(limit);
}

} // namespace

QString phaseIcon(const JobPhase& phase)
{
    switch (phase.kind()) {
    case JobPhase::Kind::Pending:
        return u"phase-pending"_s;
    case JobPhase::Kind::Queued:
        return u"phase-queued"_s;
    case JobPhase::Kind::Executing:
        return u"phase-executing"_s;
    case JobPhase::Kind::Completed:
        return u"phase-completed"_s;
    case JobPhase::Kind::Error:
        return u"phase-error"_s;
    case JobPhase::Kind::Aborted:
        return u"phase-aborted"_s;
    case JobPhase::Kind::Held:
    case JobPhase::Kind::Suspended:
        return u"phase-held"_s;
    case JobPhase::Kind::Archived:
        return u"phase-archived"_s;
    case JobPhase::Kind::Unknown:
        break;
    }
    return u"phase-unknown"_s;
}

QString phaseText(const JobRecord& job)
{
    return job.gone ? Text::tr("%1 (gone)").arg(job.phase.word()) : job.phase.word();
}

QString jobName(const JobRecord& job)
{
    return job.runId.isEmpty() ? job.jobId : job.runId;
}

bool isUnderWay(const JobRecord& job)
{
    const auto phase = job.phase.kind();
    return !job.gone && (phase == JobPhase::Kind::Queued || phase == JobPhase::Kind::Executing);
}

bool isOutOfSight(const JobRecord& job, const QDateTime& now)
{
    return isBusy(job) && job.lastSeen.isValid() && job.lastSeen.secsTo(now) > sightSeconds;
}

QString outOfSightText(const JobRecord& job, const QDateTime& now, Room room)
{
    if (!isOutOfSight(job, now))
        return {};
    const auto seen = job.lastSeen.toLocalTime();
    const auto isToday = seen.date() == now.toLocalTime().date();
    return (room == Room::Narrow ? Text::tr("since %1") : Text::tr("not seen since %1"))
        .arg(isToday ? seen.toString(u"HH:mm"_s) : momentText(seen, now));
}

std::optional<std::chrono::milliseconds> elapsed(const JobRecord& job, const QDateTime& now)
{
    const QDateTime from = job.started.isValid() ? job.started : job.created;
    if (!from.isValid())
        return std::nullopt;
    if (job.ended.isValid())
        return std::chrono::milliseconds(from.msecsTo(job.ended));
    if (isUnderWay(job))
        return std::chrono::milliseconds(from.msecsTo(now));
    return std::nullopt;
}

std::chrono::seconds timeLimit(const JobRecord& job, const TapService& service)
{
    if (job.executionDuration)
        return std::chrono::seconds(*job.executionDuration);
    const auto queue =
        std::find_if(service.queues.cbegin(), service.queues.cend(), [&](const Queue& candidate) {
            return candidate.name.compare(job.queue, Qt::CaseInsensitive) == 0;
        });
    return queue == service.queues.cend() ? std::chrono::seconds(0) : queue->limit;
}

QString elapsedText(const JobRecord& job, std::chrono::seconds limit, const QDateTime& now)
{
    const auto time = elapsed(job, now);
    if (!time)
        return {};
    if (isExecuting(job) && limit.count() > 0)
        return Text::tr("%1 of %2").arg(clockText(*time), limitText(limit));
    return isUnderWay(job) ? clockText(*time) : durationText(*time);
}

std::optional<double> usedShare(const JobRecord& job, std::chrono::seconds limit,
                                const QDateTime& now)
{
    const auto time = elapsed(job, now);
    if (!time || !isExecuting(job) || limit.count() <= 0)
        return std::nullopt;
    const std::chrono::duration<double> used = *time;
    return std::clamp(used.count() / double(limit.count()), 0.0, 1.0);
}

} // namespace tapdesk::ui
