// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchsession.h"
#include "ui/base/workbench.h"

#include <QWidget>

class QAction;
class QPlainTextEdit;
class QTableView;
class QTabWidget;

namespace tapdesk::ui {

class BatchStrip;
class NoticeLabel;
class RunSheetModel;
class SheetOptions;
class SqlEditor;

/// A batch in a window of its own, so that it stays in sight beside the results that are opened
/// from it: each query with its settings and what is odd about it, what runs and what became of
/// it, and a report. Closing the window stops nothing.
///
/// The plan of a batch that runs is kept in the settings, so that the next start of the program
/// can offer to go on with it.
class RunSheet final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunSheet)

public:
    explicit RunSheet(const Workbench& workbench, QWidget* parent = nullptr);
    ~RunSheet() override; ///< jobs go on

    const BatchSession& session() const { return *m_session; }

    /// Shows the queries of folders and files. One batch at a time: refused while one runs.
    /// @param serviceId  where queries run whose comments name no service
    void open(const QStringList& paths, const QString& serviceId);
    /// @param asking  the window that asks, which the dialog belongs to
    void askForFolder(const QString& serviceId, QWidget* asking);
    void askForFiles(const QString& serviceId, QWidget* asking);
    void bringToFront();

    /// Looks for a batch that the program's last start did not end; interrupted() offers it.
    void lookForInterrupted();
    void goOn();
    void forgetInterrupted();

signals:
    void openQuery(const QString& file);
    void showResult(const tapdesk::QueryResult& result, const QString& title); ///< as was asked
    void resultArrived(const tapdesk::QueryResult& result, const QString& title); ///< of the run
    void fetchResult(const QString& serviceId, const QUrl& jobUrl);
    /// "Batch of 12 queries in …/queries was interrupted: 7 done."
    void interrupted(const QString& sentence);

protected:
    bool event(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QAction* addAct(const QString& iconName, const QString& text, const QString& tip,
                    const QString& keys, void (RunSheet::*act)());
    void makeActions();
    void layOut();
    QWidget* makeTable();
    QWidget* makeLower();
    void addPreviewActions();
    void onLinesAboutToBeReplaced();
    void onLinesReplaced();
    void onOpened(const Status& outcome);
    void onRunStarted();
    void onRunFinished();
    void onWritten(const QList<Error>& failures);
    void setCommandTrouble(const QString& sentence);
    void showTrouble();
    void offer();
    void refresh();
    void showCurrent();
    void ask(const QString& title, bool isFolder, const QString& serviceId, QWidget* asking);
    int currentLine() const; // -1: none
    QStringList selectedFiles() const;
    void openLine();
    void openLineResult();
    void openLineQuery();
    bool hasResult(int index) const;
    void readResult(const QString& file, const BatchLine& line);
    void runAll();
    void runChecked();
    void runFailed();
    void runChanged();
    void runLines();
    void leaveRunning();
    void abort();
    void writeSettings();
    void reread();
    void copyReport();
    void openFolder();

    const Workbench m_workbench;
    BatchSession* m_session;
    RunSheetModel* m_model;
    SheetOptions* m_options;
    NoticeLabel* m_trouble;
    BatchStrip* m_strip;
    QTableView* m_table = nullptr;
    QTabWidget* m_lower = nullptr;
    SqlEditor* m_preview = nullptr;
    QPlainTextEdit* m_report = nullptr;
    QAction* m_open;
    QAction* m_runAll;
    QAction* m_runChecked;
    QAction* m_runFailed;
    QAction* m_runChanged;
    QAction* m_goOn;
    QAction* m_leave;
    QAction* m_abort;
    QAction* m_write;
    QAction* m_openResult;
    QAction* m_openQuery;
    QAction* m_runLines;
    QAction* m_reread;
    QString m_shown; // file of the preview
    QString m_left; // file of the current line, while lines are replaced
    QString m_openTrouble; // why the files cannot be read; ends when they can
    QString m_commandTrouble; // of the last command; ends with the next one
    bool m_isOffering = false; // the batch of the last start is being read
    bool m_isAborted = false;
};

/// The folders and .sql files among what is dropped, or nothing unless it is a batch: a folder,
/// or several files.
QStringList droppedBatch(const QList<QUrl>& urls);

} // namespace tapdesk::ui
