// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/batch/batchstate.h"
#include "core/batch/sweeprun.h"

#include <memory>

namespace tapdesk::app {

/// `tapdesk sweep`: runs a query for many values of its placeholders, or in slices of a column,
/// and writes the rows as one table. Queries run now, or as jobs with --queue or a comment that
/// says QUEUE; the same sweep goes on with the jobs of one that did not end. The rows of queries
/// that failed, or came too late, are missing, which is said. Ctrl+C aborts what runs and writes
/// what has come.
class SweepCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;
    void interrupt() override;

private:
    void readParameters(qsizetype index);
    void addParameter(const SweepResult<SweepParameter>& parameter, qsizetype index);
    void readColumn(const QString& name, const QString& source, qsizetype index);
    void ask(const TapService& service);
    bool readSlices();
    void askBounds();
    void run(const Sweep& sweep);
    void onChanged(int index);
    void onLate();
    void onFinished(const SweepOutcome& outcome);

    QString m_text;
    QList<SweepParameter> m_parameters;
    QString m_sliceColumn;
    int m_sliceCount = 0;
    TapQuery m_query; // with its placeholders
    std::unique_ptr<BatchState> m_state;
    std::unique_ptr<SweepRun> m_run; // goes before the state
    QList<bool> m_isTold; // the end of each query
    bool m_isLate = false;
    bool m_isInterrupted = false;
};

} // namespace tapdesk::app
