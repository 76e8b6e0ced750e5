// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace tapdesk {

/// Lets one thread be ahead of another by so many pieces of work and no more, so that what lies
/// between them is bounded. May be used from any thread.
class FlowLimit final
{
    Q_DISABLE_COPY_MOVE(FlowLimit)

public:
    explicit FlowLimit(int pieces)
        : m_free(pieces)
    {
    }

    /// Waits until there is room for a piece, and takes it.
    /// @return false if @p stop was requested instead
    bool acquire(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [this] { return m_free > 0; }) || stop.stop_requested())
            return false;
        --m_free;
        return true;
    }

    /// A piece has been worked on.
    void release()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_free;
        }
        m_changed.notify_one();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_free;
};

} // namespace tapdesk
