// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "core/base/weburl.h"
#include "core/formats/exporter.h"
#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobowner.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "core/session/settings.h"
#include "core/shelf/shelf.h"
#include "core/tap/resultreader.h"
#include "core/tap/taprun.h"
#include "ui/base/actions.h"
#include "ui/base/errortext.h"
#include "ui/base/guide.h"
#include "ui/base/icons.h"
#include "ui/base/offerbar.h"
#include "ui/base/theme.h"
#include "ui/batch/runsheet.h"
#include "ui/editor/findbar.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/editor/runbar.h"
#include "ui/editor/sqleditor.h"
#include "ui/jobs/jobpanel.h"
#include "ui/mainwindow/editcommands.h"
#include "ui/mainwindow/examplesmenu.h"
#include "ui/mainwindow/helpdialogs.h"
#include "ui/mainwindow/panes.h"
#include "ui/mainwindow/sidedocks.h"
#include "ui/mainwindow/statusline.h"
#include "ui/results/resultview.h"
#include "ui/services/logindialog.h"
#include "ui/services/schemapanel.h"
#include "ui/services/servicedialog.h"
#include "ui/services/servicesettingsdialog.h"
#include "ui/sweeps/sweepdesk.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// Links of a browser are none.
QList<QUrl> droppedFiles(const QDropEvent& event)
{
    QList<QUrl> files;
    for (const auto& url : event.mimeData()->urls()) {
        if (url.isLocalFile())
            files.append(url);
    }
    return files;
}

bool isVotable(const QString& path)
{
    auto name = path;
    if (name.endsWith(".gz"_L1, Qt::CaseInsensitive))
        name.chop(3);
    const auto format = formats::formatForFile(name);
    return format && formats::isVotable(*format);
}

} // namespace

MainWindow::MainWindow(const Workbench& workbench, QWidget* parent)
    : QMainWindow(parent)
    , m_workbench(workbench)
    , m_actions(new Actions(this))
    , m_runBar(new RunBar(workbench.services, *m_actions))
    , m_queries(new QueryTabs(workbench, *m_actions))
    , m_schema(new SchemaPanel(workbench))
    , m_jobs(new JobPanel(workbench, *m_actions))
    , m_status(new StatusLine(statusBar()))
    , m_offer(new OfferBar)
    , m_sheet(std::make_unique<RunSheet>(workbench))
{
    setWindowIcon(applicationIcon());
    setWindowTitle(u"Tapdesk"_s);
    resize(1280, 800);
    m_actions->fill(menuBar());
    m_examples = new ExamplesMenu(m_actions->examplesMenu());

    auto* top = addToolBar(tr("Run"));
    top->setObjectName(u"run"_s);
    top->setMovable(false);
    top->toggleViewAction()->setEnabled(false); // it is never hidden
    top->setContextMenuPolicy(Qt::PreventContextMenu);
    top->addWidget(m_runBar);
    auto* middle = new QWidget;
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_offer);
    layout->addWidget(m_queries, 1);
    setCentralWidget(middle);
    setAcceptDrops(true);
    m_docks = new SideDocks(this, m_schema, m_jobs);
    m_docks->connectActions((*m_actions)[Command::ShowTables], (*m_actions)[Command::ShowJobs]);

    new EditCommands(*m_actions, this);
    connectFileActions();
    connectEditActions();
    connectQueryActions();
    connectViewActions();
    connectPanels();
    connectSheet();
    onResultChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::restore()
{
    applyAppearance(*qApp, m_workbench.settings.appearance());
    const auto& settings = m_workbench.settings;
    if (!settings.windowGeometry().isEmpty())
        restoreGeometry(settings.windowGeometry());
    if (!settings.windowState().isEmpty())
        restoreState(settings.windowState());
    m_queries->restore();
    m_sheet->lookForInterrupted();
}

void MainWindow::openFile(const QString& path)
{
    const QFileInfo file(path);
    if (file.isDir())
        m_sheet->open({file.absoluteFilePath()}, service().id);
    else if (isVotable(path))
        openTable(file.absoluteFilePath());
    else
        m_queries->openFile(path);
}

void MainWindow::openTable(const QString& path)
{
    auto* reader = new ResultReader(this);
    connect(reader, &ResultReader::finished, this,
            [this, reader, path](const Result<QueryResult>& read) {
                reader->deleteLater();
                if (read) {
                    m_queries->current()->showResult(*read, QFileInfo(path).fileName());
                    return;
                }
                auto error = read.error();
                if (error.url.isEmpty()) // the reader of bytes does not know the file
                    error.url = QUrl::fromLocalFile(path);
                m_status->showNotice(errorText(error));
            });
    reader->readFile(path);
}

void MainWindow::runCurrent()
{
    m_queries->current()->run();
}

void MainWindow::showJobs()
{
    m_docks->showJobs();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    m_jobs->setFocus();
}

ResultView* MainWindow::currentResult() const
{
    const auto* query = m_queries->current();
    return query ? query->currentResult() : nullptr;
}

void MainWindow::onLoggedIn(const QString& serviceId)
{
    showService();
    if (serviceId != m_serviceId)
        return;
    m_schema->reload();
    m_workbench.jobs.refresh(service());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_docks->part();
    m_sheet->close();
    m_workbench.settings.setWindow(saveGeometry(), saveState());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFiles(*event).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto files = droppedFiles(*event);
    const auto batch = droppedBatch(files);
    if (!batch.isEmpty())
        m_sheet->open(batch, service().id);
    for (const auto& file : files) {
        if (const auto path = file.toLocalFile();
            !batch.contains(QFileInfo(path).absoluteFilePath()))
            openFile(path);
    }
    event->acceptProposedAction();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_docks->fit();
}

void MainWindow::connectFileActions()
{
    const auto on = [this](Command command, auto act) {
        connect((*m_actions)[command], &QAction::triggered, m_queries, act);
    };
    on(Command::NewTab, [this] { m_queries->newQuery(); });
    on(Command::OpenFile, [this] { m_queries->askForFile(); });
    on(Command::OpenQueryFolder, [this] { m_sheet->askForFolder(service().id, this); });
    on(Command::OpenQueryFiles, [this] { m_sheet->askForFiles(service().id, this); });
    on(Command::SaveFile, [this] { m_queries->saveCurrent(); });
    on(Command::SaveFileAs, [this] { m_queries->saveCurrentAs(); });
    on(Command::CloseTab, [this] { m_queries->closeQuery(m_queries->currentIndex()); });
    on(Command::ReopenTab, [this] { m_queries->reopenClosed(); });
    on(Command::Quit, [this] { close(); });
}

void MainWindow::connectEditActions()
{
    connect((*m_actions)[Command::ToggleComment], &QAction::triggered, m_queries,
            [this] { m_queries->current()->editor().toggleComment(); });
    const auto onFind = [this](Command command, auto act) {
        connect((*m_actions)[command], &QAction::triggered, m_queries,
                [this, act] { act(m_queries->current()->findBar()); });
    };
    onFind(Command::Find, [](FindBar& bar) { bar.open(); });
    onFind(Command::FindNext, [](FindBar& bar) { bar.find(FindBar::Direction::Forward); });
    onFind(Command::FindPrevious, [](FindBar& bar) { bar.find(FindBar::Direction::Backward); });
}

void MainWindow::connectQueryActions()
{
    const auto on = [this](Command command, auto act) {
        connect((*m_actions)[command], &QAction::triggered, this, act);
    };
    on(Command::Run, [this] { runCurrent(); });
    on(Command::RunInSlices, [this] { m_queries->current()->runInSlices(); });
    on(Command::CloseResult, [this] { m_queries->current()->closeCurrentResult(); });
    on(Command::ShowRunSheet, [this] { m_sheet->bringToFront(); });
    on(Command::Detach, [this] {
        if (auto* run = m_queries->current()->activeRun())
            run->detach();
    });
    on(Command::Abort, [this] {
        if (auto* run = m_queries->current()->activeRun())
            run->cancel();
        onResultChanged();
    });
    on(Command::AddService, [this] { addService(); });
    on(Command::LogIn, [this] { logIn(); });
    on(Command::ServiceSettings, [this] { editService(); });
    on(Command::RefreshJobs, [this] { m_jobs->refresh(); });
}

void MainWindow::connectViewActions()
{
    auto& settings = m_workbench.settings;
    const auto on = [this](Command command, auto act) {
        connect((*m_actions)[command], &QAction::triggered, this, act);
    };
    on(Command::NextTab, [this] { nextTab(1); });
    on(Command::PreviousTab, [this] { nextTab(-1); });
    on(Command::NextPane, [this] { focusNextPane(1); });
    on(Command::PreviousPane, [this] { focusNextPane(-1); });
    on(Command::ZoomIn, [&settings] { settings.setEditorZoom(settings.editorZoom() + 1); });
    on(Command::ZoomOut, [&settings] { settings.setEditorZoom(settings.editorZoom() - 1); });
    on(Command::ZoomReset, [&settings] { settings.setEditorZoom(0); });
    on(Command::FollowDesktop, [&settings] { settings.setAppearance(Appearance::Desktop); });
    on(Command::Light, [&settings] { settings.setAppearance(Appearance::Light); });
    on(Command::Dark, [&settings] { settings.setAppearance(Appearance::Dark); });
    on(Command::Keys, [this] { showKeys(this, *m_actions); });
    on(Command::About, [this] { showAbout(this); });

    const auto checkAppearance = [this](Appearance appearance) {
        const auto command = appearance == Appearance::Light ? Command::Light
            : appearance == Appearance::Dark                 ? Command::Dark
                                                             : Command::FollowDesktop;
        (*m_actions)[command]->setChecked(true);
    };
    checkAppearance(settings.appearance());
    connect(&settings, &Settings::appearanceChanged, this,
            [checkAppearance](Appearance appearance) {
                checkAppearance(appearance);
                applyAppearance(*qApp, appearance);
            });
}

void MainWindow::connectPanels()
{
    connect(m_runBar, &RunBar::edited, this, [this](const RunOptions& options) {
        m_queries->current()->setOptions(options);
        m_workbench.settings.setServiceId(options.serviceId);
        showService();
    });
    connect(m_queries, &QueryTabs::currentQueryChanged, this, &MainWindow::onQueryChanged);
    connect(m_queries, &QueryTabs::currentTitleChanged, this, &MainWindow::showTitle);
    connect(m_queries, &QueryTabs::resultChanged, this, &MainWindow::onResultChanged);
    connect(m_queries, &QueryTabs::closedChanged, (*m_actions)[Command::ReopenTab],
            &QAction::setEnabled);
    connect(m_queries, &QueryTabs::notice, m_status, &StatusLine::showNotice);

    connect(m_schema, &SchemaPanel::insertText, this,
            [this](const QString& text) { m_queries->current()->editor().insertAtCaret(text); });
    connect(m_schema, &SchemaPanel::openQuery, this,
            [this](const QString& text, const QString& language) {
                m_queries->openText(text, {.serviceId = m_serviceId, .language = language});
            });
    connect(m_schema, &SchemaPanel::capabilitiesChanged, this,
            [this](const Capabilities& capabilities) {
                m_runBar->setCapabilities(m_serviceId, capabilities);
            });
    connect(m_schema, &SchemaPanel::examplesChanged, this, [this](const QList<Example>& examples) {
        m_examples->setServiceExamples(service().title, examples);
    });
    connect(m_schema, &SchemaPanel::stateChanged, m_status, &StatusLine::setTables);

    connect(m_jobs, &JobPanel::openResult, this, &MainWindow::openJobResult);
    connect(m_jobs, &JobPanel::openQuery, this, &MainWindow::openJobQuery);
    connect(m_jobs, &JobPanel::changeQuery, this, [this](const JobRecord& job) {
        openJobQuery(job);
        m_queries->current()->setRerunOf(job.serviceId, job.jobId);
    });
    connect(m_jobs, &JobPanel::activeCountChanged, m_status, &StatusLine::setActiveJobs);

    connect(m_examples, &ExamplesMenu::guideQueryChosen, this, &MainWindow::openGuideQuery);
    connect(m_examples, &ExamplesMenu::exampleChosen, this, &MainWindow::openExample);
}

void MainWindow::connectSheet()
{
    connect(m_sheet.get(), &RunSheet::openQuery, this, &MainWindow::openFile);
    connect(m_sheet.get(), &RunSheet::showResult, this,
            [this](const QueryResult& result, const QString& title) {
                m_queries->setCurrentWidget(batchTab());
                m_batchTab->showResult(result, title);
            });
    connect(m_sheet.get(), &RunSheet::resultArrived, this,
            [this](const QueryResult& result, const QString& title) {
                batchTab()->addResult(result, title); // wherever the user is now
            });
    connect(m_sheet.get(), &RunSheet::fetchResult, this, &MainWindow::fetchResult);
    connect(m_sheet.get(), &RunSheet::interrupted, this,
            [this](const QString& sentence) { m_offer->offer(sentence, tr("Go on")); });
    connect(m_offer, &OfferBar::taken, this, [this] {
        m_sheet->bringToFront();
        m_sheet->goOn();
    });
    connect(m_offer, &OfferBar::refused, m_sheet.get(), &RunSheet::forgetInterrupted);
    const auto* sweeps = new SweepDesk(
        m_workbench, *m_queries, [this] { return m_schema->tableset(); }, this);
    connect(sweeps, &SweepDesk::notice, m_status, &StatusLine::showNotice);
}

TapService MainWindow::service() const
{
    const auto* found = m_workbench.services.find(m_runBar->options().serviceId);
    return found ? *found : TapService();
}

void MainWindow::showService()
{
    const auto shown = service();
    const bool isLoggedIn = m_workbench.http.credentials().forUrl(shown.baseUrl).has_value();
    m_status->setService(shown.title, isLoggedIn);
    m_jobs->setService(shown); // it may have shown where a job was adopted
    (*m_actions)[Command::ServiceSettings]->setEnabled(!shown.isSample); // its queues are real
    if (shown.id == m_serviceId)
        return;
    m_serviceId = shown.id;
    m_examples->setServiceExamples(shown.title, {});
    m_schema->setService(shown);
}

void MainWindow::showTitle()
{
    setWindowTitle(tr("%1 – Tapdesk").arg(m_queries->current()->title()));
}

void MainWindow::onQueryChanged()
{
    auto* query = m_queries->current();
    if (!query)
        return;
    m_runBar->setOptions(query->options());
    query->setOptions(m_runBar->options()); // as the service allows
    showTitle();
    showService();
}

void MainWindow::onResultChanged()
{
    const auto* query = m_queries->current();
    const auto* result = query ? query->currentResult() : nullptr;
    const auto* run = query ? query->activeRun() : nullptr;
    (*m_actions)[Command::Abort]->setEnabled(run && !run->isCancelling());
    // Else Esc keeps its usual meaning: it never ends a query that would not go on without us.
    (*m_actions)[Command::Detach]->setEnabled(run && run->canDetach());
    (*m_actions)[Command::CloseResult]->setEnabled(result);
    m_status->setResult(result ? result->statusText() : QString());
}

void MainWindow::openGuideQuery(const GuideQuery& query)
{
    // The tables of the guide are those of CARS@AIP and of the sample service.
    const auto here = service();
    const bool isAtHome = here.isSample || here.id == "cars"_L1;
    m_queries->openText(query.text,
                        {.serviceId = isAtHome ? here.id : u"sample"_s,
                         .language = query.language,
                         .runAs = query.runAs,
                         .runId = query.runId});
}

void MainWindow::openExample(const Example& example)
{
    auto options = m_runBar->options();
    options.runId.clear();
    if (!example.language.isEmpty())
        options.language = example.language;
    m_queries->openText(example.query, options);
}

/// Results of a batch do not push out those of the user's own queries.
QueryTab* MainWindow::batchTab()
{
    const auto& paths = m_sheet->session().plan().paths;
    if (!m_batchTab || paths != m_batchPaths) {
        m_batchPaths = paths;
        m_batchTab =
            m_queries->addResults(tr("Batch: %1").arg(QFileInfo(paths.value(0)).fileName()));
    }
    return m_batchTab;
}

void MainWindow::fetchResult(const QString& serviceId, const QUrl& jobUrl)
{
    // Every job that was sent from here is in the mirror.
    if (const auto job = m_workbench.jobs.job(serviceId, lastSegment(jobUrl))) {
        m_queries->setCurrentWidget(batchTab());
        showJobIn(m_batchTab, *job);
    }
}

void MainWindow::openJobResult(const JobRecord& job)
{
    showJobIn(m_queries->current(), job);
}

void MainWindow::showJobIn(QueryTab* query, const JobRecord& job)
{
    const auto service = serviceOf(job, m_workbench.jobs.store(), m_workbench.services);
    if (!service || !query || query->showJob(job.url))
        return;
    if (auto* kept = reopenKept(*service, job))
        query->follow(kept);
    else
        query->follow(m_workbench.jobs.fetch(*service, job.url));
}

/// From the shelf: in a blink, without network, and long after the service has forgotten it.
TapRun* MainWindow::reopenKept(const TapService& service, const JobRecord& job)
{
    auto* shelf = m_workbench.shelf;
    const auto isLost = job.gone || job.phase.kind() == JobPhase::Kind::Archived;
    const auto entry = shelf ? shelf->ofJob(job.serviceId, job.jobId, isLost) : std::nullopt;
    if (!entry)
        return nullptr;
    return m_workbench.jobs.reopen({.service = service,
                                    .text = job.query,
                                    .language = job.language,
                                    .mode = TapQuery::Mode::Async,
                                    .queue = job.queue,
                                    .runId = job.runId,
                                    .maxrec = job.maxrec},
                                   shelf->path(*entry), Shelf::known(*entry));
}

void MainWindow::openJobQuery(const JobRecord& job)
{
    // One of a service that only the command line was told of: to be asked, it has to be in the
    // list of services.
    const auto service = serviceOf(job, m_workbench.jobs.store(), m_workbench.services);
    if (service && !m_workbench.services.find(service->id)) {
        if (const auto added = m_workbench.services.add(*service); !added)
            m_status->showNotice(errorText(added.error()));
    } else if (!service) {
        m_status->showNotice(tr("The service of this job is not known any more."));
    }
    m_queries->openText(job.query,
                        {.serviceId = service ? service->id : job.serviceId,
                         .language = job.language,
                         .runAs = job.queue.isEmpty() ? RunOptions::asJob : job.queue,
                         .runId = job.runId,
                         .maxrec = job.maxrec});
}

void MainWindow::addService()
{
    auto* dialog = new ServiceDialog(m_workbench, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ServiceDialog::added, this, &MainWindow::goToService);
    dialog->open();
}

void MainWindow::goToService(const TapService& service)
{
    if (service.id == m_serviceId)
        return;
    auto options = m_queries->current()->options();
    options.serviceId = service.id;
    m_runBar->setOptions(options); // as far as the service allows
    m_queries->current()->setOptions(m_runBar->options());
    showService();
}

void MainWindow::logIn()
{
    auto* dialog = new LoginDialog(m_workbench, service(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LoginDialog::loggedIn, this,
            [this](const TapService& known) { onLoggedIn(known.id); });
    dialog->open();
}

void MainWindow::editService()
{
    auto* dialog = new ServiceSettingsDialog(m_workbench, service(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ServiceSettingsDialog::saved, this, [this](const TapService& saved) {
        if (saved.id == m_serviceId)
            m_jobs->setService(saved); // its quota, and the limits of its queues
        showService();
    });
    dialog->open();
}

void MainWindow::nextTab(int step)
{
    const int count = m_queries->count();
    m_queries->setCurrentIndex((m_queries->currentIndex() + step + count) % count);
    m_queries->current()->setFocus();
}

void MainWindow::focusNextPane(int step)
{
    auto* query = m_queries->current();
    focusPane({m_schema, m_runBar, &query->editor(), query->currentResult(), m_jobs}, step);
}

} // namespace tapdesk::ui
