// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobpanel.h"

#include "core/jobs/jobmonitor.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobdetails.h"
#include "ui/jobs/joblistmodel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto pauseInScrolling = std::chrono::milliseconds(300);
constexpr qsizetype mostOpened = 20; // queries at once, each in a tab of its own

bool canAbort(const JobRecord& job)
{
    return !job.gone && job.phase.isActive();
}

bool canRemove(const JobRecord& job)
{
    return !job.gone && job.phase.kind() != JobPhase::Kind::Archived;
}

/// Ended, but only a list has told of it: its own document has the times and rows.
bool lacksDetails(const JobRecord& job)
{
    return !job.gone && job.phase.isTerminal() && !job.ended.isValid();
}

} // namespace

JobPanel::JobPanel(const Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new JobListModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeView(this))
    , m_details(new JobDetails(this))
    , m_trouble(new NoticeLabel(this))
    , m_empty(new NoticeLabel(this))
{
    m_openResult =
        addJobAction(u"table"_s, tr("Open &Result"), tr("Fetch the rows of the job (Enter)"),
                     &JobPanel::openSelectedResult);
    m_openQuery =
        addJobAction(u"open"_s, tr("Open &Query"), tr("Open the query of the job in a new tab"),
                     &JobPanel::openSelectedQuery);
    m_abort = addJobAction(u"stop"_s, tr("A&bort"), tr("Stop the job at the service"),
                           &JobPanel::abortSelected);
    m_remove = addJobAction(u"archive"_s, tr("&Archive…"), {}, &JobPanel::removeSelected);
    m_copyUrl = addJobAction(u"copy"_s, tr("Copy Job &Address"), tr("Copy the URL of the job"),
                             &JobPanel::copySelectedUrls);
    m_remove->setShortcut(QKeySequence::Delete);
    m_copyUrl->setShortcut(QKeySequence::Copy);
    layOut();

    auto& jobs = m_workbench.jobs;
    connect(&jobs, &JobMonitor::jobChanged, this, &JobPanel::onJobChanged);
    connect(&jobs, &JobMonitor::jobsChanged, this, [this](const QString& serviceId) {
        if (serviceId == m_service.id)
            reload();
    });
    connect(&jobs, &JobMonitor::refreshed, this, &JobPanel::onRefreshed);
    connect(&jobs, &JobMonitor::commandFinished, this,
            [this](const QUrl&, const Status& outcome) { onCommandFinished(outcome); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_sorted->setFilterFixedString(text.trimmed());
        showEmptiness();
    });
    connect(m_list, &QTreeView::activated, this, &JobPanel::openSelectedResult);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobPanel::onSelection);
    m_resting.setSingleShot(true);
    m_resting.setInterval(pauseInScrolling);
    connect(&m_resting, &QTimer::timeout, this, &JobPanel::lookAtShown);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, &m_resting,
            qOverload<>(&QTimer::start));
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, m_model, &JobListModel::tick);
    showSelection();
}

QAction* JobPanel::addJobAction(const QString& iconName, const QString& text, const QString& tip,
                                void (JobPanel::*act)())
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setToolTip(tip);
    action->setShortcutContext(Qt::WidgetShortcut); // of the list
    connect(action, &QAction::triggered, this, act);
    return action;
}

void JobPanel::layOut()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(JobListModel::SortRole);
    m_sorted->setFilterRole(JobListModel::FilterRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter by run id, query or phase"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_filter->setAccessibleName(tr("Filter jobs"));

    m_list->setModel(m_sorted);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(JobListModel::CreatedColumn, Qt::DescendingOrder);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions({m_openResult, m_openQuery, m_abort, m_remove, m_copyUrl});
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(JobListModel::RunIdColumn, QHeaderView::Stretch);
    m_list->header()->setMinimumSectionSize(40);
    m_list->setTextElideMode(Qt::ElideRight);
    const QFontMetrics metrics = m_list->fontMetrics();
    const auto width = [&](const QString& sample) {
        return metrics.horizontalAdvance(sample) + 18;
    };
    m_list->setColumnWidth(JobListModel::PhaseColumn, width(u"COMPLETED"_s) + 22);
    m_list->setColumnWidth(JobListModel::CreatedColumn, width(u"21 Nov 14:03"_s));
    m_list->setColumnWidth(JobListModel::DurationColumn, width(u"3 min 05 s"_s));
    m_list->setColumnWidth(JobListModel::RowsColumn, width(u"100,000"_s));

    auto* tools = new QToolBar(this);
    tools->setIconSize({16, 16});
    auto* refreshAction = addJobAction(u"refresh"_s, tr("Refresh"),
                                       tr("Ask the service for its job list"), &JobPanel::refresh);
    tools->addActions({m_openResult, m_openQuery, m_abort, m_remove, refreshAction});

    m_trouble->setMargin(6);
    m_trouble->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* emptyPlace = new QVBoxLayout(m_list->viewport());
    emptyPlace->addWidget(m_empty);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_list);
    parts->addWidget(m_details);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(tools);
    layout->addWidget(m_filter);
    layout->addWidget(m_trouble);
    layout->addWidget(parts, 1);
}

void JobPanel::setService(const TapService& service)
{
    if (service == m_service)
        return;
    if (!m_service.id.isEmpty() && service.id != m_service.id)
        m_workbench.jobs.unwatch(m_service.id);
    m_service = service;
    m_remove->setText(service.archives ? tr("&Archive…") : tr("&Delete…"));
    m_remove->setToolTip(service.archives
                             ? tr("Remove the result at the service; the query is kept (Del)")
                             : tr("Remove the job and its result at the service (Del)"));
    m_listTrouble.clear();
    m_commandTrouble.clear();
    m_asked = false;
    m_lookedAt.clear();
    showTrouble();
    reload();
    m_workbench.jobs.watch(service);
}

void JobPanel::refresh()
{
    m_workbench.jobs.refresh(m_service);
}

void JobPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->tick();
    m_clock.start();
    fitColumns();
}

void JobPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

void JobPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

/// In a narrow dock, phase and run id are worth more than times.
void JobPanel::fitColumns()
{
    const int runId = m_list->fontMetrics().averageCharWidth() * 15;
    int room = width() - m_list->columnWidth(JobListModel::PhaseColumn) - runId;
    for (const int column :
         {JobListModel::DurationColumn, JobListModel::CreatedColumn, JobListModel::RowsColumn}) {
        room -= m_list->header()->isSectionHidden(column) ? m_list->header()->defaultSectionSize()
                                                          : m_list->columnWidth(column);
        m_list->setColumnHidden(column, room < 0);
    }
    m_resting.start();
}

/// Asks once for what the columns lack of the jobs in view, one after the other; of jobs nobody
/// scrolls to, or in columns there is no room for, nothing is asked.
void JobPanel::lookAtShown()
{
    if (!isVisible() || m_list->isColumnHidden(JobListModel::DurationColumn))
        return;
    const int bottom = m_list->viewport()->height();
    for (auto row = m_list->indexAt({0, 0}); row.isValid(); row = m_list->indexBelow(row)) {
        if (m_list->visualRect(row).top() >= bottom)
            return;
        const JobRecord job = m_model->job(m_sorted->mapToSource(row).row());
        if (lacksDetails(job) && !m_lookedAt.contains(job.jobId)) {
            m_lookedAt.insert(job.jobId);
            m_workbench.jobs.look(m_service, job.url);
        }
    }
}

void JobPanel::reload()
{
    m_model->setJobs(m_workbench.jobs.jobs(m_service.id));
    countActive();
    showSelection();
    showEmptiness();
}

void JobPanel::onJobChanged(const JobRecord& job)
{
    if (job.serviceId != m_service.id)
        return;
    m_model->update(job);
    countActive();
    showSelection();
    showEmptiness();
}

void JobPanel::countActive()
{
    const int active = m_model->activeCount();
    if (active == m_active)
        return;
    m_active = active;
    emit activeCountChanged(active);
}

QList<JobRecord> JobPanel::selected() const
{
    QList<JobRecord> jobs;
    for (const QModelIndex& row : m_list->selectionModel()->selectedRows())
        jobs.append(m_model->job(m_sorted->mapToSource(row).row()));
    return jobs;
}

void JobPanel::onSelection()
{
    m_commandTrouble.clear();
    showTrouble();
    showSelection();
    const auto jobs = selected();
    // Lists leave out the query; the job's own document has it.
    if (jobs.size() == 1 && jobs.first().query.isEmpty() && !jobs.first().gone)
        m_workbench.jobs.look(m_service, jobs.first().url);
}

void JobPanel::showSelection()
{
    const auto jobs = selected();
    const auto any = [&](auto matches) { return std::any_of(jobs.cbegin(), jobs.cend(), matches); };
    m_details->setJob(jobs.size() == 1 ? std::optional(jobs.first()) : std::nullopt);
    m_openResult->setEnabled(jobs.size() == 1 && !jobs.first().gone
                             && jobs.first().phase.kind() == JobPhase::Kind::Completed);
    m_openQuery->setEnabled(jobs.size() <= mostOpened
                            && any([](const JobRecord& job) { return !job.query.isEmpty(); }));
    m_abort->setEnabled(any(canAbort));
    m_remove->setEnabled(any(canRemove));
    m_copyUrl->setEnabled(!jobs.isEmpty());
}

void JobPanel::openSelectedResult()
{
    if (m_openResult->isEnabled())
        emit openResult(selected().first());
}

void JobPanel::openSelectedQuery()
{
    for (const JobRecord& job : selected()) {
        if (!job.query.isEmpty())
            emit openQuery(job);
    }
}

void JobPanel::abortSelected()
{
    for (const JobRecord& job : selected()) {
        if (canAbort(job))
            m_workbench.jobs.abort(m_service, job.url);
    }
}

void JobPanel::removeSelected()
{
    QList<JobRecord> jobs;
    for (const JobRecord& job : selected()) {
        if (canRemove(job))
            jobs.append(job);
    }
    if (jobs.isEmpty())
        return;
    const bool archives = m_service.archives;
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    if (jobs.size() == 1)
        box->setText(
            (archives ? tr("Archive the job %1?") : tr("Delete the job %1?"))
                .arg(jobs.first().runId.isEmpty() ? jobs.first().jobId : jobs.first().runId));
    else
        box->setText((archives ? tr("Archive %1 jobs?") : tr("Delete %1 jobs?"))
                         .arg(countText(jobs.size())));
    box->setInformativeText(
        archives ? tr("The rows are removed at the service. The queries are kept, so they can be "
                      "run again.")
                 : tr("The jobs and their rows are removed at the service. Tapdesk keeps the "
                      "queries."));
    auto* act = box->addButton(archives ? tr("Archive") : tr("Delete"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(act, &QPushButton::clicked, this, [this, service = m_service, jobs] {
        for (const JobRecord& job : jobs)
            m_workbench.jobs.remove(service, job.url);
    });
    box->open();
}

void JobPanel::copySelectedUrls()
{
    QStringList urls;
    for (const JobRecord& job : selected())
        urls.append(job.url.toString());
    if (!urls.isEmpty())
        QApplication::clipboard()->setText(urls.join(u'\n'));
}

void JobPanel::onRefreshed(const QString& serviceId, const Status& outcome)
{
    if (serviceId != m_service.id)
        return;
    m_asked = true;
    m_listTrouble =
        outcome ? QString() : tr("The list may be old. %1").arg(errorText(outcome.error()));
    showTrouble();
    showEmptiness();
}

void JobPanel::onCommandFinished(const Status& outcome)
{
    m_commandTrouble = outcome ? QString() : errorText(outcome.error());
    showTrouble();
}

void JobPanel::showTrouble()
{
    const bool both = !m_listTrouble.isEmpty() && !m_commandTrouble.isEmpty();
    m_trouble->setNotice(m_commandTrouble + (both ? u"\n"_s : QString()) + m_listTrouble);
}

void JobPanel::showEmptiness()
{
    m_resting.start(); // other jobs may be in view
    QString words;
    if (m_model->rowCount() == 0 && !m_asked)
        words = tr("Asking %1 for its jobs…").arg(m_service.title);
    else if (m_model->rowCount() == 0)
        words = tr("No jobs yet. A query that runs as a job appears here.");
    else if (m_sorted->rowCount() == 0)
        words = tr("No job matches the filter.");
    m_empty->setNotice(m_service.id.isEmpty() ? QString() : words);
}

} // namespace tapdesk::ui
