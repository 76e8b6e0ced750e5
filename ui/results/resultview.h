// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/tap/queryresult.h"
#include "ui/base/workbench.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QStackedWidget;
class QTabWidget;

namespace tapdesk {
class TapRun;
}

namespace tapdesk::ui {

class ColumnsPage;
class ErrorPanel;
class InfoPage;
class ResultTableModel;
class ResultTableView;
class RunStrip;

/// One run from the first byte to the last row: its progress, its table while it grows, what the
/// result is, or why there is none.
class ResultView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultView)

public:
    explicit ResultView(const Workbench& workbench, QWidget* parent = nullptr);
    ~ResultView() override; ///< releases the run; a job goes on at its service

    /// @param run  of workbench.jobs; released when the view goes or follows another one
    void follow(TapRun* run);
    TapRun* run() const { return m_run; } ///< null for a result that is shown
    /// A result that is here, of no one run.
    /// @param note  a sentence that belongs to its truth; may be empty
    void showResult(const QueryResult& result, const QString& note = {});
    std::optional<QueryResult> result() const; ///< once it is whole

    /// Rows and truth of the result, for the status bar: "22 rows · Complete".
    QString statusText() const;

    const Table& table() const;

signals:
    void statusChanged();

private:
    void onTable(const Table& table);
    void onFinished(const Result<QueryResult>& outcome);
    void showEnd(const Error& error);
    void release();
    QString about() const; // what failed, for the copy of an error

    const Workbench m_workbench;
    QPointer<TapRun> m_run;
    std::optional<QueryResult> m_shown;
    RunStrip* m_strip;
    QStackedWidget* m_stack; // waiting, tabs, error
    QWidget* m_waiting;
    QTabWidget* m_tabs;
    ResultTableModel* m_model;
    ResultTableView* m_grid;
    ColumnsPage* m_columns;
    InfoPage* m_info;
    ErrorPanel* m_error;
};

} // namespace tapdesk::ui
