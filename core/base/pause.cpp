// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pause.h"

#include <QTimer>

#include <utility>

namespace tapdesk {

namespace {

class TimedPause final : public Pause
{
public:
    explicit TimedPause(std::function<void()> then)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(then));
    }

    void begin(std::chrono::milliseconds length) override { m_timer.start(length); }
    void callOff() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace

std::unique_ptr<Pause> timedPause(std::function<void()> then)
{
    return std::make_unique<TimedPause>(std::move(then));
}

} // namespace tapdesk
