// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/announcements.h"
#include "core/base/pause.h"
#include "core/jobs/jobstore.h"
#include "core/jobs/listmerge.h"
#include "core/service/tapservice.h"
#include "core/uws/lookgate.h"
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
/// and a job runs that nobody else follows, and then with growing pauses that the jobs' time
/// limits bound.
///
/// The whole list is asked once and when somebody wants it; in between only the jobs that are
/// active, and now and then those created later than the newest one listed, by the service's own
/// clock. A service that ignores filters is asked the whole list each time.
/// Source: UWS 1.1, section 2.2.2.2; protocols.md 2.2; daiquiri.md section 4.
class ServiceWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceWatch)

public:
    /// @param http, store, gate  not owned, must outlive the watch
    /// @param isFollowed         whether a run tells about the job of this id
    /// @param makePause          makes the pause between two lists, and that for our turn
    ServiceWatch(HttpClient& http, JobStore& store, LookGate& gate, TapService service,
                 std::function<bool(const QString&)> isFollowed, const Pause::Maker& makePause,
                 QObject* parent = nullptr);

    void setService(const TapService& service); ///< the sample service's port changes
    void setPace(const UwsJob::Pace& pace);
    void setWatched(bool watched);
    void refresh(); ///< asks the whole list now, or right after the request under way
    void wake(); ///< where the service is watched: a job has lost its follower
    /// Asks for the archived jobs, which no other list has; once, as they do not change.
    void listArchived();
    void look(const QUrl& jobUrl); ///< reads the document of one job

signals:
    void jobChanged(const tapdesk::JobRecord& record);
    void jobsChanged(); ///< many at once
    void refreshed(const tapdesk::Status& outcome);
    /// The job's document has been asked for; jobChanged() came before where it had news.
    void looked(const QUrl& jobUrl, const tapdesk::Status& outcome);

private:
    enum class List { Whole, Active, Recent, Archived };

    void poll();
    void proceed();
    void send();
    void ask(List list);
    JobFilter filterOf(List list) const;
    void onListed(List list, const Result<HttpResponse>& outcome);
    void onMerged(List list, const Result<MergedList>& merged);
    void concludeList(List list, const Status& status);
    void lookForMissing(const MergedList& merged);
    void lookAtAbsent(const QSet<QString>& archived);
    void enqueue(const QUrl& jobUrl);
    void onLooked(const QUrl& jobUrl, const Result<HttpResponse>& outcome);
    void keepDocument(const QString& jobId, const QByteArray& document);
    Status learn(const QUrl& jobUrl, const Result<HttpResponse>& outcome);
    void noteRefusal(const Error& error);
    bool isHidden(const JobRecord& record) const;
    void schedule();

    HttpClient& m_http;
    JobStore& m_store;
    LookGate& m_gate;
    TapService m_service;
    std::function<bool(const QString&)> m_isFollowed;
    Announcements m_announcements;
    UwsJob::Pace m_pace;
    bool m_watched = false;
    QList<List> m_lists; // waiting for their turn, each at most once
    QList<QUrl> m_looks; // the same of single jobs
    QSet<QUrl> m_awaited; // what m_looks holds
    ListedJobs m_listed;
    QList<QUrl> m_absent; // many that a list left out: the list of the archived ones may have them
    QSet<QString> m_denied; // ids of jobs we may not see: not asked again
    // Ids of jobs that ended and that the lists leave out: looked at once, not with every list.
    QSet<QString> m_unlisted;
    bool m_hasWhole = false; // the whole list has been read since the start
    bool m_hasArchived = false;
    bool m_ignoresFilters = false; // UWS 1.0
    QDateTime m_newest; // creation, by the service's clock
    int m_polls = 0;
    Transfer* m_transfer = nullptr;
    ListMerge* m_merge = nullptr; // of the list that came last; nothing is asked meanwhile
    std::chrono::milliseconds m_wantedPause {}; // of the last answer
    bool m_hasTurn = false; // m_turn runs until it
    std::unique_ptr<Pause> m_turn; // before the next request
    std::unique_ptr<Pause> m_pause; // before the next list
    std::chrono::milliseconds m_delay {};
};

} // namespace tapdesk
