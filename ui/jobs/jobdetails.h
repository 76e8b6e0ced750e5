// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/joblistmodel.h"

#include <QTextBrowser>

#include <optional>

namespace tapdesk {
class JobMonitor;
}

namespace tapdesk::ui {

/// What is known of one job: its error in full, query, facts, history, lineage, document. It
/// follows the job, and stays where it was scrolled to.
class JobDetails final : public QTextBrowser
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobDetails)

public:
    /// @param monitor  not owned
    explicit JobDetails(const JobMonitor& monitor, QWidget* parent = nullptr);
    void setJob(const std::optional<JobRecord>& job);

signals:
    void jobWanted(const tapdesk::ui::JobKey& key); ///< a link to another one was followed

protected:
    void changeEvent(QEvent* event) override;

private:
    void onLink(const QUrl& url);
    void onJobChanged(const JobRecord& job);
    void showStory();

    const JobMonitor& m_monitor;
    std::optional<JobRecord> m_job;
    bool m_isDocumentOpen = false;
};

} // namespace tapdesk::ui
