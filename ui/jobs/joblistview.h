// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/joblistmodel.h"

#include <QTreeView>

namespace tapdesk::ui {

/// The list of jobs: columns that give way where it is narrow, and a selection that stays with
/// its jobs whatever filter and order do.
class JobListView final : public QTreeView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobListView)

public:
    /// @param model  not owned
    explicit JobListView(JobListModel* model, QWidget* parent = nullptr);

    void setServiceShown(bool isShown); ///< the column of services
    QList<JobRecord> selectedJobs() const;
    void selectJob(const JobKey& key); ///< and scrolls there; no effect where it is not shown
    QList<JobRecord> jobsInView() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fitColumns();
    void keepPlace();
    void findPlace();

    JobListModel* m_model;
    bool m_isServiceShown = false;
    // While the model is reset:
    QList<JobKey> m_selected;
    JobKey m_current;
    JobKey m_top;
};

} // namespace tapdesk::ui
