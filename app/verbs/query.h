// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace tapdesk {
class TapRun;
}

namespace tapdesk::app {

/// `tapdesk query`: runs a query in sync mode and writes its rows.
class QueryCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;
    void interrupt() override;

private:
    void run(const TapService& service, const QString& text);

    TapRun* m_run = nullptr;
};

} // namespace tapdesk::app
