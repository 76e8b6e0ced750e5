// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobactions.h"

#include "core/jobs/archiving.h"
#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/jobowner.h"
#include "core/jobs/rerun.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "core/shelf/shelf.h"
#include "core/tap/queryscripts.h"
#include "ui/base/actions.h"
#include "ui/base/icons.h"
#include "ui/base/jobfailuretext.h"
#include "ui/jobs/adoptdialog.h"
#include "ui/jobs/jobbatchdialog.h"
#include "ui/jobs/jobwords.h"
#include "ui/jobs/removalwords.h"
#include "ui/jobs/runiddialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype mostQuiet = 3; // jobs at once whose end needs no dialog

} // namespace

JobActions::JobActions(const Workbench& workbench, const Actions& actions, QWidget* panel)
    : QObject(panel)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_panel(panel)
    , m_menu(new QMenu(panel))
{
    m_menu->setToolTipsVisible(true);
    addTo(m_menu, Command::OpenJobResult, &JobActions::openResultOfSelected);
    addTo(m_menu, Command::OpenJobQuery, &JobActions::openQueries);
    addTo(m_menu, Command::RerunJob, &JobActions::rerunSelected);
    addTo(m_menu, Command::ChangeJob, &JobActions::changeSelected);
    addTo(m_menu, Command::ChangeRunId, &JobActions::changeRunId);
    m_menu->addSeparator();
    addTo(m_menu, Command::AbortJob, &JobActions::abort);
    addTo(m_menu, Command::RemoveJob, &JobActions::askToRemove);
    m_menu->addSeparator();
    addTo(m_menu, Command::CopyJobUrl, &JobActions::copyUrls);
    auto* scripts = m_menu->addMenu(icon(u"copy"_s), tr("Copy a&s"));
    scripts->setToolTipsVisible(true);
    addTo(scripts, Command::CopyJobAsPyvo, &JobActions::copyAsPyvo);
    addTo(scripts, Command::CopyJobAsCurl, &JobActions::copyAsCurl);
    addTo(scripts, Command::CopyJobAsCommand, &JobActions::copyAsCommand);
    on(Command::AdoptJob, &JobActions::adopt);
    on(Command::RemoveManyJobs, &JobActions::chooseToRemove);
    on(Command::RerunManyJobs, &JobActions::chooseToRerun);
    enable();
}

void JobActions::addTo(QMenu* menu, Command command, void (JobActions::*act)())
{
    menu->addAction(m_actions[command]);
    on(command, act);
}

void JobActions::on(Command command, void (JobActions::*act)())
{
    connect(m_actions[command], &QAction::triggered, this, act);
}

QList<QAction*> JobActions::frequent() const
{
    QList<QAction*> actions;
    for (const auto command : {Command::OpenJobResult, Command::OpenJobQuery, Command::RerunJob,
                               Command::AbortJob, Command::RemoveJob, Command::RefreshJobs})
        actions.append(m_actions[command]);
    return actions;
}

void JobActions::setService(const TapService& service)
{
    m_service = service;
    enable();
}

void JobActions::setSelection(const QList<JobRecord>& jobs)
{
    m_jobs = jobs;
    m_isKept = false;
    if (m_workbench.shelf && jobs.size() == 1) {
        const auto kept = m_workbench.shelf->entries(
            {.serviceId = jobs.first().serviceId, .jobId = jobs.first().jobId});
        m_isKept = kept && !kept->isEmpty();
    }
    enable();
}

void JobActions::enable()
{
    const auto can = abilitiesOf(m_jobs, m_isKept);
    m_actions[Command::OpenJobResult]->setEnabled(can.openResult);
    m_actions[Command::OpenJobQuery]->setEnabled(can.openQuery);
    m_actions[Command::RerunJob]->setEnabled(can.rerun);
    m_actions[Command::ChangeJob]->setEnabled(can.change);
    m_actions[Command::ChangeRunId]->setEnabled(can.changeRunId);
    m_actions[Command::AbortJob]->setEnabled(can.abort);
    m_actions[Command::RemoveJob]->setEnabled(can.remove);
    m_actions[Command::CopyJobUrl]->setEnabled(can.copyUrl);
    for (const auto command :
         {Command::CopyJobAsPyvo, Command::CopyJobAsCurl, Command::CopyJobAsCommand})
        m_actions[command]->setEnabled(can.copyAs);

    auto* remove = m_actions[Command::RemoveJob];
    const auto removal = removalOf(m_jobs);
    remove->setText(removalEntry(removal));
    remove->setStatusTip(removalTip(removal));
    remove->setToolTip(tipWithKey(removalTip(removal), remove->shortcuts()));
}

/// Nothing for a job of a service that the user has taken away since, unless its URL tells.
std::optional<TapService> JobActions::serviceOf(const JobRecord& job) const
{
    if (job.serviceId == m_service.id)
        return m_service;
    return tapdesk::serviceOf(job, m_workbench.jobs.store(), m_workbench.services);
}

void JobActions::tellUnknownService(const JobRecord& job)
{
    emit failed(tr("%1: its service is not known any more. Add the service, then try again.")
                    .arg(jobName(job)));
}

/// Of jobs of several services that differ in it, nobody can say it in one word.
Removal JobActions::removalOf(const QList<JobRecord>& jobs) const
{
    if (jobs.isEmpty())
        return m_workbench.jobs.removalAt(m_service);
    QString last;
    std::optional<Removal> common;
    for (const auto& job : jobs) {
        if (job.serviceId == last)
            continue;
        last = job.serviceId;
        const auto service = serviceOf(job);
        const auto removal = service ? m_workbench.jobs.removalAt(*service) : Removal::Unknown;
        if (common && *common != removal)
            return Removal::Unknown;
        common = removal;
    }
    return *common;
}

void JobActions::openResultOfSelected()
{
    if (!abilitiesOf(m_jobs, m_isKept).openResult)
        return;
    const auto job = m_jobs.first();
    if (serviceOf(job))
        emit openResult(job);
    else
        tellUnknownService(job);
}

void JobActions::openQueries()
{
    const auto jobs = m_jobs; // a new tab may bring another service, and so another selection
    for (const JobRecord& job : jobs) {
        if (canOpenQuery(job))
            emit openQuery(job);
    }
}

void JobActions::abort()
{
    QList<JobRecord> jobs;
    for (const JobRecord& job : std::as_const(m_jobs)) {
        if (canAbort(job))
            jobs.append(job);
    }
    carryOut(JobBatch::Action::Abort, jobs);
}

void JobActions::changeSelected()
{
    if (abilitiesOf(m_jobs, m_isKept).change)
        emit changeQuery(JobRecord(m_jobs.first()));
}

void JobActions::changeRunId()
{
    const auto service =
        abilitiesOf(m_jobs, m_isKept).changeRunId ? serviceOf(m_jobs.first()) : std::nullopt;
    if (!service)
        return;
    auto* dialog = new RunIdDialog(m_workbench.jobs, *service, m_jobs.first(), m_panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunIdDialog::changed, this, &JobActions::jobMade);
    dialog->open();
}

void JobActions::rerunSelected()
{
    QList<JobRecord> jobs;
    for (const JobRecord& job : std::as_const(m_jobs)) {
        if (canAskAgain(job))
            jobs.append(job);
    }
    carryOut(JobBatch::Action::Rerun, jobs);
}

/// A few are seen in the list; of many a dialog tells how far they are.
void JobActions::carryOut(JobBatch::Action action, const QList<JobRecord>& jobs, Fetch fetch)
{
    QList<JobBatch::Item> items;
    for (const JobRecord& job : jobs) {
        if (const auto service = serviceOf(job))
            items.append({.service = *service, .record = job});
    }
    if (items.isEmpty()) {
        if (!jobs.isEmpty())
            tellUnknownService(jobs.first());
        return;
    }
    auto* batch = new JobBatch(m_workbench.jobs, action, items, this);
    if (fetch == Fetch::First)
        batch->setFetchesFirst();
    if (items.size() > mostQuiet || batch->isFetching()) {
        auto* dialog = new JobBatchDialog(batch, removalOf(jobs), m_panel);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(batch, &JobBatch::finished, dialog,
                [this, dialog, jobs] { dialog->setRemoval(removalOf(jobs)); });
        dialog->open();
        dialog->start();
        return;
    }
    connect(batch, &JobBatch::finished, this, [this, batch] {
        const auto& made = batch->items().last();
        if (!made.rerunUrl.isEmpty())
            emit jobMade({made.service.id, jobIdOf(made.rerunUrl)});
        QStringList sentences; // after that, as another selection ends what was said
        for (const auto& item : batch->items()) {
            if (item.state == JobBatch::State::Failed)
                sentences.append(tr("%1: %2").arg(jobName(item.record), jobFailureText(item)));
        }
        if (!sentences.isEmpty())
            emit failed(sentences.join(u' '));
        batch->deleteLater();
    });
    batch->start();
}

void JobActions::choose(JobChoiceDialog::Purpose purpose)
{
    const auto jobs = [this, id = m_service.id] {
        QList<JobRecord> found;
        for (const JobRecord& job : m_source->jobs()) {
            if (job.serviceId == id)
                found.append(job);
        }
        return found;
    };
    auto* dialog = new JobChoiceDialog(purpose, m_service.title, jobs(),
                                       m_workbench.jobs.removalAt(m_service), m_panel);
    const auto isLoggedIn = m_workbench.http.credentials().forUrl(m_service.baseUrl).has_value();
    if (!isListPrivate(m_service, isLoggedIn))
        dialog->spareOthers();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto action = purpose == JobChoiceDialog::Purpose::Rerun ? JobBatch::Action::Rerun
                                                                   : JobBatch::Action::Remove;
    if (purpose == JobChoiceDialog::Purpose::Remove && m_workbench.shelf)
        dialog->setShelf(m_workbench.shelf->heldJobs(m_service.id), m_workbench.shelf->limit());
    connect(dialog, &JobChoiceDialog::chosen, this,
            [this, action, dialog](const QList<JobRecord>& chosen) {
                carryOut(action, chosen, dialog->fetchesFirst() ? Fetch::First : Fetch::Never);
            });
    connect(m_source, &JobListModel::countsChanged, dialog,
            [dialog, jobs] { dialog->setJobs(jobs()); });
    dialog->open();
    if (purpose == JobChoiceDialog::Purpose::Rerun)
        m_workbench.jobs.listArchived(m_service); // no other list has them
}

void JobActions::chooseToRemove()
{
    choose(JobChoiceDialog::Purpose::Remove);
}

void JobActions::chooseToRerun()
{
    choose(JobChoiceDialog::Purpose::Rerun);
}

void JobActions::adopt()
{
    auto* dialog = new AdoptDialog(m_workbench, m_panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AdoptDialog::adopted, this,
            [this](const TapService& service, const JobKey& key) {
                emit serviceMet(service);
                emit jobMade(key);
            });
    dialog->open();
}

void JobActions::copyAsPyvo()
{
    copyAs(pyvoScript);
}

void JobActions::copyAsCurl()
{
    copyAs(curlScript);
}

void JobActions::copyAsCommand()
{
    copyAs(tapdeskCommand);
}

void JobActions::copyAs(QString (*script)(const TapQuery&))
{
    if (!abilitiesOf(m_jobs, m_isKept).copyAs)
        return;
    const auto& job = m_jobs.first();
    const auto service = serviceOf(job);
    const auto query = service ? rerunQuery(job, *service) : std::nullopt;
    if (query)
        QApplication::clipboard()->setText(script(*query));
}

void JobActions::askToRemove()
{
    QList<JobRecord> jobs;
    for (const JobRecord& job : std::as_const(m_jobs)) {
        if (canRemove(job))
            jobs.append(job);
    }
    if (jobs.isEmpty())
        return;
    const auto removal = removalOf(jobs);
    auto* box = new QMessageBox(m_panel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    box->setText(jobs.size() == 1 ? removalQuestion(removal, jobName(jobs.first()))
                                  : removalQuestion(removal, jobs.size()));
    box->setInformativeText(keptText(removal));
    auto* act = box->addButton(removalVerb(removal), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(act, &QPushButton::clicked, this,
            [this, jobs] { carryOut(JobBatch::Action::Remove, jobs); });
    box->open();
}

void JobActions::copyUrls()
{
    QStringList urls;
    for (const JobRecord& job : std::as_const(m_jobs))
        urls.append(job.url.toString());
    if (!urls.isEmpty())
        QApplication::clipboard()->setText(urls.join(u'\n'));
}

} // namespace tapdesk::ui
