// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchplan.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;
class QToolButton;

namespace tapdesk {
class ServiceCatalog;
}

namespace tapdesk::ui {

/// What holds for all queries of a batch: the service where no comment names one, where the rows
/// go and in which format, and how many jobs run at once.
class SheetOptions final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SheetOptions)

public:
    /// @param services  not owned, must outlive the widget
    explicit SheetOptions(const ServiceCatalog& services, QWidget* parent = nullptr);

    void setPlan(const BatchPlan& plan); ///< edited() is not emitted

signals:
    void edited(const tapdesk::BatchPlan& plan); ///< by the user

private:
    QComboBox* addChoice(const QString& label, const QString& tip);
    void showServices();
    void onRowsTo();
    void askForFolder();
    void read();

    const ServiceCatalog& m_services;
    BatchPlan m_plan;
    QComboBox* m_service;
    QComboBox* m_rowsTo;
    QToolButton* m_folder;
    QComboBox* m_format;
    QCheckBox* m_replaces;
    QSpinBox* m_parallel;
};

} // namespace tapdesk::ui
