// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace tapdesk::ui {

/// Takes the token of a service. It goes to the service's own host only, and lives in the
/// keyring if the user wants and there is one, else for this session; no file ever holds it.
class LoginDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoginDialog)

public:
    LoginDialog(const Workbench& workbench, const TapService& service, QWidget* parent = nullptr);

signals:
    void loggedIn(const tapdesk::TapService& service);

private:
    void logIn();
    void logOut();

    const Workbench m_workbench;
    const TapService m_service;
    QLineEdit* m_token;
    QCheckBox* m_keep;
    QLabel* m_message;
};

} // namespace tapdesk::ui
