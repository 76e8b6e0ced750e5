// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hostbudget.h"

#include <algorithm>

namespace tapdesk {

HostBudget::Time HostBudget::takeTurn(const QString& host, Time now)
{
    auto& known = m_hosts[host];
    // A rest saves up a burst and no more.
    const auto turn =
        std::max({now, known.next - (m_limits.burst - 1) * m_limits.spacing, known.heldUntil});
    known.next = std::max(known.next, turn) + m_limits.spacing;
    return turn - now;
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
    // No burst when it is over: that is what the host has just refused.
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
