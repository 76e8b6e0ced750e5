// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "ui/jobs/joblistmodel.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QSet>

#include <chrono>
#include <optional>

namespace tapdesk::ui {

/// Which of the jobs a dialog for many of them proposes. What is not set lets all pass.
struct ChoiceFilter
{
    QList<JobPhase::Kind> phases = {};
    std::optional<std::chrono::seconds> olderThan = {}; ///< since the end, else since creation
    std::optional<qint64> largerThan = {}; ///< bytes at the service; what it does not tell is 0
    std::optional<QString> runId = {}; ///< all of it
    std::optional<bool> isKept = {}; ///< whether the result is on the shelf; of jobs to remove
    int newest = 0; ///< of those that pass, the newest so many; 0 = all

    friend bool operator==(const ChoiceFilter&, const ChoiceFilter&) = default;
};

/// Jobs to tidy away, newest first.
/// @param kept  ids of those whose result is on the shelf
QList<JobRecord> toRemove(const QList<JobRecord>& jobs, const ChoiceFilter& filter,
                          const QSet<QString>& kept, const QDateTime& now);
/// Jobs to run again, newest first: those whose query is known or can be asked for.
QList<JobRecord> toRerun(const QList<JobRecord>& jobs, const ChoiceFilter& filter,
                         const QDateTime& now);

/// Jobs with a mark each. A mark that was set or taken stays, also while the job is not among them.
class JobChoiceModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobChoiceModel)

public:
    enum Column { NameColumn, PhaseColumn, EndedColumn, SizeColumn, ShelfColumn, ColumnCount };

    explicit JobChoiceModel(QObject* parent = nullptr);

    /// Rows that stay are told anew, others come and go.
    /// @param unmarked  of those that come for the first time, the ones without a mark
    void setJobs(const QList<JobRecord>& jobs, const QSet<JobKey>& unmarked = {});
    void setKept(const QSet<QString>& jobIds); ///< whose result is on the shelf
    void setAllMarked(bool isMarked);
    QList<JobRecord> marked() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<JobRecord> m_jobs;
    QSet<JobKey> m_met; // all that have ever been here
    QSet<JobKey> m_unmarked; // of these
    QSet<QString> m_kept;
};

} // namespace tapdesk::ui
