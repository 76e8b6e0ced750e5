// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/service/metadataloader.h"

namespace tapdesk::app {

/// `tapdesk tables` and `tapdesk columns`: what a service holds.
class TablesCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;

private:
    void onTables(const Result<Tableset>& tableset);
    void showTables(const Tableset& tableset);
    void showColumns(const TableInfo& table);

    MetadataLoader* m_loader = nullptr;
};

} // namespace tapdesk::app
