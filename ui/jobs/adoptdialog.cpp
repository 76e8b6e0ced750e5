// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/adoptdialog.h"

#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/jobowner.h"
#include "core/service/servicecatalog.h"
#include "ui/base/errortext.h"
#include "ui/base/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

bool isLogInNeeded(const Error& error)
{
    return error.httpStatus == 401 || error.httpStatus == 403;
}

} // namespace

AdoptDialog::AdoptDialog(const Workbench& workbench, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_address(new QLineEdit(this))
    , m_verdict(new NoticeLabel(this))
    , m_adopt(new QPushButton(tr("&Adopt"), this))
{
    setWindowTitle(tr("Adopt a job"));
    m_address->setPlaceholderText(u"https://example.org/tap/async/1234"_s);
    m_address->setMinimumWidth(420);
    m_verdict->setMinimumHeight(m_verdict->fontMetrics().lineSpacing() * 3);
    m_verdict->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* form = new QFormLayout;
    form->addRow(tr("&URL of the job:"), m_address);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_adopt, QDialogButtonBox::AcceptRole);
    m_adopt->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_verdict);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &AdoptDialog::look);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_address, &QLineEdit::textChanged, this, &AdoptDialog::onTyped);
    connect(&workbench.jobs, &JobMonitor::looked, this, &AdoptDialog::onLooked);
    const auto pasted = QApplication::clipboard()->text().trimmed();
    if (pasted.startsWith("http"_L1) && !pasted.contains(u'\n'))
        m_address->setText(pasted);
    onTyped();
}

void AdoptDialog::onTyped()
{
    m_isLooking = false;
    const auto text = m_address->text().trimmed();
    const auto url = jobUrlFromTyped(text);
    const auto service = serviceOf(url, m_workbench.jobs.store(), m_workbench.services);
    m_adopt->setEnabled(service.has_value());
    if (!service) {
        m_verdict->setNotice(text.isEmpty()
                                 ? tr("The address of a job that was sent from a web page, a "
                                      "notebook or another computer.")
                                 : tr("This is no address of a job."));
        return;
    }
    m_service = *service;
    m_jobUrl = url;
    m_verdict->setNotice(tr("A job at %1.").arg(m_service.title));
}

void AdoptDialog::look()
{
    m_isLooking = true;
    m_adopt->setEnabled(false);
    m_verdict->setNotice(tr("Asking %1…").arg(m_service.title));
    m_workbench.jobs.look(m_service, m_jobUrl);
}

QString AdoptDialog::verdict(const Error& error) const
{
    if (isLogInNeeded(error)) {
        return tr("%1 does not show this job without its owner's token. Log in (menu Services) "
                  "and try again.")
            .arg(m_service.title);
    }
    return tr("%1 %2").arg(errorText(error), errorAdvice(error)).trimmed();
}

void AdoptDialog::onLooked(const QUrl& jobUrl, const Status& outcome)
{
    if (!m_isLooking || jobIdOf(jobUrl) != jobIdOf(m_jobUrl))
        return;
    m_isLooking = false;
    if (!outcome) {
        m_verdict->setNotice(verdict(outcome.error()));
        m_adopt->setEnabled(true);
        return;
    }
    // A service that nobody knew is one of the user's now, or its job could not be shown.
    if (!m_workbench.services.find(m_service.id)) {
        if (const auto added = m_workbench.services.add(m_service); !added) {
            m_verdict->setNotice(errorText(added.error()));
            return;
        }
    }
    emit adopted(m_service, {m_service.id, jobIdOf(m_jobUrl)});
    accept();
}

} // namespace tapdesk::ui
