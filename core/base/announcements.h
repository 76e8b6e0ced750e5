// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <utility>

namespace tapdesk {

/// Signals to emit after the acting is done: act first, announce last.
///
/// A slot may call back into the object, or delete it. Functions that act queue what they have to
/// tell; each entry point (a public function, an answer, a timer) ends with deliver(). Order is
/// kept when slots call back, as a nested deliver() sends the older announcements first.
class Announcements
{
public:
    explicit Announcements(QObject& speaker)
        : m_speaker(speaker)
    {
    }

    void add(std::function<void()> announcement) { m_queue.push_back(std::move(announcement)); }

    /// Emits what is queued. The speaker, and this queue with it, may be gone when it returns, so
    /// it has to be the last thing a function does.
    void deliver()
    {
        const QPointer<QObject> alive(&m_speaker);
        while (alive && !m_queue.empty()) {
            const auto announce = std::move(m_queue.front());
            m_queue.pop_front();
            announce();
        }
    }

private:
    QObject& m_speaker;
    std::deque<std::function<void()>> m_queue;
};

} // namespace tapdesk
