// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QMainWindow>
#include <QPointer>
#include <QStringList>

#include <memory>

namespace tapdesk {
class TapRun;
struct Example;
struct QueryResult;
} // namespace tapdesk

namespace tapdesk::ui {

class Actions;
class ExamplesMenu;
class JobPanel;
class OfferBar;
class QueryTab;
class QueryTabs;
class ResultView;
class RunBar;
class RunSheet;
class SchemaPanel;
class SideDocks;
class StatusLine;
struct GuideQuery;

/// Places the pages of the window and tells each what the others hear. Nothing else.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// @param workbench  what it names must outlive the window
    explicit MainWindow(const Workbench& workbench, QWidget* parent = nullptr);
    ~MainWindow() override;

    void restore(); ///< geometry, colours and the open queries; once, before show()
    /// A .sql file in a new tab; of a folder all, in the run sheet; a VOTable as a result.
    void openFile(const QString& path);
    void runCurrent(); ///< as Ctrl+Enter does
    void onLoggedIn(const QString& serviceId); ///< there is a token now: a login may see more
    void showJobs(); ///< in front of all windows, with the keyboard in the list
    RunSheet& runSheet() { return *m_sheet; } ///< a window of its own
    ResultView* currentResult() const; ///< of the query in front; null before its first run

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectFileActions();
    void connectEditActions();
    void connectQueryActions();
    void connectViewActions();
    void connectPanels();
    void connectSheet();
    TapService service() const; ///< of the query in front
    void showService();
    void showTitle();
    void onQueryChanged();
    void onResultChanged();
    void openGuideQuery(const GuideQuery& query);
    void openExample(const Example& example);
    void openTable(const QString& path);
    QueryTab* batchTab();
    void fetchResult(const QString& serviceId, const QUrl& jobUrl);
    void openJobResult(const JobRecord& job);
    void showJobIn(QueryTab* query, const JobRecord& job);
    TapRun* reopenKept(const TapService& service, const JobRecord& job);
    void openJobQuery(const JobRecord& job);
    void addService();
    void goToService(const TapService& service); ///< with the query in front
    void logIn();
    void editService();
    void nextTab(int step);
    void focusNextPane(int step);

    const Workbench m_workbench;
    Actions* m_actions;
    RunBar* m_runBar;
    QueryTabs* m_queries;
    SchemaPanel* m_schema;
    JobPanel* m_jobs;
    SideDocks* m_docks = nullptr;
    StatusLine* m_status;
    OfferBar* m_offer;
    std::unique_ptr<RunSheet> m_sheet; // no child, which would always lie above this window
    ExamplesMenu* m_examples;
    QPointer<QueryTab> m_batchTab; // with results of the batch, as long as the user keeps it
    QStringList m_batchPaths; // of it
    QString m_serviceId; // what the panels show
};

} // namespace tapdesk::ui
