// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <chrono>

namespace tapdesk {

/// How many requests about jobs each host is asked. A value without a clock: all times are
/// milliseconds of any clock that does not go back.
///
/// A host has some turns at once and then one after the other; a turn that is not yet there is
/// booked, so that those who wait go in order and spread out, also after a laptop has slept. What
/// a user asks for has turns of its own, ahead of the looks: it never waits for them.
/// Source: design.md 1.4; RFC 9110, section 10.2.3 (Retry-After).
class HostBudget
{
public:
    using Time = std::chrono::milliseconds;

    struct Limits
    {
        Time spacing {250}; ///< between two looks in the long run
        int burst = 8; ///< turns that may be taken at once after a rest, of each kind
        Time ahead {100}; ///< between two turns ahead in the long run
        int waits = 2; ///< requests that block at the host at the same time
        Time refused {30'000}; ///< pause after 429 or 503 without Retry-After
    };

    HostBudget() = default;
    explicit HostBudget(const Limits& limits)
        : m_limits(limits)
    {
    }

    /// From here on; what is held or waited for stays so.
    void setLimits(const Limits& limits) { m_limits = limits; }

    Time takeTurn(const QString& host, Time now); ///< of a look @return the wait for it
    /// For what a user asks for. It does not wait for the end of a hold: the host answers for
    /// itself. @return the wait for others of its kind
    Time takeTurnAhead(const QString& host, Time now);
    Time held(const QString& host, Time now) const; ///< how long the host is to be left alone
    /// A shorter hold does not end a longer one. @param pause  0: Limits::refused
    void hold(const QString& host, Time now, Time pause);

    bool beginWait(const QString& host);
    void endWait(const QString& host);

private:
    struct Host
    {
        Time next {0}; ///< when the turn after all that were given is due, one behind the other
        Time nextAhead {0}; ///< the same of those ahead
        Time heldUntil {0};
        int waits = 0;
    };

    Limits m_limits;
    QHash<QString, Host> m_hosts;
};

} // namespace tapdesk
