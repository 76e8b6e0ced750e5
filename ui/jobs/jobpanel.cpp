// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobpanel.h"

#include "core/jobs/archiving.h"
#include "core/jobs/jobmonitor.h"
#include "core/service/servicecatalog.h"
#include "ui/base/actions.h"
#include "ui/base/errortext.h"
#include "ui/base/labels.h"
#include "ui/jobs/jobactions.h"
#include "ui/jobs/jobdetails.h"
#include "ui/jobs/jobfilterbar.h"
#include "ui/jobs/joblistview.h"
#include "ui/jobs/jobloader.h"
#include "ui/jobs/jobrules.h"
#include "ui/jobs/quotameter.h"

#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto pauseInScrolling = std::chrono::milliseconds(300);

QSet<JobKey> keysOf(const QList<JobRecord>& jobs)
{
    QSet<JobKey> keys;
    for (const auto& job : jobs)
        keys.insert(keyOf(job));
    return keys;
}

} // namespace

JobPanel::JobPanel(const Workbench& workbench, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new JobListModel(this))
    , m_loader(new JobLoader(workbench.jobs, this))
    , m_filter(new JobFilterBar(this))
    , m_list(new JobListView(m_model, this))
    , m_actions(new JobActions(workbench, actions, this))
    , m_details(new JobDetails(workbench.jobs, this))
    , m_quota(new QuotaMeter(this))
    , m_trouble(new NoticeLabel(this))
    , m_empty(new NoticeLabel(this))
{
    m_actions->setSource(m_model);
    layOut(actions);
    connectParts();
    showSelection();
}

void JobPanel::layOut(const Actions& actions)
{
    m_list->addActions(actions.ofScope(Actions::Scope::Jobs));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    setFocusProxy(m_list);

    auto* tools = new QToolBar(this);
    tools->setIconSize({16, 16});
    tools->addActions(m_actions->frequent());

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
    layout->addWidget(m_quota);
}

void JobPanel::connectParts()
{
    auto& jobs = m_workbench.jobs;
    connect(&jobs, &JobMonitor::jobChanged, this, &JobPanel::onJobChanged);
    connect(&jobs, &JobMonitor::jobsChanged, this, [this](const QString& serviceId) {
        if (isShownHere(serviceId))
            m_loader->reload();
    });
    connect(&jobs, &JobMonitor::refreshed, this, &JobPanel::onRefreshed);
    connect(&jobs, &JobMonitor::commandFinished, this,
            [this](const QUrl&, const Status& outcome) { onCommandFinished(outcome); });
    connect(m_loader, &JobLoader::begun, this, [this](const QList<JobRecord>& newest) {
        if (m_model->jobs().isEmpty())
            m_model->setJobs(newest);
    });
    connect(m_loader, &JobLoader::loaded, m_model, &JobListModel::setJobs);
    connect(m_loader, &JobLoader::loaded, this, &JobPanel::showSelection);
    connect(m_model, &JobListModel::countsChanged, this, &JobPanel::showCounts);

    connect(m_filter, &JobFilterBar::changed, this, &JobPanel::onFilter);
    connect(m_filter, &JobFilterBar::scopeChanged, this, &JobPanel::onScope);
    connect(m_actions, &JobActions::openResult, this, &JobPanel::openResult);
    connect(m_actions, &JobActions::openQuery, this, &JobPanel::openQuery);
    connect(m_actions, &JobActions::changeQuery, this, &JobPanel::changeQuery);
    connect(m_actions, &JobActions::serviceMet, this, &JobPanel::setService);
    connect(m_actions, &JobActions::jobMade, this, &JobPanel::showJob);
    connect(m_actions, &JobActions::failed, this, [this](const QString& sentence) {
        m_commandTrouble = sentence;
        showTrouble();
    });
    connect(m_details, &JobDetails::jobWanted, this, &JobPanel::showJob);
    connect(m_list, &QTreeView::activated, m_actions, &JobActions::openResultOfSelected);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        m_actions->contextMenu()->popup(m_list->viewport()->mapToGlobal(at));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobPanel::onSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JobPanel::showSelection);

    m_resting.setSingleShot(true);
    m_resting.setInterval(pauseInScrolling);
    connect(&m_resting, &QTimer::timeout, this, &JobPanel::lookAtShown);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, &m_resting,
            qOverload<>(&QTimer::start));
    m_summing.setSingleShot(true);
    connect(&m_summing, &QTimer::timeout, this, &JobPanel::showQuota);
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, m_model, &JobListModel::tick);
}

void JobPanel::setService(const TapService& service)
{
    if (service == m_service)
        return;
    auto& jobs = m_workbench.jobs;
    if (!m_service.id.isEmpty() && service.id != m_service.id)
        jobs.unwatch(m_service.id);
    m_service = service;
    m_actions->setService(service);
    m_filter->setArchiveOffered(jobs.removalAt(service) == Removal::Archives);
    m_listTrouble.clear();
    m_commandTrouble.clear();
    m_asked = false;
    m_lookedAt.clear();
    showTrouble();
    load();
    jobs.watch(service);
}

void JobPanel::refresh()
{
    m_workbench.jobs.refresh(m_service);
}

bool JobPanel::isShownHere(const QString& serviceId) const
{
    return serviceId == m_service.id || m_filter->isForAllServices();
}

void JobPanel::load()
{
    auto services = m_workbench.services.services();
    services.append(m_service);
    m_model->setServices(services);
    m_model->setJobs({});
    m_loader->load(m_filter->isForAllServices() ? QString() : m_service.id);
    onFilter();
}

void JobPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->tick();
    m_clock.start();
    m_resting.start();
}

void JobPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

void JobPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_resting.start();
}

void JobPanel::onFilter()
{
    const auto filter = m_filter->filter();
    m_model->setFilter(filter);
    showCounts();
    if (filter.group == PhaseGroup::Archived && !m_service.id.isEmpty())
        m_workbench.jobs.listArchived(m_service); // no other list has them
}

void JobPanel::onScope(bool isForAllServices)
{
    m_list->setServiceShown(isForAllServices);
    load();
}

void JobPanel::onJobChanged(const JobRecord& job)
{
    if (!isShownHere(job.serviceId))
        return;
    m_model->update(job);
    showSelection();
}

void JobPanel::showCounts()
{
    m_filter->setCounts(m_model->counts());
    m_summing.start(0);
    showEmptiness();
    const auto at = m_filter->isForAllServices() ? QString() : m_service.title;
    const auto active = std::pair(m_model->activeCount(), at);
    if (active == m_active)
        return;
    m_active = active;
    emit activeCountChanged(active.first, at);
}

/// Asks once for what the columns lack of the jobs in view, one after the other; of jobs nobody
/// scrolls to, or in columns there is no room for, nothing is asked.
void JobPanel::lookAtShown()
{
    if (!isVisible() || m_list->isColumnHidden(JobListModel::ElapsedColumn))
        return;
    for (const auto& job : m_list->jobsInView()) {
        if (job.serviceId != m_service.id || !lacksDetails(job) || m_lookedAt.contains(keyOf(job)))
            continue;
        m_lookedAt.insert(keyOf(job));
        m_workbench.jobs.look(m_service, job.url);
    }
}

void JobPanel::onSelection()
{
    const auto before = keysOf(m_actions->selection());
    showSelection();
    const auto& jobs = m_actions->selection();
    if (keysOf(jobs) == before) // such as the same again after the list was read anew
        return;
    m_commandTrouble.clear();
    showTrouble();
    // Lists leave out the query; the job's own document has it.
    if (jobs.size() == 1 && jobs.first().query.isEmpty() && !jobs.first().gone
        && jobs.first().serviceId == m_service.id)
        m_workbench.jobs.look(m_service, jobs.first().url);
}

void JobPanel::showSelection()
{
    const auto jobs = m_list->selectedJobs();
    m_actions->setSelection(jobs);
    m_details->setJob(jobs.size() == 1 ? std::optional(jobs.first()) : std::nullopt);
}

void JobPanel::showQuota()
{
    QList<JobRecord> jobs;
    for (const auto& job : m_model->jobs()) {
        if (job.serviceId == m_service.id)
            jobs.append(job);
    }
    m_quota->setQuota(quotaOf(jobs, m_service.quota));
}

/// Filters that hide it are taken away.
void JobPanel::showJob(const JobKey& key)
{
    if (m_model->rowOf(key) < 0)
        m_filter->clear();
    m_list->selectJob(key);
    m_list->setFocus();
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
    if (m_model->jobs().isEmpty() && !m_asked)
        words = tr("Asking %1 for its jobs…").arg(m_service.title);
    else if (m_model->jobs().isEmpty())
        words = tr("No jobs yet. A query that runs as a job appears here.");
    else if (m_model->rowCount() == 0)
        words = tr("No job matches the filter.");
    m_empty->setNotice(m_service.id.isEmpty() ? QString() : words);
}

} // namespace tapdesk::ui
