// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tap/queryresult.h"
#include "core/tap/resultkeeper.h"
#include "core/tap/tapquery.h"
#include "core/uws/uwsjob.h"

#include <QObject>

#include <memory>

namespace tapdesk {

/// One execution of a query, sync or async, from the first byte sent to the last row read; or the
/// fetching of the result of a job that exists, or the reading of one that was kept.
///
/// Lives on the thread of the HttpClient. finished() is emitted exactly once and is the last
/// signal. A result that broke off after rows were read is a value marked Truth::Extent::Partial,
/// not an error: rows are never thrown away.
class TapRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TapRun)

public:
    enum class Stage {
        Idle,
        Sending, ///< the request is on its way, or the job is being created
        Waiting, ///< the job runs; summary() tells its phase
        Receiving, ///< rows arrive
        Finished
    };
    Q_ENUM(Stage)

    /// @param http     not owned, must outlive the run
    /// @param journal  see UwsJob; not owned; may be null for sync
    TapRun(HttpClient& http, TapQuery query, JobJournal* journal, QObject* parent = nullptr);
    ~TapRun() override;

    const TapQuery& query() const;
    Stage stage() const;
    const JobSummary& summary() const; ///< async only
    QUrl jobUrl() const; ///< async only; empty until there is a job
    const Table& table() const; ///< rows so far
    qint64 bytesReceived() const;
    QDateTime started() const;
    std::optional<Result<QueryResult>> outcome() const; ///< once finished
    bool isCancelling() const; ///< cancel() was called, and the end has not come yet
    bool canDetach() const; ///< there is a job that would go on at the service
    bool isDetached() const; ///< detach() was the end: the job goes on at the service

    /// Where the result is to stay; not owned, must outlive the run. Before start() or attach();
    /// null later on drops what has arrived instead of keeping it.
    void setPlace(ResultPlace* place);

    void setPace(const UwsJob::Pace& pace);
    void setGate(LookGate* gate); ///< see UwsJob; before start()
    void setPauses(const Pause::Maker& makePause); ///< the same
    bool serviceBlocks() const; ///< see UwsJob

    void start(); ///< sends the query
    void attach(const QUrl& jobUrl); ///< follows a job that exists and fetches its result
    void resume(const QUrl& jobUrl); ///< the same; a PENDING one is started, see UwsJob
    /// Reads a result that was kept, without any network.
    /// @param file   VOTable, gzip or not
    /// @param known  what was known of it when it was kept; its table is not looked at
    void reopen(const QString& file, const QueryResult& known);
    /// Aborts the job, or closes the connection; rows that are there make a partial result.
    void cancel();
    /// Stops following with Cancelled; the job goes on. While it is being created or started the
    /// end comes when it runs, so that none is orphaned; a job that was resumed is left as it is,
    /// to be resumed again. Sync, and while rows arrive: as cancel().
    void detach();

signals:
    void stageChanged(tapdesk::TapRun::Stage stage);
    void jobCreated(const QUrl& jobUrl);
    void summaryChanged(const tapdesk::JobSummary& summary);
    void lostSight(const tapdesk::Error& reason);
    void tableChanged(const tapdesk::Table& table);
    void finished(const tapdesk::Result<tapdesk::QueryResult>& outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
