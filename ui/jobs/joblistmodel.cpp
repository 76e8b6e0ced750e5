// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblistmodel.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/jobs/joborder.h"
#include "ui/jobs/jobwords.h"

#include <QDateTime>
#include <QFont>
#include <QSet>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int mostSteps = 64; // changes that are told one by one
constexpr int foldedAtOnce = 500;

} // namespace

JobListModel::JobListModel(QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&m_spare, &QTimer::timeout, this, &JobListModel::foldSome);
}

void JobListModel::setServices(const QList<TapService>& services)
{
    m_services.clear();
    for (const auto& service : services)
        m_services.insert(service.id, service);
    if (!m_shown.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

TapService JobListModel::serviceOf(const JobRecord& job) const
{
    return m_services.value(job.serviceId);
}

// Order and filter

bool JobListModel::less(int left, int right) const
{
    const auto l = size_t(left);
    const auto r = size_t(right);
    int order = m_numbers[l] < m_numbers[r] ? -1 : m_numbers[l] > m_numbers[r] ? 1 : 0;
    if (order == 0 && !m_texts.empty())
        order = m_texts[l].compare(m_texts[r]);
    if (order == 0)
        return left < right;
    return (m_order == Qt::AscendingOrder) == (order < 0);
}

void JobListModel::computeKey(int index)
{
    const auto& job = m_jobs.at(index);
    const auto at = size_t(index);
    m_numbers[at] = sortNumber(job, Column(m_column), QDateTime::currentDateTimeUtc());
    if (isSortedByText(Column(m_column)))
        m_texts[at] = naturalKey(text(job, m_column));
    m_folded[at].clear();
}

void JobListModel::computeKeys()
{
    const auto now = QDateTime::currentDateTimeUtc();
    m_numbers.resize(size_t(m_jobs.size()));
    for (size_t i = 0; i < m_numbers.size(); ++i)
        m_numbers[i] = sortNumber(m_jobs.at(qsizetype(i)), Column(m_column), now);
    m_texts.clear();
    if (!isSortedByText(Column(m_column)))
        return;
    m_texts.reserve(size_t(m_jobs.size()));
    for (const auto& job : std::as_const(m_jobs))
        m_texts.push_back(naturalKey(text(job, m_column)));
}

bool JobListModel::isOfGroup(const JobRecord& job) const
{
    return m_filter.group == PhaseGroup::All || m_filter.group == groupOf(job);
}

bool JobListModel::passesAllButGroup(int index) const
{
    if (!passesFacts(m_filter, m_jobs.at(index)))
        return false;
    return m_needle.isEmpty() || folded(index).contains(m_needle);
}

const QString& JobListModel::folded(int index) const
{
    auto& text = m_folded[size_t(index)];
    if (text.isNull())
        text = foldedText(m_jobs.at(index));
    return text;
}

/// Done before somebody types, the first letter is as quick as the next.
void JobListModel::foldSome()
{
    int left = foldedAtOnce;
    for (int i = 0; i < static_cast<int>(m_jobs.size()); ++i) {
        if (!m_folded[size_t(i)].isNull())
            continue;
        folded(i);
        if (--left == 0)
            return;
    }
    m_spare.stop();
}

void JobListModel::count(int index, int sign)
{
    const auto& job = m_jobs.at(index);
    if (isUnderWay(job))
        m_active += sign;
    if (!passesAllButGroup(index))
        return;
    m_counts[size_t(PhaseGroup::All)] += sign;
    m_counts[size_t(groupOf(job))] += sign;
}

/// Everything that follows from the records, the filter and the order.
void JobListModel::rebuild()
{
    m_shown.clear();
    m_counts = {};
    m_active = 0;
    for (int i = 0; i < static_cast<int>(m_jobs.size()); ++i) {
        const auto& job = m_jobs.at(i);
        m_active += isUnderWay(job);
        if (!passesAllButGroup(i))
            continue;
        ++m_counts[size_t(PhaseGroup::All)];
        ++m_counts[size_t(groupOf(job))];
        if (isOfGroup(job))
            m_shown.push_back(i);
    }
    std::sort(m_shown.begin(), m_shown.end(), [this](int l, int r) { return less(l, r); });
}

void JobListModel::setFilter(const ListFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_needle = foldedNeedle(filter.text);
    rebuild();
    endResetModel();
    emit countsChanged();
}

void JobListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const auto before = persistentIndexList();
    std::vector<int> kept;
    kept.reserve(size_t(before.size()));
    for (const auto& index : before)
        kept.push_back(m_shown[size_t(index.row())]);
    m_column = column;
    m_order = order;
    computeKeys();
    std::sort(m_shown.begin(), m_shown.end(), [this](int l, int r) { return less(l, r); });
    std::vector<int> rows(size_t(m_jobs.size()), -1);
    for (size_t row = 0; row < m_shown.size(); ++row)
        rows[size_t(m_shown[row])] = static_cast<int>(row);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(rows[size_t(kept[size_t(i)])], before.at(i).column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

// Records

void JobListModel::setJobs(const QList<JobRecord>& jobs)
{
    QList<JobRecord> news;
    qsizetype kept = 0;
    for (const auto& job : jobs) {
        const auto known = m_indexOf.constFind(keyOf(job));
        kept += known != m_indexOf.cend();
        if (known == m_indexOf.cend() || m_jobs.at(*known) != job)
            news.append(job);
    }
    if (kept == m_jobs.size() && news.size() <= mostSteps) {
        for (const auto& job : std::as_const(news))
            update(job);
        return;
    }
    beginResetModel();
    m_jobs = jobs;
    m_indexOf.clear();
    m_indexOf.reserve(jobs.size());
    for (int i = 0; i < static_cast<int>(jobs.size()); ++i)
        m_indexOf.insert(keyOf(jobs.at(i)), i);
    m_folded.assign(size_t(jobs.size()), QString());
    computeKeys();
    rebuild();
    endResetModel();
    m_spare.start(0);
    emit countsChanged();
}

void JobListModel::update(const JobRecord& job)
{
    const auto known = m_indexOf.constFind(keyOf(job));
    if (known == m_indexOf.cend())
        add(job);
    else if (m_jobs.at(*known) != job)
        change(*known, job);
}

/// Where a job belongs among those of a part of m_shown.
int JobListModel::place(int index, Shown::const_iterator first, Shown::const_iterator last) const
{
    const auto at =
        std::lower_bound(first, last, index, [this](int l, int r) { return less(l, r); });
    return static_cast<int>(at - m_shown.cbegin());
}

/// -1 where it is not shown.
int JobListModel::shownRow(int index) const
{
    const auto row = place(index, m_shown.cbegin(), m_shown.cend());
    return row < rowCount() && m_shown[size_t(row)] == index ? row : -1;
}

void JobListModel::add(const JobRecord& job)
{
    const int index = static_cast<int>(m_jobs.size());
    m_jobs.append(job);
    m_indexOf.insert(keyOf(job), index);
    m_numbers.push_back(0);
    if (isSortedByText(Column(m_column)))
        m_texts.emplace_back();
    m_folded.emplace_back();
    computeKey(index);
    count(index, 1);
    if (passesAllButGroup(index) && isOfGroup(job)) {
        const int row = place(index, m_shown.cbegin(), m_shown.cend());
        beginInsertRows({}, row, row);
        m_shown.insert(m_shown.cbegin() + row, index);
        endInsertRows();
    }
    emit countsChanged();
}

void JobListModel::change(int index, const JobRecord& job)
{
    const int before = shownRow(index);
    count(index, -1);
    m_jobs[index] = job;
    computeKey(index);
    count(index, 1);
    const bool isShown = passesAllButGroup(index) && isOfGroup(job);
    if (before < 0 && isShown) {
        const int row = place(index, m_shown.cbegin(), m_shown.cend());
        beginInsertRows({}, row, row);
        m_shown.insert(m_shown.cbegin() + row, index);
        endInsertRows();
    } else if (before >= 0 && !isShown) {
        beginRemoveRows({}, before, before);
        m_shown.erase(m_shown.cbegin() + before);
        endRemoveRows();
    } else if (isShown) {
        // All but this one are in order.
        int after = place(index, m_shown.cbegin(), m_shown.cbegin() + before);
        if (after == before)
            after = place(index, m_shown.cbegin() + before + 1, m_shown.cend()) - 1;
        if (after != before) {
            beginMoveRows({}, before, before, {}, after > before ? after + 1 : after);
            const auto first = m_shown.begin();
            if (after > before)
                std::rotate(first + before, first + before + 1, first + after + 1);
            else
                std::rotate(first + after, first + before, first + before + 1);
            endMoveRows();
        }
        emit dataChanged(this->index(after, 0), this->index(after, ColumnCount - 1));
    }
    emit countsChanged();
}

int JobListModel::rowOf(const JobKey& key) const
{
    const auto known = m_indexOf.constFind(key);
    return known == m_indexOf.cend() ? -1 : shownRow(*known);
}

void JobListModel::tick()
{
    if (m_active == 0)
        return;
    for (int row = 0; row < rowCount(); ++row) {
        if (isUnderWay(job(row))) {
            const auto cell = index(row, ElapsedColumn);
            emit dataChanged(cell, cell, {Qt::DisplayRole, ShareRole});
        }
    }
}

// What is seen

/// Reading a drawing for every cell is slow.
QIcon JobListModel::phaseSign(const JobPhase& phase) const
{
    const auto name = phaseIcon(phase);
    auto& sign = m_signs[name];
    if (sign.isNull())
        sign = icon(name);
    return sign;
}

QString JobListModel::text(const JobRecord& job, int column) const
{
    const auto now = QDateTime::currentDateTimeUtc();
    switch (column) {
    case PhaseColumn:
        if (job.gone)
            return tr("gone");
        return isOutOfSight(job, now) ? phaseText(job) + u'?' : phaseText(job);
    case RunIdColumn:
        return job.runId.isEmpty() ? job.query.left(200).simplified() : job.runId;
    case ServiceColumn: {
        const auto title = serviceOf(job).title;
        return title.isEmpty() ? job.serviceId : title;
    }
    case QueueColumn:
        return job.queue;
    case CreatedColumn:
        return momentText(job.created, now);
    case ElapsedColumn: {
        const auto unseen = outOfSightText(job, now);
        return unseen.isEmpty() ? elapsedText(job, timeLimit(job, serviceOf(job)), now) : unseen;
    }
    case RowsColumn:
        return job.rows ? countText(*job.rows) : QString();
    case SizeColumn: {
        const auto bytes = sizeOf(job);
        return bytes ? bytesText(*bytes) : QString();
    }
    default:
        return {};
    }
}

QString JobListModel::toolTip(const JobRecord& job) const
{
    const auto now = QDateTime::currentDateTime();
    QStringList lines {phaseText(job)};
    if (!job.runId.isEmpty())
        lines.append(job.runId);
    if (!job.queue.isEmpty())
        lines.append(tr("Queue %1").arg(job.queue));
    if (job.gone)
        lines.append(tr("The service does not know this job any more."));
    if (isOutOfSight(job, now))
        lines.append(tr("The service has not told of it for a while; it may have gone on."));
    if (!job.errorMessage.isEmpty())
        lines.append(job.errorMessage.left(500));
    if (job.lastSeen.isValid())
        lines.append(tr("Last seen %1").arg(momentText(job.lastSeen, now)));
    return lines.join(u'\n');
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JobRecord& job = this->job(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case Qt::DecorationRole:
        return index.column() == PhaseColumn
            ? QVariant(phaseSign(job.gone ? JobPhase() : job.phase))
            : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(job));
    case Qt::TextAlignmentRole:
        return index.column() >= ElapsedColumn
            ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
            : QVariant();
    case Qt::FontRole:
        if (index.column() == RunIdColumn && job.runId.isEmpty()) {
            QFont font; // the query stands in
            font.setItalic(true);
            return font;
        }
        return {};
    case ShareRole: {
        if (index.column() != ElapsedColumn)
            return {};
        const auto now = QDateTime::currentDateTimeUtc();
        const auto share = usedShare(job, timeLimit(job, serviceOf(job)), now);
        return share && !isOutOfSight(job, now) ? QVariant(*share) : QVariant();
    }
    case ShortRole: {
        const auto words = index.column() == ElapsedColumn
            ? outOfSightText(job, QDateTime::currentDateTimeUtc(), Room::Narrow)
            : QString();
        return words.isEmpty() ? QVariant() : QVariant(words);
    }
    case UnsureRole:
        return job.gone || isOutOfSight(job, QDateTime::currentDateTimeUtc());
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= ElapsedColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PhaseColumn:
        return tr("Phase");
    case RunIdColumn:
        return tr("Run id");
    case ServiceColumn:
        return tr("Service");
    case QueueColumn:
        return tr("Queue");
    case CreatedColumn:
        return tr("Created");
    case ElapsedColumn:
        return tr("Time");
    case RowsColumn:
        return tr("Rows");
    case SizeColumn:
        return tr("Size");
    default:
        return {};
    }
}

} // namespace tapdesk::ui
