// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/capabilities.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace tapdesk {
class MetadataLoader;
}

namespace tapdesk::ui {

class NoticeLabel;

/// Adds a TAP service by its address. The service is asked for its capabilities before it is
/// added, so that a slip shows at once; after that it can be added all the same.
class ServiceDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceDialog)

public:
    explicit ServiceDialog(const Workbench& workbench, QWidget* parent = nullptr);

signals:
    void added(const tapdesk::TapService& service); ///< or known already

private:
    void onTyped();
    void showOther();
    void check();
    void onCapabilities(const Result<Capabilities>& capabilities);
    void add(); // asks first, if that was not done
    void remember();
    void leaveLoader();
    void showReady(const QString& verdict, const QString& addText);

    const Workbench m_workbench;
    QLineEdit* m_address;
    QLineEdit* m_title;
    NoticeLabel* m_verdict;
    QPushButton* m_check;
    QPushButton* m_add;
    MetadataLoader* m_loader = nullptr;
    TapService m_service; // as far as it is known
    bool m_asked = false; // the service at this address has answered, or failed to
    bool m_adding = false; // once it answers
};

} // namespace tapdesk::ui
