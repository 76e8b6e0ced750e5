// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobcommand.h"

#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobsummary.h"
#include "core/uws/lookgate.h"
#include "core/uws/uwsvalues.h"

#include <algorithm>
#include <utility>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLostLooks = 2; // one after the other
constexpr int mostLooks = 20; // with pauses that grow to ten times the first: about a minute

bool isRunning(const JobPhase& phase)
{
    return phase.kind() == JobPhase::Kind::Queued || phase.kind() == JobPhase::Kind::Executing
        || phase.kind() == JobPhase::Kind::Suspended;
}

} // namespace

JobCommand::JobCommand(HttpClient& http, QUrl jobUrl, Action action, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_jobUrl(std::move(jobUrl))
    , m_action(action)
{
    setPauses(timedPause);
}

void JobCommand::setPauses(const Pause::Maker& makePause)
{
    m_rest = makePause([this] { look(); });
    m_hold = makePause([this] { proceed(); });
}

void JobCommand::start()
{
    Q_ASSERT(!m_started);
    m_started = true;
    switch (m_action) {
    case Action::Run:
        post(childUrl(m_jobUrl, u"phase"_s), u"PHASE"_s, u"RUN"_s, &JobCommand::onAccepted);
        break;
    case Action::Abort:
        post(childUrl(m_jobUrl, u"phase"_s), u"PHASE"_s, u"ABORT"_s, &JobCommand::onAccepted);
        break;
    case Action::Delete:
        if (m_hasEnded)
            remove();
        else
            look();
        break;
    }
}

void JobCommand::post(const QUrl& url, const QString& name, const QString& value, Handler handler)
{
    send(HttpRequest::post(url, {{name, value}}), handler);
}

void JobCommand::send(const HttpRequest& request, Handler handler)
{
    Q_ASSERT(!m_transfer);
    m_request = request;
    if (request.method != HttpRequest::Method::Get)
        m_request.redirects = HttpRequest::Redirects::Report; // a job list can be very long
    m_handler = handler;
    proceed();
}

void JobCommand::proceed()
{
    if (m_gate) {
        const auto turn = std::exchange(m_hasTurn, true) ? std::chrono::milliseconds(0)
                                                         : m_gate->takeTurnAhead(m_jobUrl);
        if (const auto wait = std::max(turn, m_gate->held(m_jobUrl)); wait.count() > 0) {
            m_hold->begin(wait);
            return;
        }
    }
    m_hasTurn = false;
    m_transfer = m_http.start(m_request, this);
    connect(m_transfer, &Transfer::finished, this, &JobCommand::onAnswer);
}

void JobCommand::onAnswer(const Result<HttpResponse>& outcome)
{
    const auto wanted = m_transfer->wantedPause();
    std::exchange(m_transfer, nullptr)->deleteLater();
    if (m_gate && !outcome)
        m_gate->note(m_jobUrl, outcome.error(), wanted);
    (this->*m_handler)(outcome);
}

void JobCommand::onAccepted(const Result<HttpResponse>& outcome)
{
    finish(outcome ? Status() : Status(failure(outcome.error())));
}

void JobCommand::look()
{
    ++m_looks;
    send(lookRequest(m_jobUrl), &JobCommand::onLooked);
}

void JobCommand::onLooked(const Result<HttpResponse>& outcome)
{
    if (!outcome) {
        if (isGone(outcome.error()))
            finish({});
        else if (isRefusal(outcome.error()) || ++m_lostLooks > mostLostLooks)
            finish(failure(outcome.error()));
        else
            m_rest->begin(m_pause * m_lostLooks);
        return;
    }
    m_lostLooks = 0;
    const auto job = readJobSummary(outcome->body, outcome->url);
    if (!job || !isRunning(job->phase) || m_looks >= mostLooks)
        remove();
    else if (!std::exchange(m_abortPosted, true))
        post(childUrl(m_jobUrl, u"phase"_s), u"PHASE"_s, u"ABORT"_s, &JobCommand::onAborted);
    else
        m_rest->begin(m_pause * std::min(m_looks, 10));
}

void JobCommand::onAborted(const Result<HttpResponse>&)
{
    look(); // refused or not, the phase tells
}

void JobCommand::remove()
{
    send(HttpRequest::del(m_jobUrl), &JobCommand::onRemoved);
}

void JobCommand::onRemoved(const Result<HttpResponse>& outcome)
{
    const auto isNotAllowed =
        !outcome && (outcome.error().httpStatus == 405 || outcome.error().httpStatus == 501);
    // Back to the list, or to the archived job; anywhere else somebody wants a login first.
    const auto isSentAway =
        outcome && !outcome->location.isEmpty() && !outcome->location.path().contains("/async"_L1);
    if (isSentAway)
        finish(failure(unexpectedAnswer(*outcome)));
    else if (outcome || isGone(outcome.error()))
        finish({});
    else if (isNotAllowed && !std::exchange(m_actionPosted, true))
        post(m_jobUrl, u"ACTION"_s, u"DELETE"_s, &JobCommand::onRemoved);
    else
        finish(failure(outcome.error()));
}

void JobCommand::finish(const Status& outcome)
{
    Q_ASSERT(!m_finished);
    m_finished = true;
    emit finished(outcome);
}

} // namespace tapdesk
