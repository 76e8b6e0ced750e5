// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/announcements.h"
#include "core/base/pause.h"
#include "core/jobs/jobstore.h"
#include "core/service/tapservice.h"
#include "core/uws/uwsjob.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace tapdesk {

class HttpClient;
class Transfer;

/// Keeps the mirror of one service's jobs true: asks its job list, and single jobs that the list
/// leaves out. One request at a time; lists come by themselves only while the service is watched
/// and a job runs that nobody else follows, and then with growing pauses.
class ServiceWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceWatch)

public:
    /// @param http, store  not owned, must outlive the watch
    /// @param isFollowed   whether a run tells about the job of this id
    /// @param makePause    makes the pause between two lists
    ServiceWatch(HttpClient& http, JobStore& store, TapService service,
                 std::function<bool(const QString&)> isFollowed, const Pause::Maker& makePause,
                 QObject* parent = nullptr);

    void setService(const TapService& service); ///< the sample service's port changes
    void setPace(const UwsJob::Pace& pace);
    void setWatched(bool watched);
    void refresh(); ///< asks the list now, or right after the request under way
    void wake(); ///< as refresh() where the service is watched: a job has lost its follower
    void look(const QUrl& jobUrl); ///< reads the document of one job

signals:
    void jobChanged(const tapdesk::JobRecord& record);
    void jobsChanged(); ///< many at once
    void refreshed(const tapdesk::Status& outcome);
    /// The job's document has been asked for; jobChanged() came before where it had news.
    void looked(const QUrl& jobUrl, const tapdesk::Status& outcome);

private:
    void proceed();
    void list();
    void onListed(const Result<HttpResponse>& outcome);
    Status merge(const QList<JobListEntry>& entries);
    void lookForMissing(const QList<JobListEntry>& entries, const QList<JobRecord>& known);
    void enqueue(const QUrl& jobUrl);
    void onLooked(const QUrl& jobUrl, const Result<HttpResponse>& outcome);
    void keepDocument(const QString& jobId, const QByteArray& document);
    Status learn(const QUrl& jobUrl, const Result<HttpResponse>& outcome);
    void schedule();

    HttpClient& m_http;
    JobStore& m_store;
    TapService m_service;
    std::function<bool(const QString&)> m_isFollowed;
    Announcements m_announcements;
    UwsJob::Pace m_pace;
    bool m_watched = false;
    bool m_listWanted = false;
    QList<QUrl> m_looks; // waiting for their turn
    QSet<QString> m_denied; // ids of jobs we may not see: not asked again
    // Ids of jobs that ended and that the lists leave out: looked at once, not with every list.
    QSet<QString> m_unlisted;
    Transfer* m_transfer = nullptr;
    std::unique_ptr<Pause> m_pause; // before the next list
    std::chrono::milliseconds m_delay {};
};

} // namespace tapdesk
