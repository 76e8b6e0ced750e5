// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobtable.h"

#include "app/texttable.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QString firstLineOf(const QString& query)
{
    for (const QString& line : query.split(u'\n')) {
        if (const QString text = line.trimmed(); !text.isEmpty())
            return text;
    }
    return {};
}

QString ageText(const JobRecord& job, const QDateTime& now)
{
    if (!job.created.isValid())
        return {};
    const auto seconds = std::chrono::seconds(job.created.secsTo(now));
    return ui::durationText(seconds);
}

} // namespace

QString jobsTable(const QList<JobRecord>& jobs, const QDateTime& now)
{
    const auto isMixed = std::any_of(jobs.cbegin(), jobs.cend(), [&](const JobRecord& job) {
        return job.serviceId != jobs.first().serviceId;
    });
    QStringList header {u"phase"_s, u"run id"_s, u"queue"_s, u"rows"_s,
                        u"size"_s,  u"age"_s,    u"job"_s,   u"query"_s};
    if (isMixed)
        header.prepend(u"service"_s);
    TextTable table(header);
    for (const auto& job : jobs) {
        QStringList cells {ui::phaseText(job),
                           job.runId,
                           job.queue,
                           job.rows ? ui::countText(*job.rows) : QString(),
                           job.serverBytes ? ui::bytesText(*job.serverBytes) : QString(),
                           ageText(job, now),
                           job.jobId,
                           firstLineOf(job.query)};
        if (isMixed)
            cells.prepend(job.serviceId);
        table.add(cells);
    }
    return table.toString();
}

QString jobsText(qsizetype count)
{
    return count == 1 ? u"1 job"_s : u"%1 jobs"_s.arg(ui::countText(count));
}

QString nameWithId(const JobRecord& job)
{
    return job.runId.isEmpty() ? job.jobId : u"%1 (%2)"_s.arg(job.runId, job.jobId);
}

qint64 sizeOf(const QList<JobRecord>& jobs)
{
    qint64 sum = 0;
    for (const auto& job : jobs)
        sum += job.serverBytes.value_or(0);
    return sum;
}

} // namespace tapdesk::app
