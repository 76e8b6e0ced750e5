// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hostbudget.h"

#include <algorithm>

namespace tapdesk {

namespace {

/// A rest saves up a burst and no more.
HostBudget::Time book(HostBudget::Time& next, HostBudget::Time earliest, int burst,
                      HostBudget::Time spacing)
{
    const auto turn = std::max(earliest, next - (burst - 1) * spacing);
    next = std::max(next, turn) + spacing;
    return turn;
}

} // namespace

HostBudget::Time HostBudget::takeTurn(const QString& host, Time now)
{
    auto& known = m_hosts[host];
    return book(known.next, now, m_limits.burst, m_limits.spacing) - now;
}

HostBudget::Time HostBudget::takeTurnAhead(const QString& host, Time now)
{
    auto& known = m_hosts[host];
    // Looks have one less saved up; when none is left they go on, one after the other.
    known.next = std::max(known.next,
                          std::min(std::max(known.next, now) + m_limits.spacing,
                                   now + m_limits.burst * m_limits.spacing));
    return book(known.nextAhead, now, m_limits.burst, m_limits.ahead) - now;
}

HostBudget::Time HostBudget::held(const QString& host, Time now) const
{
    return std::max(m_hosts.value(host).heldUntil - now, Time(0));
}

void HostBudget::hold(const QString& host, Time now, Time pause)
{
    auto& known = m_hosts[host];
    known.heldUntil =
        std::max(known.heldUntil, now + (pause.count() > 0 ? pause : m_limits.refused));
    // No turn before it is over, and no burst then: that is what the host has just refused.
    known.next = std::max(known.next, known.heldUntil + (m_limits.burst - 1) * m_limits.spacing);
}

bool HostBudget::beginWait(const QString& host)
{
    auto& known = m_hosts[host];
    if (known.waits >= m_limits.waits)
        return false;
    ++known.waits;
    return true;
}

void HostBudget::endWait(const QString& host)
{
    --m_hosts[host].waits;
}

} // namespace tapdesk
