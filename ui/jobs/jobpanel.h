// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/jobrecord.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"
#include "ui/jobs/joblistmodel.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

namespace tapdesk::ui {

class Actions;
class JobActions;
class JobDetails;
class JobFilterBar;
class JobListView;
class JobLoader;
class NoticeLabel;
class QuotaMeter;

/// The jobs of the service in use, or of all: a live list, filters, and the details of one.
/// Arranges the parts and tells each what the others hear.
class JobPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobPanel)

public:
    JobPanel(const Workbench& workbench, const Actions& actions, QWidget* parent = nullptr);

    /// Until another one is set, or a job of another one is adopted.
    void setService(const TapService& service);
    void refresh(); ///< asks the service shown for its jobs

signals:
    void openResult(const tapdesk::JobRecord& job);
    void openQuery(const tapdesk::JobRecord& job);
    void changeQuery(const tapdesk::JobRecord& job); ///< the next job from there is its rerun
    /// @param serviceTitle  where they are; empty for all services
    void activeCountChanged(int active, const QString& serviceTitle);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut(const Actions& actions);
    void connectParts();
    bool isShownHere(const QString& serviceId) const;
    void load();
    void onFilter();
    void onScope(bool isForAllServices);
    void onJobChanged(const JobRecord& job);
    void onRefreshed(const QString& serviceId, const Status& outcome);
    void onCommandFinished(const Status& outcome);
    void onSelection();
    void showSelection();
    void showCounts();
    void showTrouble();
    void showQuota();
    void showJob(const JobKey& key);
    void showEmptiness();
    void lookAtShown();

    const Workbench m_workbench;
    TapService m_service;
    JobListModel* m_model;
    JobLoader* m_loader;
    JobFilterBar* m_filter;
    JobListView* m_list;
    JobActions* m_actions;
    JobDetails* m_details;
    QuotaMeter* m_quota;
    NoticeLabel* m_trouble;
    NoticeLabel* m_empty;
    QTimer m_clock;
    QTimer m_summing; // sizes are added up once for many changes
    QTimer m_resting; // the list is looked at when it is not moved any more
    QSet<JobKey> m_lookedAt;
    std::pair<int, QString> m_active {-1, {}}; // as told last
    QString m_listTrouble; // why the list is old
    QString m_commandTrouble; // why the last command failed
    bool m_asked = false; // the service has told its list
};

} // namespace tapdesk::ui
