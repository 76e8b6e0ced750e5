// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sql/slicing.h"
#include "core/tap/tapquery.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <optional>

namespace tapdesk {

class JobMonitor;
class TapRun;

/// Asks for the least and the greatest value of a column among the rows of a query, to cut it
/// into slices. Asked as the query would be: at once, or as a job of its queue.
///
/// Lives on the thread of the JobMonitor. finished() is emitted once, never from within start();
/// not at all once the object is deleted, which aborts the question.
class BoundsRun final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoundsRun)

public:
    /// @param jobs  not owned, must outlive the run
    explicit BoundsRun(JobMonitor& jobs, QObject* parent = nullptr);
    ~BoundsRun() override;

    /// Once. @return why the query cannot be cut: nothing is asked then
    sql::SliceResult<void> start(const TapQuery& query, const QString& column, int slices);

signals:
    /// What sliceBounds() makes of the answer: nothing for a column that is not numeric.
    void finished(const tapdesk::Result<std::optional<QStringList>>& bounds);

private:
    JobMonitor& m_jobs;
    QPointer<TapRun> m_run;
};

} // namespace tapdesk
