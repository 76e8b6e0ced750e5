// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobpanel.h"

#include "core/jobs/jobmonitor.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/jobs/jobdetails.h"
#include "ui/jobs/joblistmodel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

JobPanel::JobPanel(const Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new JobListModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeView(this))
    , m_details(new JobDetails(this))
    , m_message(new QLabel(this))
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
    connect(m_filter, &QLineEdit::textChanged, m_sorted,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list, &QTreeView::activated, this, &JobPanel::openSelectedResult);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobPanel::onSelection);
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            m_model->tick();
    });
    onSelection();
}

QAction* JobPanel::addJobAction(const QString& iconName, const QString& text, const QString& tip,
                                void (JobPanel::*act)())
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setToolTip(tip);
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
    m_list->setAccessibleName(tr("Jobs"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(JobListModel::RunIdColumn, QHeaderView::Stretch);
    m_list->header()->setMinimumSectionSize(40);
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

    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setMargin(6);
    m_message->hide();

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
    layout->addWidget(m_message);
    layout->addWidget(parts, 1);
}

void JobPanel::setService(const TapService& service)
{
    if (service == m_service)
        return;
    if (!m_service.id.isEmpty())
        m_workbench.jobs.unwatch(m_service.id);
    m_service = service;
    m_remove->setText(service.archives ? tr("&Archive…") : tr("&Delete…"));
    m_remove->setToolTip(service.archives
                             ? tr("Remove the result at the service; the query is kept")
                             : tr("Remove the job and its result at the service"));
    tell({});
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
    m_clock.start();
}

void JobPanel::reload()
{
    m_model->setJobs(m_workbench.jobs.jobs(m_service.id));
    countActive();
    onSelection();
}

void JobPanel::onJobChanged(const JobRecord& job)
{
    if (job.serviceId != m_service.id)
        return;
    m_model->update(job);
    countActive();
    onSelection();
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
    const auto jobs = selected();
    const auto any = [&](auto matches) { return std::any_of(jobs.cbegin(), jobs.cend(), matches); };
    m_details->setJob(jobs.size() == 1 ? std::optional(jobs.first()) : std::nullopt);
    m_openResult->setEnabled(jobs.size() == 1 && !jobs.first().gone
                             && jobs.first().phase.kind() == JobPhase::Kind::Completed);
    m_openQuery->setEnabled(any([](const JobRecord& job) { return !job.query.isEmpty(); }));
    m_abort->setEnabled(
        any([](const JobRecord& job) { return job.phase.isActive() && !job.gone; }));
    m_remove->setEnabled(any([](const JobRecord& job) {
        return !job.gone && job.phase.kind() != JobPhase::Kind::Archived;
    }));
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
        if (job.phase.isActive() && !job.gone)
            m_workbench.jobs.abort(m_service, job.url);
    }
}

void JobPanel::removeSelected()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    const int count = static_cast<int>(selected().size());
    box->setText(m_service.archives ? tr("Archive %n job(s)?", nullptr, count)
                                    : tr("Delete %n job(s)?", nullptr, count));
    box->setInformativeText(
        m_service.archives
            ? tr("The results are removed at the service. The queries are kept, so the jobs can "
                 "be run again.")
            : tr("The jobs and their results are removed at the service. Tapdesk keeps the "
                 "queries."));
    auto* act =
        box->addButton(m_service.archives ? tr("Archive") : tr("Delete"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, act, jobs = selected()](QAbstractButton* clicked) {
                if (clicked != act)
                    return;
                for (const JobRecord& job : jobs)
                    m_workbench.jobs.remove(m_service, job.url);
            });
    box->open();
}

void JobPanel::copySelectedUrls()
{
    QStringList urls;
    for (const JobRecord& job : selected())
        urls.append(job.url.toString());
    QApplication::clipboard()->setText(urls.join(u'\n'));
}

void JobPanel::onRefreshed(const QString& serviceId, const Status& outcome)
{
    if (serviceId != m_service.id)
        return;
    tell(outcome ? QString()
                 : tr("The job list could not be renewed. %1").arg(errorText(outcome.error())));
}

void JobPanel::onCommandFinished(const Status& outcome)
{
    tell(outcome ? QString() : errorText(outcome.error()));
}

void JobPanel::tell(const QString& sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

} // namespace tapdesk::ui
