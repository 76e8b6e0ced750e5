// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QLabel;
class QStatusBar;

namespace tapdesk::ui {

/// What stands in the status bar: the service and who is logged in, the result in front, and the
/// jobs that run. Notices cover it for a while.
class StatusLine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusLine)

public:
    /// @param bar  not owned; becomes the parent
    explicit StatusLine(QStatusBar* bar);

    void setService(const QString& title, bool isLoggedIn);
    void setTables(const QString& summary); ///< of the tables panel; its first sentence is shown
    void setResult(const QString& text);
    /// @param serviceTitle  where they were counted; empty for all services
    void setActiveJobs(int count, const QString& serviceTitle);
    void showNotice(const QString& sentence);

private:
    void showService();

    QStatusBar* m_bar;
    QLabel* m_service;
    QLabel* m_result;
    QLabel* m_jobs;
    QString m_title;
    QString m_tables;
    bool m_isLoggedIn = false;
};

} // namespace tapdesk::ui
