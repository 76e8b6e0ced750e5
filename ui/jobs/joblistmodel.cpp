// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblistmodel.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobicons.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// How long a job has run, or ran; nothing before it started.
std::optional<std::chrono::milliseconds> durationOf(const JobRecord& job)
{
    const QDateTime from = job.started.isValid() ? job.started : job.created;
    if (!from.isValid())
        return std::nullopt;
    if (job.ended.isValid())
        return std::chrono::milliseconds(from.msecsTo(job.ended));
    if (job.phase.isActive() && !job.gone)
        return std::chrono::milliseconds(from.msecsTo(QDateTime::currentDateTimeUtc()));
    return std::nullopt;
}

QString phaseText(const JobRecord& job)
{
    return job.gone ? JobListModel::tr("%1 (gone)").arg(job.phase.word()) : job.phase.word();
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
        return job.runId.isEmpty() ? job.query.simplified().left(60) : job.runId;
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
    const bool sameRows = std::equal(jobs.cbegin(), jobs.cend(), m_jobs.cbegin(), m_jobs.cend(),
                                     [](const JobRecord& a, const JobRecord& b) {
                                         return a.serviceId == b.serviceId && a.jobId == b.jobId;
                                     });
    if (!sameRows) {
        beginResetModel();
        m_jobs = jobs;
        reindex();
        endResetModel();
        return;
    }
    m_jobs = jobs; // the selection and the place of the list stay
    if (!m_jobs.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void JobListModel::update(const JobRecord& job)
{
    const auto known = m_rowOfId.constFind(job.jobId);
    if (known == m_rowOfId.constEnd()) {
        beginInsertRows({}, 0, 0);
        m_jobs.prepend(job);
        reindex();
        endInsertRows();
        return;
    }
    const int row = *known;
    m_jobs[row] = job;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int JobListModel::activeCount() const
{
    return static_cast<int>(std::count_if(m_jobs.cbegin(), m_jobs.cend(), [](const JobRecord& job) {
        return !job.gone
            && (job.phase.kind() == JobPhase::Kind::Queued
                || job.phase.kind() == JobPhase::Kind::Executing);
    }));
}

void JobListModel::tick()
{
    for (int row = 0; row < static_cast<int>(m_jobs.size()); ++row) {
        if (m_jobs.at(row).phase.isActive()) {
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
        return toolTip(job);
    case Qt::TextAlignmentRole:
        return index.column() >= DurationColumn
            ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
            : QVariant();
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
