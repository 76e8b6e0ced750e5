// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace tapdesk::ui {

class NoticeLabel;

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
    void enable();
    QString promise() const; // where the token goes, and how long it lives

    const Workbench m_workbench;
    const TapService m_service;
    QLineEdit* m_token;
    QCheckBox* m_keep;
    NoticeLabel* m_message;
    QPushButton* m_in;
    QPushButton* m_out;
    QPushButton* m_leave = nullptr;
    bool m_isKeeping = false; // the keyring is asked
};

} // namespace tapdesk::ui
