// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobactions.h"

#include "core/jobs/jobmonitor.h"
#include "core/service/servicecatalog.h"
#include "ui/base/actions.h"
#include "ui/jobs/jobwords.h"
#include "ui/jobs/removalwords.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

JobActions::JobActions(const Workbench& workbench, const Actions& actions, QWidget* panel)
    : QObject(panel)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_panel(panel)
    , m_menu(new QMenu(panel))
{
    m_menu->setToolTipsVisible(true);
    on(Command::OpenJobResult, &JobActions::openResultOfSelected);
    on(Command::OpenJobQuery, &JobActions::openQueries);
    m_menu->addSeparator();
    on(Command::AbortJob, &JobActions::abort);
    on(Command::RemoveJob, &JobActions::askToRemove);
    m_menu->addSeparator();
    on(Command::CopyJobUrl, &JobActions::copyUrls);
    enable();
}

void JobActions::on(Command command, void (JobActions::*act)())
{
    m_menu->addAction(m_actions[command]);
    connect(m_actions[command], &QAction::triggered, this, act);
}

QList<QAction*> JobActions::frequent() const
{
    QList<QAction*> actions;
    for (const auto command : {Command::OpenJobResult, Command::OpenJobQuery, Command::AbortJob,
                               Command::RemoveJob, Command::RefreshJobs})
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
    enable();
}

void JobActions::enable()
{
    const auto can = abilitiesOf(m_jobs);
    m_actions[Command::OpenJobResult]->setEnabled(can.openResult);
    m_actions[Command::OpenJobQuery]->setEnabled(can.openQuery);
    m_actions[Command::AbortJob]->setEnabled(can.abort);
    m_actions[Command::RemoveJob]->setEnabled(can.remove);
    m_actions[Command::CopyJobUrl]->setEnabled(can.copyUrl);

    auto* remove = m_actions[Command::RemoveJob];
    const auto removal = removalOf(m_jobs);
    remove->setText(removalEntry(removal));
    remove->setStatusTip(removalTip(removal));
    remove->setToolTip(tipWithKey(removalTip(removal), remove->shortcuts()));
}

/// Nothing for a job of a service that the user has taken away since.
std::optional<TapService> JobActions::serviceOf(const JobRecord& job) const
{
    if (job.serviceId == m_service.id)
        return m_service;
    const auto* service = m_workbench.services.find(job.serviceId);
    return service ? std::optional(*service) : std::nullopt;
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
    if (abilitiesOf(m_jobs).openResult)
        emit openResult(JobRecord(m_jobs.first()));
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
    const auto jobs = m_jobs;
    for (const JobRecord& job : jobs) {
        if (const auto service = serviceOf(job); service && canAbort(job))
            m_workbench.jobs.abort(*service, job.url);
    }
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
    connect(act, &QPushButton::clicked, this, [this, jobs] {
        for (const JobRecord& job : jobs) {
            if (const auto service = serviceOf(job))
                m_workbench.jobs.remove(*service, job.url);
        }
    });
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
