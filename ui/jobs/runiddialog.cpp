// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/runiddialog.h"

#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobnews.h"
#include "ui/base/labels.h"
#include "ui/base/runidtext.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

RunIdDialog::RunIdDialog(JobMonitor& jobs, const TapService& service, const JobRecord& job,
                         QWidget* parent)
    : QDialog(parent)
    , m_jobs(jobs)
    , m_service(service)
    , m_job(job)
    , m_runId(new QLineEdit(job.runId, this))
    , m_words(new NoticeLabel(this))
    , m_change(new QPushButton(tr("Ch&ange"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Change the run id"));
    m_runId->setMaxLength(RunIdChange::longest);
    m_runId->setMinimumWidth(380);
    m_runId->selectAll();
    m_words->setMinimumHeight(m_words->fontMetrics().lineSpacing() * 4);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_words->setNotice(
        jobs.removalAt(service) == Removal::Archives
            ? tr("If the service does not change jobs, a new one with the same query, language, "
                 "queue and row limit is made, and then this one is archived.")
            : tr("If the service does not change jobs, a new one with the same query, language, "
                 "queue and row limit is made, and then this one is deleted."));
    auto* form = new QFormLayout;
    form->addRow(tr("&Run id:"), m_runId);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    buttons->addButton(m_change, QDialogButtonBox::AcceptRole);
    m_change->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_words);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &RunIdDialog::change);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_runId, &QLineEdit::textChanged, this, &RunIdDialog::onTyped);
    onTyped();
}

void RunIdDialog::onTyped()
{
    const auto typed = m_runId->text().trimmed();
    m_change->setEnabled(!typed.isEmpty() && typed != m_job.runId);
}

void RunIdDialog::change()
{
    m_runId->setEnabled(false);
    m_change->setEnabled(false);
    m_words->setNotice(tr("Asking %1…").arg(m_service.title));
    auto* change = m_jobs.changeRunId(m_service, m_job.url, m_runId->text().trimmed());
    connect(change, &RunIdChange::finished, this, [this, change] { onFinished(*change); });
}

void RunIdDialog::onFinished(const RunIdChange& change)
{
    using End = RunIdChange::End;
    const auto hasIt = change.end() == End::Changed || change.end() == End::Replaced
        || change.end() == End::LeftBoth;
    m_words->setNotice(runIdText(change));
    if (hasIt) {
        m_change->hide();
        m_cancel->setText(tr("&Close"));
        m_cancel->setDefault(true);
        m_cancel->setFocus();
        emit changed({m_service.id, jobIdOf(change.jobUrl())});
    } else {
        m_runId->setEnabled(true);
        onTyped();
    }
    if (change.end() == End::Changed)
        accept();
}

} // namespace tapdesk::ui
