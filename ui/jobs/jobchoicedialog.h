// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/removal.h"
#include "ui/jobs/jobchoice.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeView;

namespace tapdesk::ui {

class NoticeLabel;

/// Chooses many jobs of one service to archive, or to run again: filters, a preview with marks,
/// and what it comes to. Sends nothing itself.
class JobChoiceDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobChoiceDialog)

public:
    enum class Purpose { Remove, Rerun };

    /// @param jobs     of one service
    /// @param removal  what it does with those that are removed
    JobChoiceDialog(Purpose purpose, const QString& serviceTitle, QList<JobRecord> jobs,
                    Removal removal, QWidget* parent = nullptr);

    /// There are others now, such as archived ones, or they are as the service tells by now. A job
    /// that has ended since the dialog was opened is not marked to go.
    void setJobs(const QList<JobRecord>& jobs);

    /// Of jobs to remove, those that were not sent from here may belong to others: they are not
    /// proposed, and how many they are is said.
    void spareOthers();

    /// Where results are kept, of jobs to remove: says which are, offers to fetch the others.
    /// @param kept   ids of jobs whose result is on the shelf
    /// @param limit  bytes that the shelf may take; 0 = any
    void setShelf(const QSet<QString>& kept, qint64 limit);
    bool fetchesFirst() const; ///< the user wants all results on the shelf before jobs go

signals:
    void chosen(const QList<tapdesk::JobRecord>& jobs);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void fillChoices();
    ChoiceFilter filter() const;
    void propose();
    QList<JobRecord> proposed();
    bool isLate(const JobRecord& job) const;
    void showSum();

    const Purpose m_purpose;
    QList<JobRecord> m_jobs;
    const Removal m_removal;
    QHash<JobKey, JobPhase> m_first; // phases when the dialog was opened
    bool m_sparesOthers = false;
    NoticeLabel* m_spared; // how many are left alone
    JobChoiceModel* m_model;
    QComboBox* m_phases;
    QComboBox* m_age;
    QComboBox* m_size;
    QComboBox* m_shelf;
    QLineEdit* m_runId;
    QSpinBox* m_newest;
    QTreeView* m_list;
    QLabel* m_sum;
    QCheckBox* m_fetch;
    NoticeLabel* m_room; // what the shelf cannot promise
    QPushButton* m_act;
    QSet<QString> m_kept;
    bool m_hasShelf = false;
};

} // namespace tapdesk::ui
