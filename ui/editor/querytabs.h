// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/editorstore.h"
#include "core/session/sessionwriter.h"
#include "core/tap/tapquery.h"
#include "ui/base/workbench.h"
#include "ui/editor/openresult.h"
#include "ui/editor/runoptions.h"

#include <QSet>
#include <QTabWidget>
#include <QThreadPool>
#include <QTimer>

namespace tapdesk::ui {

class Actions;
class QueryTab;

/// The open queries. What is typed is on disk half a second later; nothing asks "save?".
class QueryTabs final : public QTabWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryTabs)

public:
    QueryTabs(const Workbench& workbench, const Actions& actions, QWidget* parent = nullptr);
    ~QueryTabs() override; ///< writes what is not on disk yet

    /// Opens what was open last time; at the first start the guide's first query.
    void restore();

    QueryTab* current() const; ///< null before restore()

    /// The results of all queries, those in front first.
    QList<OpenResult> openResults() const;

    void newQuery();
    /// Opens a text in a new tab, or in the current one while that is blank. What comments of
    /// the text prescribe wins over @p options.
    void openText(const QString& text, const RunOptions& options);
    void openFile(const QString& name); ///< of a file; relative to the folder of this process
    void askForFile();
    void saveCurrent();
    void saveCurrentAs();
    void closeQuery(int index);
    /// A tab for results that come by themselves, behind the one in front.
    QueryTab* addResults(const QString& title);
    void reopenClosed();

signals:
    void currentTitleChanged(); ///< of the tab in front, which is the same
    void currentQueryChanged(); ///< another tab is in front, or its options have changed
    void resultChanged(); ///< see QueryTab; of the tab in front
    void closedChanged(bool hasClosed); ///< whether reopenClosed() may find one
    void notice(const QString& sentence);
    void sweepWanted(tapdesk::ui::QueryTab* tab, const tapdesk::TapQuery& query); ///< see QueryTab
    void slicesWanted(tapdesk::ui::QueryTab* tab, const tapdesk::TapQuery& query);
    void resultsChanged(); ///< of any tab: there are others, or more rows

private:
    QueryTab* add(EditorState state);
    void connectTab(QueryTab* tab);
    QueryTab* at(int index) const;
    EditorState blankState() const;
    void showTitle(QueryTab* tab);
    void onFileRead(const QString& path, const Result<QString>& text);
    void write(QueryTab* tab, const QString& path);
    void markForSaving(QueryTab* tab);
    void saveMarked();

    const Workbench m_workbench;
    const Actions& m_actions;
    SessionWriter m_writer;
    QThreadPool m_files; // of one thread, so that the text saved last is the one that stays
    QSet<QueryTab*> m_unsaved;
    QTimer m_saving;
};

} // namespace tapdesk::ui
