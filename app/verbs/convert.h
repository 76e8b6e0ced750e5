// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/tap/queryresult.h"

namespace tapdesk {
class ResultReader;
}

namespace tapdesk::app {

/// `tapdesk convert`: reads a VOTable file and writes it in another format.
class ConvertCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;
    void interrupt() override;

private:
    void onRead(const Result<QueryResult>& outcome);

    ResultReader* m_reader = nullptr;
};

} // namespace tapdesk::app
