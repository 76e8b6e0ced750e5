// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QDialog>

class QDoubleSpinBox;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace tapdesk::ui {

class NoticeLabel;
class QueueModel;

/// What a service does not tell over TAP and the user knows: name, queues and quota. What is told
/// or cannot change is shown only.
class ServiceSettingsDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceSettingsDialog)

public:
    /// @param service  of the catalogue, not the sample service
    ServiceSettingsDialog(const Workbench& workbench, const TapService& service,
                          QWidget* parent = nullptr);

signals:
    void saved(const tapdesk::TapService& service);

private:
    void layOut();
    QWidget* makeQueues();
    void fill(const TapService& values); // what can be edited
    TapService edited() const;
    void check();
    void save();
    void addQueue();
    void moveQueue(int step);
    QString facts() const;

    const Workbench m_workbench;
    const TapService m_service;
    QueueModel* m_queues;
    QLineEdit* m_title;
    QTreeView* m_list;
    QDoubleSpinBox* m_quota;
    NoticeLabel* m_problem;
    QPushButton* m_save;
    QPushButton* m_reset;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    qint64 m_shownQuota = 0; // bytes, which the field rounds
};

} // namespace tapdesk::ui
