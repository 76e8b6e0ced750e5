// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/runsheet.h"

#include "core/service/servicecatalog.h"
#include "core/session/settings.h"
#include "core/tap/resultreader.h"
#include "ui/base/actions.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/base/truthwords.h"
#include "ui/batch/batchstrip.h"
#include "ui/batch/runsheetdelegate.h"
#include "ui/batch/runsheetmodel.h"
#include "ui/batch/sheetoptions.h"
#include "ui/batch/sheetwords.h"
#include "ui/batch/writesettingsdialog.h"
#include "ui/editor/sqleditor.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QHeaderView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 16;

/// Of formats that have no place for it, the run sheet tells.
QStringList notesOf(const QueryResult& result)
{
    if (result.truth.extent == Truth::Extent::Complete)
        return {};
    return {truthWords(result.truth).sentence};
}

bool isVotable(const QString& file)
{
    const auto format = formats::formatForFile(file);
    return format && formats::isVotable(*format);
}

} // namespace

QStringList droppedBatch(const QList<QUrl>& urls)
{
    QStringList paths;
    bool hasFolder = false;
    for (const auto& url : urls) {
        const QFileInfo info(url.toLocalFile());
        if (info.isDir()
            || (info.isFile() && info.suffix().compare("sql"_L1, Qt::CaseInsensitive) == 0))
            paths.append(info.absoluteFilePath());
        hasFolder = hasFolder || info.isDir();
    }
    return hasFolder || paths.size() > 1 ? paths : QStringList();
}

RunSheet::RunSheet(const Workbench& workbench, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_workbench(workbench)
    , m_session(new BatchSession(workbench.http, workbench.jobs, workbench.services,
                                 workbench.batches, this))
    , m_model(new RunSheetModel(*m_session, this))
    , m_options(new SheetOptions(workbench.services, this))
    , m_trouble(new NoticeLabel(this))
    , m_strip(new BatchStrip(*m_session, workbench.services, this))
{
    setWindowTitle(tr("Run sheet – Tapdesk"));
    setWindowIcon(applicationIcon());
    setAttribute(Qt::WA_QuitOnClose, false);
    setAcceptDrops(true);
    resize(1280, 700);
    m_session->setNotes(notesOf);
    makeActions();
    layOut();

    connect(m_session, &BatchSession::linesAboutToBeReplaced, this,
            &RunSheet::onLinesAboutToBeReplaced);
    connect(m_session, &BatchSession::linesReplaced, this, &RunSheet::onLinesReplaced);
    connect(m_session, &BatchSession::opened, this, &RunSheet::onOpened);
    connect(m_session, &BatchSession::linesChanged, this, &RunSheet::refresh);
    connect(m_session, &BatchSession::lineChanged, this, &RunSheet::refresh);
    connect(m_session, &BatchSession::runStarted, this, &RunSheet::onRunStarted);
    connect(m_session, &BatchSession::runFinished, this, &RunSheet::onRunFinished);
    connect(m_session, &BatchSession::written, this, &RunSheet::onWritten);
    connect(m_session, &BatchSession::resultReady, this, [this](int index) {
        const auto& line = m_session->lines().at(index);
        emit resultArrived(*line.result, line.entry.name());
    });
    connect(m_options, &SheetOptions::edited, this, [this](const BatchPlan& edited) {
        auto plan = edited;
        plan.edits = m_session->plan().edits;
        plan.unchecked = m_session->plan().unchecked;
        m_session->setPlan(plan);
    });
    refresh();
}

RunSheet::~RunSheet()
{
    m_session->disconnect(this);
}

// Making

QAction* RunSheet::addAct(const QString& iconName, const QString& text, const QString& tip,
                          const QString& keys, void (RunSheet::*act)())
{
    auto* action = new QAction(icon(iconName), text, this);
    QList<QKeySequence> sequences;
    for (const auto& key : keys.split(u' ', Qt::SkipEmptyParts))
        sequences.append(QKeySequence(key, QKeySequence::PortableText));
    action->setShortcuts(sequences);
    action->setToolTip(tipWithKey(tip, sequences));
    connect(action, &QAction::triggered, this, act);
    addAction(action);
    return action;
}

void RunSheet::makeActions()
{
    m_open = addAct(u"open"_s, tr("&Open folder…"), tr("Show the .sql files of a folder"),
                    u"Ctrl+O"_s, &RunSheet::openFolder);
    m_runAll = addAct(u"run"_s, tr("Run &all"), tr("Run every query that can run"),
                      u"F5 Ctrl+Return Ctrl+Enter"_s, &RunSheet::runAll);
    m_runChecked = addAct(u"run"_s, tr("Run &selected"), tr("Run the queries with a check mark"),
                          u"Shift+F5"_s, &RunSheet::runChecked);
    m_runFailed = addAct(u"rerun"_s, tr("Run &failed"), tr("Run what ended without its rows"),
                         u"Ctrl+F5"_s, &RunSheet::runFailed);
    m_runChanged = addAct(u"rerun"_s, tr("Run &changed"),
                          tr("Run what is new, or not as it was when it ran last"),
                          u"Ctrl+Shift+F5"_s, &RunSheet::runChanged);
    m_goOn = addAct(u"redo"_s, tr("&Go on"),
                    tr("Run what was not ended last time; jobs that are there are gone on with"),
                    u"F8"_s, &RunSheet::goOn);
    m_leave = addAct(u"detach"_s, tr("&Leave running"),
                     tr("Send nothing more; the jobs that run go on at their services"), u"Esc"_s,
                     &RunSheet::leaveRunning);
    m_abort = addAct(u"stop"_s, tr("A&bort"), tr("Send nothing more and abort what runs"),
                     u"Ctrl+."_s, &RunSheet::abort);
    m_write = addAct(u"save"_s, tr("&Write settings…"),
                     tr("Write the settings edited here into the comments of the files"),
                     u"Ctrl+S"_s, &RunSheet::writeSettings);
    m_reread = addAct(u"refresh"_s, tr("R&ead again"), tr("Read the files once more"), u"Ctrl+R"_s,
                      &RunSheet::reread);
    m_openResult = addAct(u"table"_s, tr("Open &result"), tr("Open the rows in a result tab"),
                          u"Ctrl+Shift+R"_s, &RunSheet::openLineResult);
    m_openQuery = addAct(u"comment"_s, tr("Open &query"), tr("Open the file in a query tab"),
                         u"Ctrl+E"_s, &RunSheet::openLineQuery);
    m_runLines =
        addAct(u"run"_s, tr("Run &this"), tr("Run the marked lines"), u"F6"_s, &RunSheet::runLines);
}

void RunSheet::layOut()
{
    auto* tools = new QToolBar(this);
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->setIconSize({signSize, signSize});
    tools->addAction(m_open);
    tools->addSeparator();
    tools->addActions({m_runAll, m_runChecked, m_runFailed, m_runChanged, m_goOn});
    tools->addSeparator();
    tools->addActions({m_leave, m_abort});
    tools->addSeparator();
    tools->addAction(m_write);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeLower());
    splitter->setSizes({400, 220});
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tools);
    layout->addWidget(m_options);
    m_trouble->setContentsMargins(8, 2, 8, 4);
    layout->addWidget(m_trouble);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_strip);
}

QWidget* RunSheet::makeTable()
{
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RunSheetDelegate(m_workbench.services, m_table));
    m_table->setAccessibleName(tr("Queries"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
                             | QAbstractItemView::EditKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    const int letter = m_table->fontMetrics().averageCharWidth();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    auto* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const QList<int> letters {22, 30, 20, 9, 17, 31, 12, 13, 9, 18, 11, 24};
    for (int column = 0; column < RunSheetModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, letters.at(column) * letter);

    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(key, m_table);
        enter->setContext(Qt::WidgetShortcut); // editors of cells have their own Enter
        connect(enter, &QShortcut::activated, this, &RunSheet::openLine);
    }
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_openResult, m_openQuery, m_runLines, m_reread});
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!(index.flags() & Qt::ItemIsEditable))
            openLine();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunSheet::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunSheet::refresh);
    return m_table;
}

QWidget* RunSheet::makeLower()
{
    m_lower = new QTabWidget(this);
    m_lower->setDocumentMode(true);
    m_preview = new SqlEditor(m_lower);
    m_preview->setReadOnly(true);
    m_preview->setCaretLineVisible(false);
    m_preview->setAccessibleName(tr("Preview of the query"));
    addPreviewActions();
    m_lower->addTab(m_preview, icon(u"comment"_s), tr("Query"));

    auto* page = new QWidget(m_lower);
    m_report = new QPlainTextEdit(page);
    m_report->setReadOnly(true);
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_report->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_report->setAccessibleName(tr("Report"));
    m_report->setPlaceholderText(tr("What became of each query is told here after a run."));
    auto* copy = new QPushButton(icon(u"copy"_s), tr("Cop&y report"), page);
    copy->setToolTip(tr("Copy the whole report"));
    connect(copy, &QPushButton::clicked, this, &RunSheet::copyReport);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->addWidget(m_report, 1);
    layout->addWidget(copy, 0, Qt::AlignRight);
    m_lower->addTab(page, icon(u"info"_s), tr("Report"));
    return m_lower;
}

/// The editor has given its keys away, to menus that a query tab has.
void RunSheet::addPreviewActions()
{
    const auto add = [this](QAction* action, QKeySequence::StandardKey key) {
        action->setShortcuts(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_preview->addAction(action);
    };
    auto* copy = new QAction(icon(u"copy"_s), tr("&Copy"), m_preview);
    connect(copy, &QAction::triggered, m_preview, &SqlEditor::copy);
    add(copy, QKeySequence::Copy);
    auto* all = new QAction(tr("Select &all"), m_preview);
    connect(all, &QAction::triggered, m_preview, [this] { m_preview->selectAll(); });
    add(all, QKeySequence::SelectAll);
}

// The batch

void RunSheet::open(const QStringList& paths, const QString& serviceId)
{
    bringToFront();
    if (m_session->isRunning()) {
        setCommandTrouble(
            tr("A batch is running. Leave it running or abort it before you open another."));
        return;
    }
    setCommandTrouble({});
    auto plan = m_session->plan(); // choices of how to run are kept
    plan.paths = paths;
    plan.serviceId = serviceId;
    plan.edits.clear();
    plan.unchecked.clear();
    m_isOffering = false;
    m_session->open(plan);
}

void RunSheet::ask(const QString& title, bool isFolder, const QString& serviceId, QWidget* asking)
{
    const auto before = m_session->plan().paths;
    const auto start = before.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
        : QFileInfo(before.first()).path();
    auto* dialog = new QFileDialog(asking, title, start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isFolder) {
        dialog->setFileMode(QFileDialog::Directory);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFiles);
        dialog->setNameFilter(tr("SQL (*.sql)"));
    }
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, serviceId](const QStringList& paths) { open(paths, serviceId); });
    dialog->open();
}

void RunSheet::askForFolder(const QString& serviceId, QWidget* asking)
{
    ask(tr("Open a folder of queries"), true, serviceId, asking);
}

void RunSheet::askForFiles(const QString& serviceId, QWidget* asking)
{
    ask(tr("Open query files as a batch"), false, serviceId, asking);
}

void RunSheet::openFolder()
{
    const auto& id = m_session->plan().serviceId;
    askForFolder(id.isEmpty() ? m_workbench.settings.serviceId() : id, this);
}

void RunSheet::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    m_table->setFocus();
}

void RunSheet::onLinesAboutToBeReplaced()
{
    const int current = currentLine();
    m_left = current < 0 ? QString() : m_session->lines().at(current).entry.file;
}

void RunSheet::onLinesReplaced()
{
    const auto& lines = m_session->lines();
    for (int row = 0; row < int(lines.size()) && !m_left.isEmpty(); ++row) {
        if (lines.at(row).entry.file == m_left)
            m_table->setCurrentIndex(m_model->index(row, 0));
    }
    refresh();
}

void RunSheet::setCommandTrouble(const QString& sentence)
{
    m_commandTrouble = sentence;
    showTrouble();
}

void RunSheet::showTrouble()
{
    auto sentences = QStringList {m_openTrouble, m_commandTrouble};
    sentences.removeAll(QString());
    m_trouble->setNotice(sentences.join(u'\n'));
}

void RunSheet::onOpened(const Status& outcome)
{
    m_openTrouble = outcome ? QString() : errorText(outcome.error());
    showTrouble();
    m_shown.clear();
    if (!m_session->isRunning() && outcome && std::exchange(m_isOffering, false))
        offer();
    if (m_model->rowCount() > 0 && currentLine() < 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    refresh();
}

void RunSheet::onRunStarted()
{
    m_isAborted = false;
    setCommandTrouble({});
    m_workbench.settings.setBatchPlan(m_session->plan().toJson());
    m_report->clear();
    m_lower->setCurrentIndex(0);
    refresh();
}

void RunSheet::onRunFinished()
{
    if (m_isAborted || m_session->count(BatchSession::Which::Unended) == 0)
        m_workbench.settings.setBatchPlan({});
    if (!m_session->report().entries.isEmpty()) {
        m_report->setPlainText(sheetReport(*m_session));
        m_lower->setCurrentIndex(1);
    }
    refresh();
}

void RunSheet::lookForInterrupted()
{
    const auto plan = BatchPlan::fromJson(m_workbench.settings.batchPlan());
    if (!plan || m_session->isRunning())
        return;
    m_isOffering = true;
    m_session->open(*plan);
}

void RunSheet::offer()
{
    if (m_session->count(BatchSession::Which::Unended) == 0) {
        forgetInterrupted();
        return;
    }
    const auto& lines = m_session->lines();
    const auto done = std::count_if(lines.cbegin(), lines.cend(), [](const BatchLine& line) {
        return line.record && line.record->state == BatchRecord::State::Done
            && line.record->hash == line.entry.hash();
    });
    emit interrupted(
        tr("Batch of %1 queries in %2 was interrupted: %3 done.")
            .arg(countText(lines.size()), pathsText(m_session->plan().paths), countText(done)));
}

void RunSheet::goOn()
{
    m_session->run(BatchSession::Which::Unended);
}

void RunSheet::forgetInterrupted()
{
    m_workbench.settings.setBatchPlan({});
}

// What is seen

bool RunSheet::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Polish:
    case QEvent::PaletteChange:
        m_model->setTheme(Theme::of(palette()));
        break;
    case QEvent::WindowActivate:
        // A file may have been edited elsewhere; but not from under an editor of a cell.
        if (!m_table->viewport()->isAncestorOf(QApplication::focusWidget()))
            m_session->reread();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void RunSheet::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedBatch(event->mimeData()->urls()).isEmpty())
        event->acceptProposedAction();
}

void RunSheet::dropEvent(QDropEvent* event)
{
    const auto& id = m_session->plan().serviceId;
    open(droppedBatch(event->mimeData()->urls()),
         id.isEmpty() ? m_workbench.settings.serviceId() : id);
    event->acceptProposedAction();
}

void RunSheet::refresh()
{
    using Which = BatchSession::Which;
    const bool isRunning = m_session->isRunning();
    const auto enable = [&](QAction* action, Which which) {
        action->setEnabled(!isRunning && m_session->count(which) > 0);
    };
    enable(m_runAll, Which::All);
    enable(m_runChecked, Which::Checked);
    enable(m_runFailed, Which::Failed);
    enable(m_runChanged, Which::Changed);
    enable(m_goOn, Which::Unended);
    m_open->setEnabled(!isRunning);
    m_leave->setEnabled(isRunning);
    m_abort->setEnabled(isRunning);
    m_reread->setEnabled(!isRunning && !m_session->lines().isEmpty());
    m_write->setEnabled(!isRunning && !m_session->plan().edits.isEmpty());
    m_options->setEnabled(!isRunning);
    m_options->setPlan(m_session->plan());
    const int current = currentLine();
    m_openResult->setEnabled(current >= 0 && hasResult(current));
    m_openQuery->setEnabled(current >= 0);
    m_runLines->setEnabled(!isRunning && current >= 0);
    showCurrent();
    m_strip->refresh();
}

void RunSheet::showCurrent()
{
    const int current = currentLine();
    const auto* entry = current < 0 ? nullptr : &m_session->lines().at(current).entry;
    const auto shown = entry ? entry->file : QString();
    if (shown == m_shown && !shown.isEmpty())
        return;
    m_shown = shown;
    m_preview->setReadOnly(false);
    m_preview->setDialect(sql::dialectFromLanguage(entry ? entry->language.value : QString()));
    m_preview->load(entry ? entry->text : QString());
    m_preview->setReadOnly(true);
}

int RunSheet::currentLine() const
{
    const auto current = m_table->currentIndex();
    return current.isValid() && current.row() < m_session->lines().size() ? current.row() : -1;
}

QStringList RunSheet::selectedFiles() const
{
    QStringList files;
    for (const auto& row : m_table->selectionModel()->selectedRows())
        files.append(m_model->line(row.row()).entry.file);
    return files;
}

// Opening

bool RunSheet::hasResult(int index) const
{
    const auto& line = m_session->lines().at(index);
    if (line.isActive())
        return false;
    if (line.result || (line.outcome && line.outcome->truth))
        return true;
    return !line.outcome && line.record && line.record->state == BatchRecord::State::Done;
}

void RunSheet::openLine()
{
    const int index = currentLine();
    if (index < 0)
        return;
    if (hasResult(index))
        openLineResult();
    else
        openLineQuery();
}

void RunSheet::openLineQuery()
{
    if (currentLine() >= 0)
        emit openQuery(m_session->lines().at(currentLine()).entry.file);
}

void RunSheet::openLineResult()
{
    const int index = currentLine();
    if (index < 0)
        return;
    setCommandTrouble({});
    const auto& line = m_session->lines().at(index);
    const auto output =
        line.outcome ? line.outcome->output : line.record.value_or(BatchRecord()).output;
    const auto jobUrl =
        line.outcome ? line.outcome->jobUrl : line.record.value_or(BatchRecord()).jobUrl;
    if (line.result)
        emit showResult(*line.result, line.entry.name());
    else if (isVotable(output) && QFileInfo::exists(output))
        readResult(output, line);
    else if (!jobUrl.isEmpty())
        emit fetchResult(line.entry.service.id, jobUrl);
}

void RunSheet::readResult(const QString& file, const BatchLine& line)
{
    auto* reader = new ResultReader(this);
    connect(reader, &ResultReader::finished, this,
            [this, reader, query = line.entry.query(), name = line.entry.name(),
             outcome = line.outcome](const Result<QueryResult>& read) {
                reader->deleteLater();
                if (!read) {
                    setCommandTrouble(errorText(read.error()));
                    return;
                }
                auto result = *read;
                result.provenance.serviceId = query.service.id;
                result.provenance.serviceTitle = query.service.title;
                result.provenance.serviceUrl = query.service.baseUrl;
                result.provenance.query = query.text;
                result.provenance.runId = query.runId;
                if (outcome && outcome->truth)
                    result.truth = *outcome->truth; // what the file was written from
                emit showResult(result, name);
            });
    reader->readFile(file);
}

// Doing

void RunSheet::runAll()
{
    m_session->run(BatchSession::Which::All);
}

void RunSheet::runChecked()
{
    m_session->run(BatchSession::Which::Checked);
}

void RunSheet::runFailed()
{
    m_session->run(BatchSession::Which::Failed);
}

void RunSheet::runChanged()
{
    m_session->run(BatchSession::Which::Changed);
}

void RunSheet::runLines()
{
    m_session->run(selectedFiles());
}

void RunSheet::leaveRunning()
{
    m_session->stop();
}

void RunSheet::abort()
{
    m_isAborted = true;
    m_session->cancel();
}

void RunSheet::reread()
{
    m_session->reread();
}

void RunSheet::writeSettings()
{
    auto* dialog = new WriteSettingsDialog(*m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, m_session, &BatchSession::writeEdits);
    dialog->open();
}

void RunSheet::onWritten(const QList<Error>& failures)
{
    QStringList sentences;
    for (const auto& error : failures)
        sentences.append(errorText(error));
    setCommandTrouble(sentences.join(u'\n'));
}

void RunSheet::copyReport()
{
    QApplication::clipboard()->setText(m_report->toPlainText());
}

} // namespace tapdesk::ui
