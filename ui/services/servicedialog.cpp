// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/servicedialog.h"

#include "core/net/credentials.h"
#include "core/service/metadataloader.h"
#include "core/service/servicecatalog.h"
#include "ui/base/errortext.h"
#include "ui/base/labels.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString idOf(const QUrl& baseUrl)
{
    return baseUrl.toString(QUrl::RemoveScheme).remove(0, 2); // "//"
}

} // namespace

ServiceDialog::ServiceDialog(const Workbench& workbench, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_address(new QLineEdit(this))
    , m_title(new QLineEdit(this))
    , m_verdict(new NoticeLabel(this))
    , m_check(new QPushButton(tr("&Check"), this))
    , m_add(new QPushButton(this))
{
    setWindowTitle(tr("Add a TAP service"));
    m_address->setPlaceholderText(u"https://example.org/tap"_s);
    m_address->setMinimumWidth(380);
    m_verdict->setMinimumHeight(m_verdict->fontMetrics().lineSpacing() * 4);
    m_verdict->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* form = new QFormLayout;
    form->addRow(tr("&Address:"), m_address);
    form->addRow(tr("&Name:"), m_title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_check, QDialogButtonBox::ActionRole);
    buttons->addButton(m_add, QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_verdict);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &ServiceDialog::add);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_check, &QPushButton::clicked, this, &ServiceDialog::check);
    connect(m_address, &QLineEdit::textChanged, this, &ServiceDialog::onTyped);
    onTyped();
}

/// This may be a slot of the loader.
void ServiceDialog::leaveLoader()
{
    if (!m_loader)
        return;
    m_loader->disconnect(this);
    m_loader->deleteLater();
    m_loader = nullptr;
}

void ServiceDialog::onTyped()
{
    leaveLoader();
    m_service = {};
    m_asked = false;
    m_adding = false;
    const bool isBlank = m_address->text().trimmed().isEmpty();
    const auto url = TapService::normalisedBaseUrl(m_address->text());
    if (url)
        m_service.baseUrl = *url;
    m_title->setPlaceholderText(url ? url->host() : QString());
    QString verdict = tr("The address that a service gives for TAP; /sync, /async and the like "
                         "are taken off.");
    if (!url && !isBlank)
        verdict = tr("This is not a web address.");
    else if (url && !Origin(*url).isConfidential())
        verdict = tr("The connection is not encrypted: everybody on the way can read queries and "
                     "rows, and no token is ever sent. Does the service offer https?");
    showReady(verdict, tr("A&dd"));
    m_check->setEnabled(url.has_value());
    m_add->setEnabled(url.has_value());
    if (url)
        showOther();
}

/// The same address by the other scheme may be known: what is safe is not given up for what is
/// not, and the other way round is said.
void ServiceDialog::showOther()
{
    const auto* known = m_workbench.services.find(idOf(m_service.baseUrl));
    if (!known || known->baseUrl == m_service.baseUrl)
        return;
    if (known->baseUrl.scheme() == "https"_L1) {
        m_verdict->setNotice(tr("%1 is known as %2, which is encrypted. It is not replaced by this "
                                "address, which is not.")
                                 .arg(known->title, known->baseUrl.toString()));
        m_check->setEnabled(false);
        m_add->setEnabled(false);
        return;
    }
    m_verdict->setNotice(tr("%1 is known as %2, which is not encrypted. This address takes its "
                            "place.")
                             .arg(known->title, known->baseUrl.toString()));
    m_add->setText(tr("Re&place"));
}

void ServiceDialog::showReady(const QString& verdict, const QString& addText)
{
    m_verdict->setNotice(verdict);
    m_add->setText(addText);
    m_add->setEnabled(true);
    m_check->setEnabled(true);
}

void ServiceDialog::check()
{
    leaveLoader();
    m_verdict->setNotice(tr("Asking %1…").arg(m_service.baseUrl.host()));
    m_add->setEnabled(false);
    m_check->setEnabled(false);
    m_loader = new MetadataLoader(m_workbench.http, m_service, this);
    connect(m_loader, &MetadataLoader::capabilitiesLoaded, this, &ServiceDialog::onCapabilities);
    m_loader->loadCapabilities();
}

void ServiceDialog::onCapabilities(const Result<Capabilities>& capabilities)
{
    m_asked = true;
    if (!capabilities) {
        m_adding = false;
        showReady(tr("%1 %2")
                      .arg(errorText(capabilities.error()), errorAdvice(capabilities.error()))
                      .trimmed(),
                  tr("A&dd anyway"));
        return;
    }
    QStringList languages;
    for (const auto& language : capabilities->languages) {
        if (!languages.contains(language.name))
            languages.append(language.name);
    }
    m_service.languages = languages;
    m_service.language = languages.value(0);
    showReady(languages.isEmpty() ? tr("A TAP %1 service.").arg(capabilities->version)
                                  : tr("A TAP %1 service. Languages: %2.")
                                        .arg(capabilities->version, languages.join(u", "_s)),
              tr("A&dd"));
    if (m_adding)
        remember();
}

void ServiceDialog::add()
{
    for (const TapService& known : m_workbench.services.services()) {
        if (known.baseUrl == m_service.baseUrl) {
            emit added(TapService(known));
            accept();
            return;
        }
    }
    if (m_asked) {
        remember();
        return;
    }
    m_adding = true;
    check();
}

void ServiceDialog::remember()
{
    m_adding = false;
    m_service.title = m_title->text().trimmed();
    if (m_service.title.isEmpty())
        m_service.title = m_service.baseUrl.host();
    m_service.id = idOf(m_service.baseUrl);
    if (m_service.language.isEmpty()) {
        m_service.language = u"ADQL"_s; // what every TAP service takes
        m_service.languages = {u"ADQL"_s};
    }
    if (const auto remembered = m_workbench.services.add(m_service); !remembered) {
        m_verdict->setNotice(errorText(remembered.error()));
        return;
    }
    emit added(m_service);
    accept();
}

} // namespace tapdesk::ui
