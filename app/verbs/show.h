// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"
#include "core/jobs/jobrecord.h"

namespace tapdesk::app {

/// `tapdesk show`: tells all that is known of a job, as it is now; where its service does not
/// tell, as it was last seen.
class ShowCommand final : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void start() override;

private:
    void onLooked(const JobTarget& target, const Status& outcome);
    void withDocument(const std::function<void(const QByteArray&)>& next);
    void showScript();
    void showJob(const QByteArray& document);
    QString description(const QByteArray& document) const;
    QStringList reruns() const;

    TapService m_service;
    JobRecord m_job;
    ExitCode m_code = ExitCode::Done;
    bool m_isReached = false; // the service has just told of the job
};

} // namespace tapdesk::app
