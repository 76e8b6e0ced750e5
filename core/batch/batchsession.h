// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchentry.h"
#include "core/batch/batchplan.h"
#include "core/batch/batchreport.h"
#include "core/batch/batchstate.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>

namespace tapdesk {

class BatchRun;
class HttpClient;
class JobMonitor;
class ServiceCatalog;

/// One file of a batch: what it says, what is to become of it, and what has.
struct BatchLine
{
    BatchEntry entry; ///< settled, with the edits
    sql::Directives said; ///< by the file itself
    bool isChecked = true;
    std::optional<BatchRecord> record; ///< of its last run, also an earlier program's
    std::optional<BatchOutcome> outcome; ///< of its run since the batch was opened
    std::optional<QueryResult> result; ///< of RowsTo::Memory

    bool isActive() const { return outcome && !outcome->hasEnded(); }
};

/// A batch that somebody looks at: reads the files of a plan, takes edits, runs what is wanted.
///
/// Files are read on the pool, when the batch is opened and anew before each run, so that what
/// runs is what is on disk. Lives on the thread of the HttpClient.
class BatchSession final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchSession)

public:
    enum class Which {
        All,
        Checked,
        Failed, ///< BatchSelection::Failed
        Changed, ///< BatchSelection::Changed
        Unended ///< BatchSelection::Unended
    };

    /// @param http, jobs, services, state  not owned, must outlive the session; without @p state
    ///                                     nothing is remembered
    BatchSession(HttpClient& http, JobMonitor& jobs, const ServiceCatalog& services,
                 BatchState* state, QObject* parent = nullptr);
    ~BatchSession() override; ///< jobs go on; the next session of the same files adopts them

    /// Sentences about a result for the files that are written; see BatchRun::Options.
    void setNotes(std::function<QStringList(const QueryResult&)> notes);

    void open(const BatchPlan& plan); ///< not while it runs; opened() tells
    void reread(); ///< the same files, which others may have changed; nothing while it runs

    const BatchPlan& plan() const { return m_plan; }
    /// Other choices for the same paths. Nothing while it runs.
    void setPlan(const BatchPlan& plan);
    const QList<BatchLine>& lines() const { return m_lines; }

    /// Says something in place of a comment; as the file says when @p value is empty.
    void edit(int index, QString sql::Directives::*setting, const QString& value);
    void check(int index, bool isChecked);
    /// Writes all edits into the comments of their files; written() tells, then opened(). A run
    /// that is wanted meanwhile begins after that.
    void writeEdits();

    qsizetype count(Which which) const; ///< that could be run
    void run(Which which);
    void run(const QStringList& files);
    void stop(); ///< see BatchRun
    void cancel(); ///< see BatchRun

    bool isRunning() const { return m_isStarting || m_run; }
    const BatchReport& report() const { return m_report; } ///< of this run, or the last one
    QDateTime started() const { return m_started; } ///< of it; UTC
    QDateTime ended() const { return m_ended; }
    /// A service that has too many jobs and how many it may have from here on; empty while none.
    const std::pair<QString, int>& throttle() const { return m_throttle; }

signals:
    /// lines() are of other files from linesReplaced() on; what they were is lost between the two.
    void linesAboutToBeReplaced();
    void linesReplaced();
    void opened(const tapdesk::Status& outcome); ///< all files are read
    void linesChanged(); ///< the same files, told anew
    void lineChanged(int index);
    void written(const QList<tapdesk::Error>& failures);
    void runStarted();
    void resultReady(int index); ///< of RowsTo::Memory
    void runFinished(); ///< report() is whole

private:
    using Wanted = std::function<bool(const BatchLine&)>;

    void read(const std::function<void()>& then);
    void onRead(const QList<BatchEntry>& entries);
    void replaceLines(const QList<BatchLine>& lines);
    void settle();
    bool isOf(const BatchLine& line, Which which) const;
    void runWanted(const Wanted& wanted);
    void readAndStart(const Wanted& wanted);
    void start(const Wanted& wanted);
    void onChanged(int item);
    void onFinished();
    std::optional<BatchRecord> recordOf(const QString& file) const;

    HttpClient& m_http;
    JobMonitor& m_jobs;
    const ServiceCatalog& m_services;
    BatchState* m_state;
    std::function<QStringList(const QueryResult&)> m_notes;
    BatchPlan m_plan;
    QList<BatchLine> m_lines;
    std::unique_ptr<BatchRun> m_run;
    QList<int> m_indexes; // of lines, by item of the run
    BatchReport m_report;
    std::pair<QString, int> m_throttle;
    QDateTime m_started;
    QDateTime m_ended;
    bool m_isStarting = false; // the files are read once more
    bool m_isWriting = false; // edits into the files
    Wanted m_wanted; // of the run that waits until they are written
    bool m_isUnwanted = false; // stopped before it began
    int m_reading = 0; // only the last reading counts
};

} // namespace tapdesk
