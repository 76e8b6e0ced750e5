// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httprequest.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>
#include <optional>

namespace tapdesk {

class HttpClient;
class Transfer;

/// Looks for the job that a creating POST has made whose answer was lost: among the service's
/// PENDING jobs, as nobody can have started it, by run id, and by the query that its document
/// tells, as the same run id may be another's. Without a run id there is none to be found; a
/// service that drops run ids keeps what it made PENDING, and it never runs.
///
/// Each request is sent once: repeating and pausing is the caller's. Deleting the object ends it
/// silently. Source: protocols.md 2.6; daiquiri.md section 4.
class LostJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LostJob)

public:
    /// @param http        not owned, must outlive the object
    /// @param jobList     {base}/async
    /// @param parameters  of the POST
    /// @param submitted   when it was sent, by this machine's clock; the service's may be wrong by
    ///                    ten minutes
    /// @param isOthers    whether a job is known to come from another POST
    LostJob(HttpClient& http, QUrl jobList, FormFields parameters, QDateTime submitted,
            std::function<bool(const QUrl&)> isOthers, QObject* parent = nullptr);

    void start();

signals:
    /// Once and last: where the job is; nothing if there is none, or if two may be it; or why the
    /// service does not tell. Never from within start().
    void finished(const tapdesk::Result<std::optional<QUrl>>& outcome);

private:
    void ask(const QUrl& url, void (LostJob::*handler)(const Result<HttpResponse>&));
    void onListed(const Result<HttpResponse>& outcome);
    void compareNext();
    void onDocument(const Result<HttpResponse>& outcome);

    HttpClient& m_http;
    QUrl m_jobList;
    FormFields m_parameters;
    QDateTime m_submitted;
    std::function<bool(const QUrl&)> m_isOthers;
    QList<QUrl> m_candidates; // whose documents have not been read
    QUrl m_candidate; // whose document is asked for
    QList<QUrl> m_found;
};

} // namespace tapdesk
