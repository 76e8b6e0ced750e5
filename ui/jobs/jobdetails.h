// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"

#include <QTextBrowser>

#include <optional>

namespace tapdesk::ui {

/// What is known of one job: times, queue, error in full, query.
class JobDetails final : public QTextBrowser
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobDetails)

public:
    explicit JobDetails(QWidget* parent = nullptr);
    void setJob(const std::optional<JobRecord>& job);

private:
    std::optional<JobRecord> m_job;
};

} // namespace tapdesk::ui
