// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/automaticrun.h"

#include "core/jobs/jobnews.h"
#include "core/tap/timelimit.h"

#include <utility>

namespace tapdesk {

namespace {

std::optional<Error> errorOf(const Result<QueryResult>& outcome)
{
    return outcome ? outcome->truth.cause : std::optional(outcome.error());
}

} // namespace

AutomaticRun::AutomaticRun(JobMonitor& monitor, TapQuery query, QObject* parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_query(std::move(query))
{
}

void AutomaticRun::start()
{
    Q_ASSERT(m_attempts.isEmpty());
    begin(m_query, {});
}

void AutomaticRun::cancel()
{
    m_isCancelled = true;
    if (m_run)
        m_run->cancel();
}

void AutomaticRun::begin(const TapQuery& query, const QString& rerunOf)
{
    m_query = query;
    m_attempts.append({.query = query, .started = QDateTime::currentDateTimeUtc()});
    m_run = m_monitor.run(query, rerunOf);
    connect(m_run, &TapRun::jobCreated, this,
            [this](const QUrl& jobUrl) { m_attempts.last().jobUrl = jobUrl; });
    connect(m_run, &TapRun::finished, this, &AutomaticRun::onFinished);
}

void AutomaticRun::onFinished(const Result<QueryResult>& outcome)
{
    auto& attempt = m_attempts.last();
    attempt.ended = QDateTime::currentDateTimeUtc();
    attempt.error = errorOf(outcome);
    const auto next =
        !m_isCancelled && isTimeLimit(outcome, m_query.mode) ? withMoreTime(m_query) : std::nullopt;
    if (!next) {
        emit finished(outcome);
        return;
    }
    const auto origin = attempt.jobUrl.isEmpty() ? QString() : jobIdOf(attempt.jobUrl);
    m_monitor.release(m_run);
    begin(*next, origin);
    emit movedOn();
}

} // namespace tapdesk
