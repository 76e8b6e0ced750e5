// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweeprun.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace tapdesk {
class BoundsRun;
class JobMonitor;
} // namespace tapdesk

namespace tapdesk::ui {

class IconLabel;
class NoticeLabel;

/// Asks by which column a query is cut and into how many slices, asks the service for the bounds,
/// and shows the slices. Sends nothing else itself. Not modal: the bounds may be a job that takes
/// its time.
class SliceDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SliceDialog)

public:
    /// @param jobs     not owned, must outlive the dialog
    /// @param columns  to offer; any other may be written
    SliceDialog(JobMonitor& jobs, const TapQuery& query, const QStringList& columns,
                QWidget* parent = nullptr);

signals:
    void chosen(const tapdesk::Sweep& slices);

private:
    void layOut();
    void onEdited();
    void findBounds();
    void onBounds(const Result<std::optional<QStringList>>& bounds);
    void run();
    void refuse(const QString& words);
    void say(const QString& iconName, const QString& words);
    void leaveBounds();

    JobMonitor& m_jobs;
    const TapQuery m_query;
    BoundsRun* m_asking = nullptr;
    std::optional<Sweep> m_slices; // once the bounds are known
    QComboBox* m_column;
    QSpinBox* m_count;
    QPushButton* m_find;
    QPlainTextEdit* m_conditions;
    IconLabel* m_sign;
    NoticeLabel* m_words;
    QPushButton* m_run;
};

} // namespace tapdesk::ui
