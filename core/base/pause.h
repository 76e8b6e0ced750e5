// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace tapdesk {

/// A wait after which one thing is done, as often as it is begun. By the clock in the program; in
/// tests by hand (tests/support/handpauses.h), so that they can see that nothing is waited for.
class Pause
{
public:
    /// @param then  called from the event loop of the thread that made the pause
    using Maker = std::function<std::unique_ptr<Pause>(std::function<void()> then)>;

    virtual ~Pause() = default; ///< calls off

    virtual void begin(std::chrono::milliseconds length) = 0; ///< anew if it has begun
    virtual void callOff() = 0;
};

/// By the clock.
std::unique_ptr<Pause> timedPause(std::function<void()> then);

} // namespace tapdesk
