// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/handpauses.h"

#include <algorithm>
#include <utility>

namespace tapdesk::test {

class HandPauses::HandPause final : public Pause
{
public:
    HandPause(HandPauses& hand, std::function<void()> then)
        : m_hand(hand)
        , m_then(std::move(then))
    {
    }
    HandPause(const HandPause&) = delete;
    HandPause& operator=(const HandPause&) = delete;
    ~HandPause() override { callOff(); }

    void begin(std::chrono::milliseconds length) override
    {
        callOff();
        m_hand.begun.append(length);
        m_end = m_hand.m_now + length;
        m_hand.m_underWay.append(this);
    }

    void callOff() override { m_hand.m_underWay.removeOne(this); }

    void pass() const { m_then(); }
    std::chrono::milliseconds end() const { return m_end; }

private:
    HandPauses& m_hand;
    std::function<void()> m_then;
    std::chrono::milliseconds m_end {};
};

Pause::Maker HandPauses::maker()
{
    return [this](std::function<void()> then) {
        return std::make_unique<HandPause>(*this, std::move(then));
    };
}

void HandPauses::pass()
{
    m_underWay.takeFirst()->pass();
}

std::optional<std::chrono::milliseconds> HandPauses::nextEnd() const
{
    const auto next = earliest();
    return next < 0 ? std::nullopt : std::optional(m_underWay[next]->end());
}

void HandPauses::passNext()
{
    auto* next = m_underWay.takeAt(earliest());
    m_now = std::max(m_now, next->end());
    next->pass();
}

/// Of those that end at the same time the one that began first; -1 if none is under way.
qsizetype HandPauses::earliest() const
{
    const auto found = std::min_element(
        m_underWay.cbegin(), m_underWay.cend(),
        [](const HandPause* left, const HandPause* right) { return left->end() < right->end(); });
    return found == m_underWay.cend() ? -1 : found - m_underWay.cbegin();
}

} // namespace tapdesk::test
