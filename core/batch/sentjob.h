// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tap/tapquery.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace tapdesk {

class HttpClient;
class JobMonitor;

/// Looks for the job of a query that an earlier start of the program has sent without living to
/// see, or to write down, the answer: in the mirror, which has it when the answer came; else
/// among the service's PENDING jobs, as nobody can have started it. A service that drops run ids
/// cannot be asked; what it made stays PENDING and never runs.
/// Source: protocols.md 2.6; daiquiri.md section 4.
class SentJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SentJob)

public:
    /// @param http, jobs  not owned, must outlive the object
    /// @param sent        when the query was about to be sent, by this machine's clock
    SentJob(HttpClient& http, JobMonitor& jobs, TapQuery query, QDateTime sent,
            QObject* parent = nullptr);

    void start();

signals:
    /// Once and last: where the job is, nothing if there is none, or why the service does not
    /// tell. Never from within start().
    void finished(const tapdesk::Result<std::optional<QUrl>>& outcome);

private:
    std::optional<QUrl> inMirror() const;
    void askService();
    void onListed(const Result<HttpResponse>& outcome);

    HttpClient& m_http;
    JobMonitor& m_jobs;
    TapQuery m_query;
    QDateTime m_sent;
};

} // namespace tapdesk
