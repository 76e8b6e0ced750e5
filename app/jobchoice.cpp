// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobchoice.h"

#include "app/quantities.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using Kind = JobPhase::Kind;

tl::expected<QDateTime, QString> moment(const QString& option, const QString& text)
{
    if (text.isEmpty())
        return QDateTime();
    if (const auto time = readMoment(text))
        return *time;
    return tl::unexpected(
        u"--%1 takes a time such as 2026-01-31T12:00:00Z, not “%2”"_s.arg(option, text));
}

} // namespace

tl::expected<QList<Kind>, QString> phasesOf(const CommandLine& line)
{
    QList<Kind> phases;
    for (const QString& word : line.phases) {
        const auto phase = JobPhase::fromWord(word);
        if (phase.kind() == Kind::Unknown)
            return tl::unexpected(u"there is no phase “%1”"_s.arg(word));
        phases.append(phase.kind());
    }
    return phases;
}

tl::expected<RecordFilter, QString> recordFilter(const CommandLine& line)
{
    const auto phases = phasesOf(line);
    const auto after = moment(u"after"_s, line.after);
    const auto before = moment(u"before"_s, line.before);
    if (!phases)
        return tl::unexpected(phases.error());
    if (!after)
        return tl::unexpected(after.error());
    if (!before)
        return tl::unexpected(before.error());
    RecordFilter filter {.phases = *phases,
                         .text = line.text,
                         .after = *after,
                         .before = *before,
                         .limit = line.last};
    if (!line.runId.isEmpty())
        filter.runId = line.runId;
    if (filter.phases.isEmpty() && !line.all) {
        filter.phases = {Kind::Pending, Kind::Queued, Kind::Executing, Kind::Completed, Kind::Error,
                         Kind::Aborted, Kind::Held,   Kind::Suspended, Kind::Unknown};
        filter.gone = RecordFilter::Gone::Exclude;
    }
    return filter;
}

tl::expected<ArchiveFilter, QString> archiveFilter(const CommandLine& line)
{
    const auto phases = phasesOf(line);
    if (!phases)
        return tl::unexpected(phases.error());
    if (phases->contains(Kind::Archived))
        return tl::unexpected(u"ARCHIVED jobs are archived already"_s);
    ArchiveFilter filter {.phases = *phases};
    if (line.allCompleted && !filter.phases.contains(Kind::Completed))
        filter.phases.append(Kind::Completed);
    if (!line.runId.isEmpty())
        filter.runId = line.runId;
    if (!line.olderThan.isEmpty()) {
        filter.olderThan = readAge(line.olderThan);
        if (!filter.olderThan)
            return tl::unexpected(
                u"--older-than takes an age such as 12h or 7d, not “%1”"_s.arg(line.olderThan));
    }
    if (!line.largerThan.isEmpty()) {
        filter.largerThan = readSize(line.largerThan);
        if (!filter.largerThan)
            return tl::unexpected(
                u"--larger-than takes a size such as 100MB or 2GB, not “%1”"_s.arg(
                    line.largerThan));
    }
    return filter;
}

} // namespace tapdesk::app
