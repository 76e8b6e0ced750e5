// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QUrl>

#include <chrono>

namespace tapdesk {

/// Who may ask a host about jobs, or for something, and when: what the jobs of one program share,
/// so that many of them are no more of a burden to a service than a few.
class LookGate
{
public:
    virtual ~LookGate() = default;

    /// Takes a turn for a look. @return how long to wait for it; 0 = ask now
    virtual std::chrono::milliseconds takeTurn(const QUrl& url) = 0;
    /// Takes one for what somebody waits for: a job to be made, started, ended. It does not wait
    /// for looks. @return as takeTurn()
    virtual std::chrono::milliseconds takeTurnAhead(const QUrl& url) = 0;
    /// How long the host wants to be left alone, also by those who have a turn.
    virtual std::chrono::milliseconds held(const QUrl& url) const = 0;
    /// The host has said that it is too much.
    /// @param pause  what it asked for by Retry-After; 0 = nothing
    virtual void hold(const QUrl& url, std::chrono::milliseconds pause) = 0;
    /// Holds where the failure of a request says so (429, 503).
    void note(const QUrl& url, const Error& error, std::chrono::milliseconds pause)
    {
        if (error.httpStatus == 429 || error.httpStatus == 503)
            hold(url, pause);
    }

    /// Whether one more request may block at the host (WAIT): a client has few connections to it,
    /// and they must not all be waiting. Each that was granted is given back by endWait().
    virtual bool beginWait(const QUrl& url) = 0;
    virtual void endWait(const QUrl& url) = 0;
};

} // namespace tapdesk
