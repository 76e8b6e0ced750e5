// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/logindialog.h"

#include "core/net/httpclient.h"
#include "core/net/keyring.h"
#include "ui/base/errortext.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
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
    , m_message(new QLabel(this))
{
    setWindowTitle(tr("Log in to %1").arg(service.title));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setMinimumWidth(340);
    const bool keyring = Keyring::isAvailable();
    m_keep->setEnabled(keyring);
    m_keep->setChecked(keyring);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setText(
        keyring ? tr("The token is sent to %1 and to no other host.").arg(service.baseUrl.host())
                : tr("The token is sent to %1 and to no other host. There is no keyring here, so "
                     "it lives for this session.")
                      .arg(service.baseUrl.host()));

    auto* form = new QFormLayout;
    form->addRow(tr("API &token:"), m_token);
    form->addRow(QString(), m_keep);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* in = buttons->addButton(tr("Log &In"), QDialogButtonBox::AcceptRole);
    auto* out = buttons->addButton(tr("Log &Out"), QDialogButtonBox::DestructiveRole);
    const Origin origin(service.baseUrl);
    out->setVisible(workbench.http.credentials().forUrl(service.baseUrl).has_value());
    in->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(buttons);

    connect(m_token, &QLineEdit::textChanged, in,
            [in](const QString& text) { in->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &LoginDialog::logIn);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(out, &QPushButton::clicked, this, &LoginDialog::logOut);
}

void LoginDialog::logIn()
{
    const auto credential = Credential::fromPastedToken(m_token->text());
    if (!credential) {
        m_message->setText(tr("This is not a token."));
        return;
    }
    const Origin origin(m_service.baseUrl);
    if (!origin.isConfidential()) {
        m_message->setText(tr("The connection to %1 is not encrypted, so the token would be open "
                              "to everybody on the way. It is not sent.")
                               .arg(m_service.baseUrl.host()));
        return;
    }
    m_workbench.http.credentials().set(origin, *credential);
    if (!m_keep->isChecked()) {
        emit loggedIn(m_service);
        accept();
        return;
    }
    Keyring::writeToken(origin, credential->secret, this, [this](const Status& written) {
        emit loggedIn(m_service);
        if (written) {
            accept();
        } else {
            m_keep->setChecked(false);
            m_message->setText(tr("Logged in for this session. The keyring refused the token: %1")
                                   .arg(written.error().detail));
        }
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
