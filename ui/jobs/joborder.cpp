// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joborder.h"

#include "ui/jobs/jobwords.h"

#include <limits>

namespace tapdesk::ui {

namespace {

constexpr qint64 unknown = std::numeric_limits<qint64>::min();

bool isDigit(QChar sign)
{
    return sign >= u'0' && sign <= u'9';
}

/// JobPhase::Kind is in the order of a life.
qint64 phaseOrder(const JobRecord& job)
{
    return job.gone ? 100 : static_cast<qint64>(job.phase.kind());
}

} // namespace

std::optional<qint64> sizeOf(const JobRecord& job)
{
    return job.serverBytes ? job.serverBytes : job.bytes;
}

bool isSortedByText(JobListModel::Column column)
{
    return column == JobListModel::RunIdColumn || column == JobListModel::ServiceColumn
        || column == JobListModel::QueueColumn;
}

qint64 sortNumber(const JobRecord& job, JobListModel::Column column, const QDateTime& now)
{
    switch (column) {
    case JobListModel::PhaseColumn:
        return phaseOrder(job);
    case JobListModel::CreatedColumn:
        return job.created.isValid() ? job.created.toMSecsSinceEpoch() : unknown;
    case JobListModel::ElapsedColumn: {
        const auto time = elapsed(job, now);
        return time ? time->count() : unknown;
    }
    case JobListModel::RowsColumn:
        return job.rows.value_or(unknown);
    case JobListModel::SizeColumn:
        return sizeOf(job).value_or(unknown);
    default:
        return 0;
    }
}

QString naturalKey(const QString& text)
{
    const auto small = text.toLower();
    QString key;
    key.reserve(small.size() + 4);
    for (qsizetype i = 0; i < small.size();) {
        if (!isDigit(small[i])) {
            key.append(small[i++]);
            continue;
        }
        while (i < small.size() - 1 && small[i] == u'0' && isDigit(small[i + 1]))
            ++i;
        auto end = i;
        while (end < small.size() && isDigit(small[end]))
            ++end;
        // A longer number is a larger one; the length stands where the first digit would.
        key.append(QChar(u'0' + char16_t(qMin<qsizetype>(end - i, 9))));
        key.append(QStringView(small).sliced(i, end - i));
        i = end;
    }
    return key;
}

} // namespace tapdesk::ui
