// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"

#include <QAbstractTableModel>

namespace tapdesk::ui {

/// Why queues cannot be used as they are, in a sentence: one has no name, or two have the same in
/// any case, as QUEUE is not case-sensitive. Empty if they can.
/// Source: daiquiri.md section 2 (QUEUE).
QString queueProblem(const QList<Queue>& queues);

/// The queues of a service, to be edited: name and limit in seconds. The first is the one that
/// takes a job without QUEUE.
class QueueModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueueModel)

public:
    enum Column { NameColumn, LimitColumn, ColumnCount };

    explicit QueueModel(QObject* parent = nullptr);

    void setQueues(const QList<Queue>& queues);
    const QList<Queue>& queues() const { return m_queues; }

    int append(); ///< one without a name. @return its row
    void remove(int row);
    void move(int row, int step); ///< @param step  -1 up, 1 down; nothing past the ends

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited(); ///< queues() has changed

private:
    QList<Queue> m_queues;
};

} // namespace tapdesk::ui
