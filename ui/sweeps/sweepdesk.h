// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweeprun.h"
#include "core/service/tableset.h"
#include "ui/base/workbench.h"
#include "ui/sweeps/sweepdialog.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

namespace tapdesk::ui {

class QueryTab;
class QueryTabs;

/// What happens when a query tab wants a sweep or slices: asks for values or bounds, runs it with
/// a strip below the query, and shows the joined rows there. What goes on ends with its tab; jobs
/// go on, and the same sweep goes on with them.
class SweepDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SweepDesk)

public:
    /// @param workbench, tabs  must outlive the desk
    /// @param tables           of the service of the query in front
    SweepDesk(const Workbench& workbench, QueryTabs& tabs, std::function<Tableset()> tables,
              QObject* parent = nullptr);

signals:
    void notice(const QString& sentence);

private:
    void askForValues(QueryTab* tab, const TapQuery& query);
    void askForSlices(QueryTab* tab, const TapQuery& query);
    bool isRunning(const Sweep& sweep) const;
    void begin(QueryTab* tab, const Sweep& sweep);

    const Workbench m_workbench;
    QueryTabs& m_tabs;
    std::function<Tableset()> m_tables;
    QHash<QString, SweepDialog::Sources> m_sources; // by tab, for its next sweep
    QHash<QString, QPointer<QDialog>> m_dialogs; // by tab
};

} // namespace tapdesk::ui
