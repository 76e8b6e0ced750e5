// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"

#include <QList>

#include <optional>

namespace tapdesk::test {

/// Makes pauses that pass when the test says so, by a clock that it moves. Has to outlive them.
class HandPauses final
{
public:
    Pause::Maker maker();

    QList<std::chrono::milliseconds> begun; ///< all of them, oldest first

    qsizetype underWay() const { return m_underWay.size(); }
    void pass(); ///< the oldest of those under way is over; the clock stands still

    std::chrono::milliseconds now() const { return m_now; }
    /// When the next of those under way is over; nothing if there is none.
    std::optional<std::chrono::milliseconds> nextEnd() const;
    void passNext(); ///< that one is over, and it is as late as that
    void skip(std::chrono::milliseconds length) { m_now += length; } ///< the machine sleeps

private:
    class HandPause;
    qsizetype earliest() const;

    QList<HandPause*> m_underWay;
    std::chrono::milliseconds m_now {0};
};

} // namespace tapdesk::test
