// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/queuemodel.h"

#include <QSet>

namespace tapdesk::ui {

QString queueProblem(const QList<Queue>& queues)
{
    QSet<QString> names;
    for (const auto& queue : queues) {
        if (queue.name.isEmpty())
            return QueueModel::tr("A queue has no name.");
        const auto name = queue.name.toCaseFolded();
        if (names.contains(name))
            return QueueModel::tr("Two queues are called “%1”.").arg(queue.name);
        names.insert(name);
    }
    return {};
}

QueueModel::QueueModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void QueueModel::setQueues(const QList<Queue>& queues)
{
    beginResetModel();
    m_queues = queues;
    endResetModel();
    emit edited();
}

int QueueModel::append()
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_queues.append(Queue());
    endInsertRows();
    emit edited();
    return row;
}

void QueueModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_queues.removeAt(row);
    endRemoveRows();
    emit edited();
}

void QueueModel::move(int row, int step)
{
    const int target = row + step;
    if (row < 0 || row >= rowCount() || target < 0 || target >= rowCount())
        return;
    beginMoveRows({}, row, row, {}, step > 0 ? target + 1 : target);
    m_queues.move(row, target);
    endMoveRows();
    emit edited();
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_queues.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& queue = m_queues.at(index.row());
    const auto seconds = static_cast<int>(queue.limit.count());
    if (role == Qt::EditRole)
        return index.column() == NameColumn ? QVariant(queue.name) : QVariant(seconds);
    if (role == Qt::TextAlignmentRole && index.column() == LimitColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == LimitColumn)
        return seconds > 0 ? tr("%1 s").arg(seconds) : tr("not known");
    return index.row() == 0 ? tr("%1 (default)").arg(queue.name) : queue.name;
}

bool QueueModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    auto& queue = m_queues[index.row()];
    if (index.column() == NameColumn) {
        queue.name = value.toString().trimmed();
    } else {
        bool isNumber = false;
        const int seconds = value.toInt(&isNumber);
        if (!isNumber || seconds < 0)
            return false;
        queue.limit = std::chrono::seconds(seconds);
    }
    emit dataChanged(index, index);
    emit edited();
    return true;
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Queue") : tr("Time limit");
}

} // namespace tapdesk::ui
