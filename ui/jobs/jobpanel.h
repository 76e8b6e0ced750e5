// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/jobstore.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace tapdesk::ui {

class JobDetails;
class JobListModel;
class NoticeLabel;

/// The jobs of the service in use: live phases, a filter, the details of one, and what can be
/// done with it.
class JobPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobPanel)

public:
    explicit JobPanel(const Workbench& workbench, QWidget* parent = nullptr);

    void setService(const TapService& service);
    void refresh();
    void abortSelected();

signals:
    void openResult(const tapdesk::JobRecord& job);
    void openQuery(const tapdesk::JobRecord& job);
    void activeCountChanged(int active);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QAction* addJobAction(const QString& iconName, const QString& text, const QString& tip,
                          void (JobPanel::*act)());
    void layOut();
    QList<JobRecord> selected() const;
    void onSelection();
    void showSelection();
    void onJobChanged(const JobRecord& job);
    void reload();
    void onRefreshed(const QString& serviceId, const Status& outcome);
    void onCommandFinished(const Status& outcome);
    void openSelectedResult();
    void openSelectedQuery();
    void removeSelected();
    void copySelectedUrls();
    void showTrouble();
    void showEmptiness();
    void fitColumns();
    void lookAtShown();
    void countActive();

    const Workbench m_workbench;
    TapService m_service;
    JobListModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLineEdit* m_filter;
    QTreeView* m_list;
    JobDetails* m_details;
    NoticeLabel* m_trouble;
    NoticeLabel* m_empty;
    QAction* m_openResult;
    QAction* m_openQuery;
    QAction* m_abort;
    QAction* m_remove;
    QAction* m_copyUrl;
    QTimer m_clock;
    QTimer m_resting; // the list is looked at when it is not moved any more
    QSet<QString> m_lookedAt; // ids of jobs of the service
    int m_active = -1;
    QString m_listTrouble; // why the list is old
    QString m_commandTrouble; // why the last command failed
    bool m_asked = false; // the service has told its list
};

} // namespace tapdesk::ui
