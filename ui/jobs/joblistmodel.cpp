// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblistmodel.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/jobs/jobwords.h"

#include <QDateTime>
#include <QFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

bool isUnderWay(const JobRecord& job)
{
    const auto phase = job.phase.kind();
    return !job.gone && (phase == JobPhase::Kind::Queued || phase == JobPhase::Kind::Executing);
}

/// How long a job has been under way, or was. A job that waits to be started takes no time.
std::optional<std::chrono::milliseconds> durationOf(const JobRecord& job)
{
    const QDateTime from = job.started.isValid() ? job.started : job.created;
    if (!from.isValid())
        return std::nullopt;
    if (job.ended.isValid())
        return std::chrono::milliseconds(from.msecsTo(job.ended));
    if (isUnderWay(job))
        return std::chrono::milliseconds(from.msecsTo(QDateTime::currentDateTimeUtc()));
    return std::nullopt;
}

QString toolTip(const JobRecord& job)
{
    QStringList lines {phaseText(job)};
    if (!job.queue.isEmpty())
        lines.append(JobListModel::tr("Queue %1").arg(job.queue));
    if (job.gone)
        lines.append(JobListModel::tr("The service does not know this job any more."));
    if (!job.errorMessage.isEmpty())
        lines.append(job.errorMessage.left(500));
    if (job.lastSeen.isValid()) {
        lines.append(JobListModel::tr("Last seen %1")
                         .arg(momentText(job.lastSeen, QDateTime::currentDateTime())));
    }
    return lines.join(u'\n');
}

QString shownText(const JobRecord& job, int column)
{
    switch (column) {
    case JobListModel::PhaseColumn:
        return phaseText(job);
    case JobListModel::RunIdColumn:
        return job.runId.isEmpty() ? job.query.left(200).simplified() : job.runId;
    case JobListModel::CreatedColumn:
        return momentText(job.created, QDateTime::currentDateTime());
    case JobListModel::DurationColumn: {
        const auto duration = durationOf(job);
        return duration ? durationText(*duration) : QString();
    }
    case JobListModel::RowsColumn:
        return job.rows ? countText(*job.rows) : QString();
    default:
        return {};
    }
}

QVariant sortValue(const JobRecord& job, int column)
{
    switch (column) {
    case JobListModel::CreatedColumn:
        return job.created;
    case JobListModel::DurationColumn:
        return static_cast<qlonglong>(
            durationOf(job).value_or(std::chrono::milliseconds(-1)).count());
    case JobListModel::RowsColumn:
        return job.rows.value_or(-1);
    default:
        return shownText(job, column);
    }
}

} // namespace

JobListModel::JobListModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void JobListModel::reindex()
{
    m_rowOfId.clear();
    m_rowOfId.reserve(m_jobs.size());
    for (int row = 0; row < static_cast<int>(m_jobs.size()); ++row)
        m_rowOfId.insert(m_jobs.at(row).jobId, row);
}

void JobListModel::setJobs(const QList<JobRecord>& jobs)
{
    const bool isOther =
        jobs.isEmpty() || m_jobs.isEmpty() || jobs.first().serviceId != m_jobs.first().serviceId;
    if (isOther) {
        beginResetModel();
        m_jobs = jobs;
        reindex();
        endResetModel();
        return;
    }
    QSet<QString> wanted;
    QList<JobRecord> fresh;
    for (const JobRecord& job : jobs) {
        wanted.insert(job.jobId);
        if (m_rowOfId.contains(job.jobId))
            update(job);
        else
            fresh.append(job);
    }
    removeAllBut(wanted);
    add(fresh);
}

void JobListModel::removeAllBut(const QSet<QString>& jobIds)
{
    if (jobIds.size() == m_jobs.size())
        return;
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (jobIds.contains(m_jobs.at(last).jobId))
            continue;
        int first = last;
        while (first > 0 && !jobIds.contains(m_jobs.at(first - 1).jobId))
            --first;
        beginRemoveRows({}, first, last);
        m_jobs.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    reindex();
}

void JobListModel::add(const QList<JobRecord>& jobs)
{
    if (jobs.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(jobs.size()) - 1);
    for (const JobRecord& job : jobs) {
        m_rowOfId.insert(job.jobId, static_cast<int>(m_jobs.size()));
        m_jobs.append(job);
    }
    endInsertRows();
}

void JobListModel::update(const JobRecord& job)
{
    const auto known = m_rowOfId.constFind(job.jobId);
    if (known == m_rowOfId.constEnd()) {
        add({job});
        return;
    }
    const int row = *known;
    if (m_jobs.at(row) == job)
        return;
    m_jobs[row] = job;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int JobListModel::activeCount() const
{
    return static_cast<int>(std::count_if(m_jobs.cbegin(), m_jobs.cend(),
                                          [](const JobRecord& job) { return isUnderWay(job); }));
}

void JobListModel::tick()
{
    for (int row = 0; row < static_cast<int>(m_jobs.size()); ++row) {
        if (isUnderWay(m_jobs.at(row))) {
            const auto cell = index(row, DurationColumn);
            emit dataChanged(cell, cell, {Qt::DisplayRole});
        }
    }
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JobRecord& job = m_jobs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shownText(job, index.column());
    case Qt::DecorationRole:
        return index.column() == PhaseColumn ? QVariant(icon(phaseIcon(job.phase))) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(job));
    case Qt::TextAlignmentRole:
        return index.column() >= DurationColumn
            ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
            : QVariant();
    case Qt::FontRole:
        if (index.column() == RunIdColumn && job.runId.isEmpty()) {
            QFont font; // the query stands in
            font.setItalic(true);
            return font;
        }
        return {};
    case SortRole:
        return sortValue(job, index.column());
    case FilterRole:
        return QStringList {job.runId, job.query, job.phase.word(), job.jobId}.join(u'\n');
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PhaseColumn:
        return tr("Phase");
    case RunIdColumn:
        return tr("Run id");
    case CreatedColumn:
        return tr("Created");
    case DurationColumn:
        return tr("Time");
    case RowsColumn:
        return tr("Rows");
    default:
        return {};
    }
}

} // namespace tapdesk::ui
