// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/httpserver.h"
#include "core/localtap/jobdatabase.h"

#include <atomic>
#include <chrono>

namespace tapdesk::localtap {

/// The resources below /async. Source: UWS 1.1, section 2.2.
///
/// Where UWS leaves a choice it is Daiquiri's: a deleted job is archived, and the queue sets the
/// time limit. Unlike there WAIT waits, and an invalid query makes a job that fails when it runs.
class AsyncEndpoint final
{
public:
    struct Limits
    {
        std::chrono::seconds shortQueue {};
        std::chrono::seconds longQueue {};

        std::chrono::seconds of(QStringView queue) const
        {
            return queue == longQueueName ? longQueue : shortQueue;
        }
    };
    /// @param jobs  not owned, must outlive the endpoint
    AsyncEndpoint(JobDatabase& jobs, Limits limits);

    /// @param parts    of the path below /async
    /// @param jobsUrl  address of /async, as the client wrote it
    HttpReply handle(const HttpRequest& request, const QStringList& parts, const QString& jobsUrl);

private:
    HttpReply list(const HttpRequest& request, const QString& jobsUrl) const;
    HttpReply create(const HttpRequest& request, const QString& jobsUrl);
    HttpReply job(const HttpRequest& request, const JobRecord& job, const QString& jobsUrl);
    HttpReply child(const HttpRequest& request, const JobRecord& job, const QString& name,
                    const QString& jobsUrl);
    HttpReply change(const HttpRequest& request, const JobRecord& job, const QString& name);
    HttpReply changePhase(const Parameters& parameters, const JobRecord& job);
    HttpReply changeDuration(const Parameters& parameters, const JobRecord& job);
    HttpReply changeDestruction(const Parameters& parameters, const JobRecord& job);
    HttpReply changeParameters(const Parameters& parameters, const JobRecord& job);
    HttpReply result(const JobRecord& job) const;
    JobRecord await(const Parameters& parameters, const JobRecord& job);

    JobDatabase& m_jobs;
    Limits m_limits;
    std::atomic<int> m_waiting = 0;
};

} // namespace tapdesk::localtap
