// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"
#include "core/base/result.h"
#include "core/net/httprequest.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace tapdesk {

class HttpClient;
class LookGate;
class Transfer;

/// One thing asked of a job on a service: run it, abort it, or delete it. Ends once.
///
/// Run and Abort end when the service has taken the request; what becomes of it the job tells.
/// Deleting does not follow the redirect, falls back to ACTION=DELETE where DELETE is not
/// allowed (405, 501), and counts a job that is gone already (404, 410) as deleted. A running job
/// is aborted first and awaited, as Daiquiri would make it ERROR otherwise; one that goes on all
/// the same is deleted after some looks.
/// Source: UWS 1.1, section 2.2.3; protocols.md 2.6; daiquiri.md section 5.
class JobCommand final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobCommand)

public:
    enum class Action { Run, Abort, Delete };

    JobCommand(HttpClient& http, QUrl jobUrl, Action action, QObject* parent = nullptr);

    /// Shortest time between two looks at a job that is being aborted; default half a second.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }
    /// The job is known to have ended: deleting need not look for itself. Before start().
    void setEnded() { m_hasEnded = true; }
    /// Takes turns ahead, as somebody waits for this. A host that wants to be left alone is, and
    /// others hear of it. @param gate  not owned, must outlive the command; null: alone
    void setGate(LookGate* gate) { m_gate = gate; }
    /// For tests; by the clock if never called. Before start().
    void setPauses(const Pause::Maker& makePause);
    void start();

signals:
    void finished(const tapdesk::Status& outcome);

private:
    using Handler = void (JobCommand::*)(const Result<HttpResponse>&);

    void post(const QUrl& url, const QString& name, const QString& value, Handler handler);
    void send(const HttpRequest& request, Handler handler);
    void proceed();
    void onAnswer(const Result<HttpResponse>& outcome);
    void look();
    void remove();
    void onAccepted(const Result<HttpResponse>& outcome);
    void onLooked(const Result<HttpResponse>& outcome);
    void onAborted(const Result<HttpResponse>& outcome);
    void onRemoved(const Result<HttpResponse>& outcome);
    void finish(const Status& outcome);

    HttpClient& m_http;
    QUrl m_jobUrl;
    Action m_action;
    std::chrono::milliseconds m_pause {500};
    LookGate* m_gate = nullptr;
    std::unique_ptr<Pause> m_rest; // between two looks
    std::unique_ptr<Pause> m_hold; // before m_request
    HttpRequest m_request; // held back, or in flight
    Handler m_handler = nullptr; // of its answer
    Transfer* m_transfer = nullptr; // at most one in flight
    bool m_hasTurn = false; // m_request has
    bool m_hasEnded = false;
    bool m_abortPosted = false;
    bool m_actionPosted = false;
    int m_looks = 0;
    int m_lostLooks = 0; // without an answer since
    bool m_started = false;
    bool m_finished = false;
};

} // namespace tapdesk
