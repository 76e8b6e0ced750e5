// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobchoice.h"

#include "core/jobs/archiving.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/joborder.h"
#include "ui/jobs/jobrules.h"
#include "ui/jobs/jobwords.h"

#include <algorithm>
#include <iterator>

namespace tapdesk::ui {

namespace {

constexpr qsizetype mostSteps = 64; // rows that come or go one by one; of more all is new

QSet<JobKey> keysOf(const QList<JobRecord>& jobs)
{
    QSet<JobKey> keys;
    for (const auto& job : jobs)
        keys.insert(keyOf(job));
    return keys;
}

QList<JobRecord> newestOf(QList<JobRecord> jobs, int most)
{
    std::stable_sort(jobs.begin(), jobs.end(), [](const JobRecord& left, const JobRecord& right) {
        return left.created > right.created;
    });
    return most > 0 ? jobs.first(qMin<qsizetype>(most, jobs.size())) : jobs;
}

} // namespace

QList<JobRecord> toRemove(const QList<JobRecord>& jobs, const ChoiceFilter& filter,
                          const QSet<QString>& kept, const QDateTime& now)
{
    QSet<QString> spared;
    for (const auto& job : jobs) {
        if (filter.isKept && kept.contains(job.jobId) != *filter.isKept)
            spared.insert(job.jobId);
    }
    return newestOf(archiveCandidates(jobs,
                                      {.phases = filter.phases,
                                       .olderThan = filter.olderThan,
                                       .largerThan = filter.largerThan,
                                       .runId = filter.runId,
                                       .spared = spared},
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

void JobChoiceModel::setJobs(const QList<JobRecord>& jobs, const QSet<JobKey>& unmarked)
{
    const auto wanted = keysOf(jobs);
    const auto before = keysOf(m_jobs);
    for (const auto& key : wanted) {
        if (!m_met.contains(key) && unmarked.contains(key))
            m_unmarked.insert(key);
        m_met.insert(key);
    }
    const auto stays = [](const QSet<JobKey>& keys) {
        return [&keys](const JobRecord& job) { return keys.contains(keyOf(job)); };
    };
    QList<JobRecord> kept;
    std::copy_if(jobs.cbegin(), jobs.cend(), std::back_inserter(kept), stays(before));
    QList<JobRecord> left;
    std::copy_if(m_jobs.cbegin(), m_jobs.cend(), std::back_inserter(left), stays(wanted));
    const auto steps = wanted.size() + before.size() - 2 * kept.size();
    const auto isSameOrder =
        std::equal(kept.cbegin(), kept.cend(), left.cbegin(), left.cend(),
                   [](const auto& one, const auto& other) { return keyOf(one) == keyOf(other); });
    if (steps > mostSteps || !isSameOrder) {
        beginResetModel();
        m_jobs = jobs;
        endResetModel();
        return;
    }
    for (auto row = rowCount() - 1; row >= 0; --row) {
        if (wanted.contains(keyOf(m_jobs.at(row))))
            continue;
        beginRemoveRows({}, row, row);
        m_jobs.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < int(jobs.size()); ++row) {
        if (row < rowCount() && keyOf(m_jobs.at(row)) == keyOf(jobs.at(row)))
            continue;
        beginInsertRows({}, row, row);
        m_jobs.insert(row, jobs.at(row));
        endInsertRows();
    }
    m_jobs = jobs;
    if (!m_jobs.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void JobChoiceModel::setKept(const QSet<QString>& jobIds)
{
    m_kept = jobIds;
    if (!m_jobs.isEmpty())
        emit dataChanged(index(0, ShelfColumn), index(rowCount() - 1, ShelfColumn));
}

void JobChoiceModel::setAllMarked(bool isMarked)
{
    if (m_jobs.isEmpty())
        return;
    for (const auto& job : std::as_const(m_jobs)) {
        if (isMarked)
            m_unmarked.remove(keyOf(job));
        else
            m_unmarked.insert(keyOf(job));
    }
    emit dataChanged(index(0, NameColumn), index(rowCount() - 1, NameColumn), {Qt::CheckStateRole});
}

QList<JobRecord> JobChoiceModel::marked() const
{
    QList<JobRecord> jobs;
    for (const auto& job : m_jobs) {
        if (!m_unmarked.contains(keyOf(job)))
            jobs.append(job);
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
        return m_unmarked.contains(keyOf(job)) ? Qt::Unchecked : Qt::Checked;
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
    case ShelfColumn:
        return m_kept.contains(job.jobId) ? tr("Kept") : QString();
    default:
        return {};
    }
}

bool JobChoiceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    const auto key = keyOf(m_jobs.at(index.row()));
    if (value.toInt() == Qt::Checked)
        m_unmarked.remove(key);
    else
        m_unmarked.insert(key);
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
    case ShelfColumn:
        return tr("Shelf");
    default:
        return {};
    }
}

} // namespace tapdesk::ui
