// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/servicedialog.h"

#include "core/service/metadataloader.h"
#include "core/service/servicecatalog.h"
#include "ui/base/errortext.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

ServiceDialog::ServiceDialog(const Workbench& workbench, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_address(new QLineEdit(this))
    , m_title(new QLineEdit(this))
    , m_verdict(new QLabel(this))
    , m_check(new QPushButton(tr("&Check"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Add a TAP Service"));
    m_address->setPlaceholderText(u"https://example.org/tap"_s);
    m_address->setMinimumWidth(380);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setMinimumHeight(m_verdict->fontMetrics().lineSpacing() * 3);
    m_verdict->setAlignment(Qt::AlignTop);

    auto* form = new QFormLayout;
    form->addRow(tr("&Address:"), m_address);
    form->addRow(tr("&Name:"), m_title);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_verdict);
    layout->addWidget(m_buttons);

    m_buttons->addButton(m_check, QDialogButtonBox::ActionRole);
    m_buttons->addButton(tr("A&dd"), QDialogButtonBox::AcceptRole);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ServiceDialog::add);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_check, &QPushButton::clicked, this, &ServiceDialog::check);
    connect(m_address, &QLineEdit::textChanged, this, &ServiceDialog::onTyped);
    onTyped();
}

void ServiceDialog::onTyped()
{
    delete m_loader;
    m_loader = nullptr;
    const auto url = TapService::normalisedBaseUrl(m_address->text());
    m_service = {};
    if (url)
        m_service.baseUrl = *url;
    for (auto* button : m_buttons->buttons()) {
        if (m_buttons->buttonRole(button) != QDialogButtonBox::RejectRole)
            button->setEnabled(url.has_value());
    }
    m_verdict->setText(url || m_address->text().trimmed().isEmpty()
                           ? tr("The address that a service gives for TAP; /sync, /async and "
                                "the like are taken off.")
                           : tr("This is not a web address."));
    m_title->setPlaceholderText(url ? url->host() : QString());
}

void ServiceDialog::check()
{
    m_verdict->setText(tr("Asking %1…").arg(m_service.baseUrl.host()));
    delete m_loader;
    m_loader = new MetadataLoader(m_workbench.http, m_service, this);
    connect(m_loader, &MetadataLoader::capabilitiesLoaded, this, &ServiceDialog::onCapabilities);
    m_loader->loadCapabilities();
}

void ServiceDialog::onCapabilities(const Result<Capabilities>& capabilities)
{
    if (!capabilities) {
        m_verdict->setText(errorText(capabilities.error()));
        return;
    }
    QStringList languages;
    for (const auto& language : capabilities->languages)
        languages.append(language.name);
    m_service.languages = languages;
    m_service.language = languages.value(0);
    m_verdict->setText(
        tr("A TAP %1 service. Languages: %2.").arg(capabilities->version, languages.join(u", "_s)));
}

void ServiceDialog::add()
{
    m_service.title = m_title->text().trimmed();
    if (m_service.title.isEmpty())
        m_service.title = m_service.baseUrl.host();
    m_service.id = m_service.baseUrl.toString(QUrl::RemoveScheme).remove(0, 2);
    if (m_service.language.isEmpty()) {
        m_service.language = u"ADQL"_s; // what every TAP service takes
        m_service.languages = {u"ADQL"_s};
    }
    if (const auto added = m_workbench.services.add(m_service); !added) {
        m_verdict->setText(errorText(added.error()));
        return;
    }
    emit this->added(m_service);
    accept();
}

} // namespace tapdesk::ui
