// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"
#include "core/jobs/runidchange.h"
#include "core/service/tapservice.h"
#include "ui/jobs/joblistmodel.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace tapdesk {
class JobMonitor;
}

namespace tapdesk::ui {

class NoticeLabel;

/// Asks for another run id of a job that was never started, and tells what the service made of it.
/// Closed meanwhile, the change goes on.
class RunIdDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunIdDialog)

public:
    /// @param jobs  not owned, must outlive the dialog
    RunIdDialog(JobMonitor& jobs, const TapService& service, const JobRecord& job,
                QWidget* parent = nullptr);

signals:
    void changed(const tapdesk::ui::JobKey& key); ///< of the job that has the run id now

private:
    void onTyped();
    void change();
    void onFinished(const RunIdChange& change);

    JobMonitor& m_jobs;
    const TapService m_service;
    const JobRecord m_job;
    QLineEdit* m_runId;
    NoticeLabel* m_words;
    QPushButton* m_change;
    QPushButton* m_cancel;
};

} // namespace tapdesk::ui
