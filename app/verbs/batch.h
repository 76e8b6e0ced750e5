// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"
#include "core/batch/batchreader.h"
#include "core/batch/batchrun.h"

#include <memory>

namespace tapdesk::app {

/// `tapdesk batch`: runs the queries of a folder or of files as jobs, each with the settings of
/// its comments, and writes the rows to files. Goes on with the jobs of a run that did not end.
/// Ctrl+C sends nothing more and leaves the jobs alone.
class BatchCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;
    void interrupt() override;

private:
    bool readEntries();
    bool openState();
    QList<BatchEntry> selected();
    bool isNamed(const BatchEntry& entry) const;
    void describe(const QList<BatchEntry>& entries);
    void prepareFrom(const QList<BatchEntry>& entries, qsizetype index);
    void run(const QList<BatchEntry>& entries);
    void onChanged(int index);
    void onFinished(const BatchReport& report);

    QList<BatchEntry> m_entries;
    std::unique_ptr<BatchState> m_state;
    std::unique_ptr<BatchRun> m_run; // goes before the state
    BatchReport m_told; // what was said so far
    QList<BatchEntry> m_refused; // for their problems
    bool m_isInterrupted = false;
    bool m_isLate = false;
};

} // namespace tapdesk::app
