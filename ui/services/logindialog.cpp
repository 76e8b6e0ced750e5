// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/logindialog.h"

#include "core/net/httpclient.h"
#include "core/net/keyring.h"
#include "ui/base/labels.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

LoginDialog::LoginDialog(const Workbench& workbench, const TapService& service, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_service(service)
    , m_token(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("&Keep in the keyring"), this))
    , m_message(new NoticeLabel(this))
{
    setWindowTitle(tr("Log in to %1").arg(service.title));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("Paste it here"));
    m_token->setMinimumWidth(340);
    m_keep->setEnabled(Keyring::isAvailable());
    m_keep->setChecked(Keyring::isAvailable());
    m_message->setNotice(promise());
    m_message->setMinimumHeight(m_message->fontMetrics().lineSpacing() * 3);
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* form = new QFormLayout;
    form->addRow(tr("API &token:"), m_token);
    form->addRow(QString(), m_keep);
    auto* buttons = new QDialogButtonBox(this);
    m_leave = buttons->addButton(QDialogButtonBox::Cancel);
    m_in = buttons->addButton(tr("Log &in"), QDialogButtonBox::AcceptRole);
    m_out = buttons->addButton(tr("Log &out"), QDialogButtonBox::DestructiveRole);
    m_in->setDefault(true);
    m_out->setVisible(workbench.http.credentials().forUrl(service.baseUrl).has_value());
    m_token->setEnabled(Origin(service.baseUrl).isConfidential());
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    enable();

    connect(m_token, &QLineEdit::textChanged, this, &LoginDialog::enable);
    connect(buttons, &QDialogButtonBox::accepted, this, &LoginDialog::logIn);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_out, &QPushButton::clicked, this, &LoginDialog::logOut);
}

QString LoginDialog::promise() const
{
    const QString host = m_service.baseUrl.host();
    if (!Origin(m_service.baseUrl).isConfidential())
        return tr("The connection to %1 is not encrypted, so everybody on the way could read the "
                  "token. Tapdesk does not send one there.")
            .arg(host);
    if (!Keyring::isAvailable())
        return tr("The token is sent to %1 and to no other host. There is no keyring here, so it "
                  "is forgotten when Tapdesk ends.")
            .arg(host);
    return tr("The token is sent to %1 and to no other host.").arg(host);
}

void LoginDialog::enable()
{
    m_in->setEnabled(!m_isKeeping && m_token->isEnabled() && !m_token->text().trimmed().isEmpty());
}

void LoginDialog::logIn()
{
    const Origin origin(m_service.baseUrl);
    if (!origin.isConfidential())
        return;
    const auto credential = Credential::fromPastedToken(m_token->text());
    if (!credential) {
        m_message->setNotice(tr("This is not a token: a token is one word."));
        m_token->selectAll();
        return;
    }
    m_workbench.http.credentials().set(origin, *credential);
    emit loggedIn(m_service);
    if (!m_keep->isChecked()) {
        accept();
        return;
    }
    // The keyring may ask for its password, and the user may leave that to another day.
    m_isKeeping = true;
    m_leave->setText(tr("Close"));
    m_message->setNotice(tr("Logged in. Waiting for the keyring…"));
    enable();
    Keyring::writeToken(origin, credential->secret, this, [this](const Status& written) {
        m_isKeeping = false;
        if (written) {
            accept();
            return;
        }
        m_keep->setChecked(false);
        m_token->clear(); // enable() follows
        m_message->setNotice(tr("Logged in until Tapdesk ends: the keyring refused the token. %1")
                                 .arg(written.error().detail));
    });
}

void LoginDialog::logOut()
{
    const Origin origin(m_service.baseUrl);
    m_workbench.http.credentials().remove(origin);
    Keyring::removeToken(origin, this, [](const Status&) {});
    emit loggedIn(m_service);
    accept();
}

} // namespace tapdesk::ui
