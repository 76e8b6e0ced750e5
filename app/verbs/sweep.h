// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/batch/batchrun.h"
#include "core/batch/sweep.h"

#include <memory>
#include <optional>

namespace tapdesk::app {

/// `tapdesk sweep`: runs a query for many values of its placeholders, or in slices of a column,
/// and writes the rows as one table. Queries run now, or as jobs with --queue. The rows of
/// queries that failed are missing, which is said.
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
    void onBounds(const QueryResult& result);
    void run(const QList<TapQuery>& queries);
    void onChanged(int index);
    void onFinished(const BatchReport& report);

    QString m_text;
    QList<SweepParameter> m_parameters;
    QString m_sliceColumn;
    int m_sliceCount = 0;
    TapQuery m_query; // with its placeholders
    QList<SweepQuery> m_queries;
    QList<std::optional<QueryResult>> m_results; // of the queries
    std::unique_ptr<BatchRun> m_run;
    QList<bool> m_isTold; // the end of each query
    bool m_isLate = false;
    bool m_isInterrupted = false;
};

} // namespace tapdesk::app
