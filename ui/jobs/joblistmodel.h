// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QSet>

namespace tapdesk::ui {

/// The jobs of one service, in no order that means anything: views sort.
class JobListModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobListModel)

public:
    enum Column {
        PhaseColumn,
        RunIdColumn,
        CreatedColumn,
        DurationColumn,
        RowsColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< raw value of a cell
        FilterRole ///< run id, query, phase and id, for a text filter
    };

    explicit JobListModel(QObject* parent = nullptr);

    /// What the list is now. Lines that stay keep their selection, unless the service is another.
    void setJobs(const QList<JobRecord>& jobs);
    void update(const JobRecord& job); ///< changes its line, or adds one
    const JobRecord& job(int row) const { return m_jobs.at(row); }
    int activeCount() const;

    /// Elapsed times of active jobs are painted anew.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reindex();
    void removeAllBut(const QSet<QString>& jobIds);
    void add(const QList<JobRecord>& jobs);

    QList<JobRecord> m_jobs;
    QHash<QString, int> m_rowOfId;
};

} // namespace tapdesk::ui
