// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobbatch.h"
#include "core/jobs/removal.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace tapdesk::ui {

/// "Archived 310 of 312 jobs. 2 failed."; of one that goes on, how far it is.
QString progressText(const JobBatch& batch, Removal removal);
/// A line for each job that failed: its name, its address and why.
QString failuresText(const JobBatch& batch);

/// Shows how far a batch is, lets it be stopped, and names what failed.
class JobBatchDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobBatchDialog)

public:
    /// @param batch    not begun; becomes a child of the dialog
    /// @param removal  what the service does with jobs that are removed
    JobBatchDialog(JobBatch* batch, Removal removal, QWidget* parent = nullptr);

    void start();
    void setRemoval(Removal removal); ///< it has shown by now
    void reject() override; ///< stops a batch that goes on; closes when it has ended

private:
    void showProgress();
    void onFinished();

    JobBatch* m_batch;
    Removal m_removal;
    QLabel* m_words;
    QProgressBar* m_progress;
    QPlainTextEdit* m_failures;
    QPushButton* m_copy;
    QPushButton* m_close;
};

} // namespace tapdesk::ui
