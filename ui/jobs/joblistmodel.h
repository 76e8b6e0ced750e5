// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/service/tapservice.h"
#include "ui/jobs/listfilter.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QIcon>
#include <QList>
#include <QTimer>

#include <utility>
#include <vector>

namespace tapdesk::ui {

/// Service and id: what a job is known by.
using JobKey = std::pair<QString, QString>;

inline JobKey keyOf(const JobRecord& job)
{
    return {job.serviceId, job.jobId};
}

/// Jobs, filtered and sorted. The records stay where they are; a row is a number in a list of
/// those that are shown, so that filtering and sorting ten thousand takes less than a frame.
///
/// Another filter resets the model; JobListView keeps the selection.
class JobListModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobListModel)

public:
    enum Column {
        PhaseColumn,
        RunIdColumn,
        ServiceColumn,
        QueueColumn,
        CreatedColumn,
        ElapsedColumn,
        RowsColumn,
        SizeColumn,
        ColumnCount
    };
    enum Role {
        ShareRole = Qt::UserRole, ///< of the time limit that is used, 0 to 1; invalid without
        UnsureRole, ///< whether nobody knows how the job is now
        ShortRole ///< of a cell whose text has no room; invalid where there is nothing shorter
    };

    explicit JobListModel(QObject* parent = nullptr);

    /// Titles and queues of the services that the jobs belong to.
    void setServices(const QList<TapService>& services);
    /// What there is now; the rows of a few changes move, more of them reset the model.
    void setJobs(const QList<JobRecord>& jobs);
    void update(const JobRecord& job); ///< changes it, or adds it
    void setFilter(const ListFilter& filter);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    const QList<JobRecord>& jobs() const { return m_jobs; } ///< all, in no order
    const JobRecord& job(int row) const { return m_jobs.at(m_shown.at(size_t(row))); }
    int rowOf(const JobKey& key) const; ///< -1 where it is not shown
    const GroupCounts& counts() const { return m_counts; } ///< under the rest of the filter
    int activeCount() const { return m_active; }

    /// Elapsed times of jobs under way are painted anew.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void countsChanged();

private:
    using Shown = std::vector<int>; // indexes of m_jobs

    bool less(int left, int right) const;
    void computeKey(int index);
    void computeKeys();
    void rebuild();
    void add(const JobRecord& job);
    void change(int index, const JobRecord& job);
    int place(int index, Shown::const_iterator first, Shown::const_iterator last) const;
    int shownRow(int index) const;
    bool passesAllButGroup(int index) const;
    const QString& folded(int index) const;
    void foldSome();
    bool isOfGroup(const JobRecord& job) const;
    void count(int index, int sign);
    TapService serviceOf(const JobRecord& job) const;
    QString text(const JobRecord& job, int column) const;
    QString toolTip(const JobRecord& job) const;
    QIcon phaseSign(const JobPhase& phase) const;

    QList<JobRecord> m_jobs;
    QHash<JobKey, int> m_indexOf;
    Shown m_shown;
    // Of each job: by what the column in use is sorted, and what the filter searches in.
    std::vector<qint64> m_numbers;
    std::vector<QString> m_texts;
    mutable std::vector<QString> m_folded; // null until it is needed, or there was time for it
    QTimer m_spare;
    ListFilter m_filter;
    QString m_needle;
    GroupCounts m_counts {};
    int m_active = 0;
    int m_column = CreatedColumn;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    QHash<QString, TapService> m_services;
    mutable QHash<QString, QIcon> m_signs; // by name
};

} // namespace tapdesk::ui
