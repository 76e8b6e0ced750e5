// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace tapdesk {
class TapRun;
}

namespace tapdesk::app {

/// `tapdesk submit`: sends a query as a job, starts it, and prints the job's URL. The job goes on
/// when the program has ended. A job that was made but could not be started is a failure, with
/// its URL.
class SubmitCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;
    void interrupt() override; ///< says what is known of the job

private:
    void submit(const TapService& service, const QString& text);
    void announce(const TapRun& run);

    TapRun* m_run = nullptr; // of the monitor
    bool m_isAnnounced = false;
};

} // namespace tapdesk::app
