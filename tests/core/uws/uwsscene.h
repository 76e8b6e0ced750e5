// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/uws/uwsjob.h"
#include "tests/core/uws/uwsanswers.h"
#include "tests/support/handpauses.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace tapdesk::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Failure = std::optional<Error::Kind>;

inline const QUrl jobList(u"https://example.org/tap/async"_s);
inline const QUrl job7(u"https://example.org/tap/async/7"_s);
inline const FormFields parameters {{u"QUERY"_s, u"SELECT a+b"_s}, {u"RUNID"_s, u"mine"_s}};

inline const auto create = "POST /tap/async"_ba;
inline const auto setPhase = "POST /tap/async/7/phase"_ba;
inline const auto look = "GET /tap/async/7"_ba;

/// No pause anywhere; WAIT is never asked unless a test says so.
inline UwsJob::Pace noPause()
{
    return {.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms};
}

class Journal final : public JobJournal
{
public:
    explicit Journal(const FakeNetwork& network)
        : m_network(network)
    {
    }

    void jobCreated(const QUrl& jobUrl, std::function<void(const Status&)> stored) override
    {
        urls.append(jobUrl);
        if (whileStoring)
            QTimer::singleShot(0, &m_turns, whileStoring);
        QTimer::singleShot(0, &m_turns, [this, stored = std::move(stored)] {
            askedBefore = m_network.asked;
            stored(answer);
        });
    }

    bool knows(const QUrl& jobUrl) const override { return known.contains(jobUrl); }

    QList<QUrl> urls;
    QList<QUrl> known; ///< made by others
    QList<QByteArray> askedBefore; ///< requests that were out when the URL was stored
    Status answer;
    std::function<void()> whileStoring; ///< called when the URL is known and not yet stored

private:
    const FakeNetwork& m_network;
    QObject m_turns;
};

/// A job on a scripted network, and what it told.
class Scene
{
public:
    explicit Scene(const QList<Answer>& script)
        : journal(network)
        , client(network)
        , job(std::make_unique<UwsJob>(client, jobList, &journal))
    {
        network.script = script;
        client.setRetryDelay(0ms);
        job->setPace(noPause());
        QObject::connect(job.get(), &UwsJob::finished, job.get(), [this](const auto& outcome) {
            outcomes.append(outcome);
            told.append(u"finished"_s);
        });
        QObject::connect(job.get(), &UwsJob::stateChanged, job.get(), [this](auto state) {
            told.append(QVariant::fromValue(state).toString());
        });
        QObject::connect(job.get(), &UwsJob::created, job.get(),
                         [this] { told.append(u"created"_s); });
        QObject::connect(job.get(), &UwsJob::summaryChanged, job.get(),
                         [this](const auto& summary) { told.append(summary.phase.word()); });
        QObject::connect(job.get(), &UwsJob::lostSight, job.get(),
                         [this] { told.append(u"lost"_s); });
    }

    Failure failureKind() const
    {
        return outcomes.first() ? Failure() : Failure(outcomes.first().error().kind);
    }

    /// Lets all pauses pass that have begun.
    bool hasEnded()
    {
        while (pauses.underWay() > 0)
            pauses.pass();
        return !outcomes.isEmpty();
    }

    FakeNetwork network;
    HandPauses pauses; ///< for setPauses()
    Journal journal;
    HttpClient client;
    std::unique_ptr<UwsJob> job;
    QList<Result<JobSummary>> outcomes;
    QStringList told;
};

} // namespace tapdesk::test
