// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/editorstore.h"
#include "core/sql/directives.h"
#include "core/tap/tapquery.h"
#include "ui/base/workbench.h"
#include "ui/editor/openresult.h"
#include "ui/editor/runoptions.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <utility>

class QAction;
class QSplitter;
class QTabWidget;
class QVBoxLayout;

namespace tapdesk {
class TapRun;
struct QueryResult;
} // namespace tapdesk

namespace tapdesk::ui {

class FindBar;
class ResultView;
class SqlEditor;

/// One query: its text, how it runs, and its results below it.
class QueryTab final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryTab)

public:
    /// Most results kept at once; the oldest finished one goes when another comes.
    static constexpr int resultLimit = 10;
    static constexpr int batchLimit = 100; ///< of a tab for results of a batch

    /// @param state          what it begins with
    /// @param editorActions  those whose keys work in the editor
    QueryTab(const Workbench& workbench, EditorState state, const QList<QAction*>& editorActions,
             QWidget* parent = nullptr);
    ~QueryTab() override;

    EditorState state() const; ///< as it is to be found again
    const QString& id() const { return m_state.id; }
    const QString& title() const { return m_title; }
    const QString& file() const { return m_state.file; }
    bool isBlank() const;

    const RunOptions& options() const { return m_options; }
    void setOptions(const RunOptions& options);

    SqlEditor& editor() { return *m_editor; }
    FindBar& findBar() { return *m_find; }

    /// Whether the text has changes that its file lacks, also those of an earlier start.
    bool isUnsaved() const;
    /// The text as it is now is being written to a file; what is typed meanwhile is not.
    void beginSaving();
    void endSaving(const QString& path); ///< it was written there, or has just been read there

    void setResultLimit(int limit);

    /// The selection, or the statement at the caret; one with placeholders is sweepWanted().
    void run();
    void runInSlices(); ///< asks for slicesWanted()
    /// The next job from here at that service is a rerun of that job.
    void setRerunOf(const QString& serviceId, const QString& jobId);
    void follow(TapRun* run); ///< in a result tab of its own, in front
    /// A result that is here, in a result tab of its own, in front.
    void showResult(const QueryResult& result, const QString& title, const QString& note = {});
    /// The same behind the one in front, if there is one.
    void addResult(const QueryResult& result, const QString& title);
    /// Brings the result of a job to the front, when it is here.
    bool showJob(const QUrl& jobUrl);
    ResultView* currentResult() const;
    QList<OpenResult> openResults() const; ///< whole or not, in the order of their tabs
    /// A line on something that goes on for this query, below the editor; the tab owns it.
    void addStrip(QWidget* strip);
    TapRun* activeRun() const; ///< of the result in front, while it goes on; may be null
    void closeCurrentResult();

signals:
    void changed(); ///< text, caret or options: worth saving
    void titleChanged();
    void optionsChanged(); ///< by directives in the text
    void resultChanged(); ///< the result in front is another one, or tells something new
    void notice(const QString& sentence);
    void sweepWanted(const tapdesk::TapQuery& query); ///< its placeholders want values
    void slicesWanted(const tapdesk::TapQuery& query);

private:
    std::optional<TapQuery> wantedQuery();
    QString takeRerunOf(const TapQuery& query);
    void onTextChanged();
    void readText();
    TapRun* runAutomatically(const TapQuery& query);
    void onMovedOn(const TapRun* before, TapRun* now);
    void closeResult(int index);
    ResultView* addView(const QString& title, const QString& toolTip);
    void makeRoom();
    void showState(ResultView* view);
    ResultView* resultAt(int index) const;
    ResultView* finishedResultOf(const TapQuery& query) const;

    const Workbench m_workbench;
    EditorState m_state; // its text is stale; the editor has it
    bool m_isBehind = false; // the file, since before what the editor remembers
    RunOptions m_options;
    std::pair<QString, QString> m_rerunOf; // service and job; empty for a query of its own
    sql::Directives m_directives; // of the text as read last
    QString m_title;
    SqlEditor* m_editor;
    FindBar* m_find;
    QVBoxLayout* m_top; // editor, find bar, strips
    QSplitter* m_splitter;
    QTabWidget* m_results;
    int m_limit = resultLimit;
    QTimer m_reading; // of title and directives, soon after a change
};

} // namespace tapdesk::ui
