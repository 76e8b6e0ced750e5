// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobchoice.h"

#include "core/jobs/archiving.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/joborder.h"
#include "ui/jobs/jobrules.h"
#include "ui/jobs/jobwords.h"

#include <QSet>

#include <algorithm>

namespace tapdesk::ui {

namespace {

QList<JobRecord> newestOf(QList<JobRecord> jobs, int most)
{
    std::stable_sort(jobs.begin(), jobs.end(), [](const JobRecord& left, const JobRecord& right) {
        return left.created > right.created;
    });
    return most > 0 ? jobs.first(qMin<qsizetype>(most, jobs.size())) : jobs;
}

} // namespace

QList<JobRecord> toRemove(const QList<JobRecord>& jobs, const ChoiceFilter& filter,
                          const QDateTime& now)
{
    return newestOf(archiveCandidates(jobs,
                                      {.phases = filter.phases,
                                       .olderThan = filter.olderThan,
                                       .largerThan = filter.largerThan,
                                       .runId = filter.runId},
                                      now),
                    filter.newest);
}

QList<JobRecord> toRerun(const QList<JobRecord>& jobs, const ChoiceFilter& filter,
                         const QDateTime& now)
{
    QList<JobRecord> found;
    for (const auto& job : jobs) {
        const auto since = job.ended.isValid() ? job.ended : job.created;
        const bool isOld =
            !filter.olderThan || (since.isValid() && since.secsTo(now) > filter.olderThan->count());
        if (canAskAgain(job) && isOld
            && (filter.phases.isEmpty() || filter.phases.contains(job.phase.kind()))
            && (!filter.runId || job.runId == *filter.runId))
            found.append(job);
    }
    return newestOf(found, filter.newest);
}

JobChoiceModel::JobChoiceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void JobChoiceModel::setJobs(const QList<JobRecord>& jobs)
{
    QSet<JobKey> unmarked;
    for (qsizetype i = 0; i < m_jobs.size(); ++i) {
        if (!m_marks[size_t(i)])
            unmarked.insert(keyOf(m_jobs.at(i)));
    }
    beginResetModel();
    m_jobs = jobs;
    m_marks.clear();
    m_marks.reserve(size_t(jobs.size()));
    for (const auto& job : jobs)
        m_marks.push_back(!unmarked.contains(keyOf(job)));
    endResetModel();
}

void JobChoiceModel::setAllMarked(bool isMarked)
{
    if (m_jobs.isEmpty())
        return;
    std::fill(m_marks.begin(), m_marks.end(), isMarked);
    emit dataChanged(index(0, NameColumn), index(rowCount() - 1, NameColumn), {Qt::CheckStateRole});
}

QList<JobRecord> JobChoiceModel::marked() const
{
    QList<JobRecord> jobs;
    for (qsizetype i = 0; i < m_jobs.size(); ++i) {
        if (m_marks[size_t(i)])
            jobs.append(m_jobs.at(i));
    }
    return jobs;
}

int JobChoiceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobChoiceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags JobChoiceModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractTableModel::flags(index);
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant JobChoiceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& job = m_jobs.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == NameColumn)
        return m_marks[size_t(index.row())] ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::DecorationRole && index.column() == PhaseColumn)
        return icon(phaseIcon(job.phase));
    if (role == Qt::TextAlignmentRole && index.column() == SizeColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return job.runId.isEmpty() && !job.query.isEmpty() ? job.query.left(200).simplified()
                                                           : jobName(job);
    case PhaseColumn:
        return phaseText(job);
    case EndedColumn:
        return momentText(job.ended.isValid() ? job.ended : job.created,
                          QDateTime::currentDateTime());
    case SizeColumn: {
        const auto bytes = sizeOf(job);
        return bytes ? bytesText(*bytes) : QString();
    }
    default:
        return {};
    }
}

bool JobChoiceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    m_marks[size_t(index.row())] = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

QVariant JobChoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == SizeColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Job");
    case PhaseColumn:
        return tr("Phase");
    case EndedColumn:
        return tr("Ended");
    case SizeColumn:
        return tr("Size");
    default:
        return {};
    }
}

} // namespace tapdesk::ui
