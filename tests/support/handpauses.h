// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pause.h"

#include <QList>

namespace tapdesk::test {

/// Makes pauses that pass when the test says so. Has to outlive them.
class HandPauses final
{
public:
    Pause::Maker maker();

    QList<std::chrono::milliseconds> begun; ///< all of them, oldest first

    qsizetype underWay() const { return m_underWay.size(); }
    void pass(); ///< the oldest of those under way is over

private:
    class HandPause;
    QList<HandPause*> m_underWay;
};

} // namespace tapdesk::test
