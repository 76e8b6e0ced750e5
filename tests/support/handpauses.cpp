// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/handpauses.h"

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
        m_hand.m_underWay.append(this);
    }

    void callOff() override { m_hand.m_underWay.removeOne(this); }

    void pass() const { m_then(); }

private:
    HandPauses& m_hand;
    std::function<void()> m_then;
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

} // namespace tapdesk::test
