// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/capabilities.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tapdesk {
class MetadataLoader;
}

namespace tapdesk::ui {

/// Adds a TAP service by its address. The service is asked for its capabilities before it is
/// added, so that a slip shows at once; it can be added all the same.
class ServiceDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceDialog)

public:
    explicit ServiceDialog(const Workbench& workbench, QWidget* parent = nullptr);

signals:
    void added(const tapdesk::TapService& service);

private:
    void onTyped();
    void check();
    void onCapabilities(const Result<Capabilities>& capabilities);
    void add();

    const Workbench m_workbench;
    QLineEdit* m_address;
    QLineEdit* m_title;
    QLabel* m_verdict;
    QPushButton* m_check;
    QDialogButtonBox* m_buttons;
    MetadataLoader* m_loader = nullptr;
    TapService m_service; // as far as it is known
};

} // namespace tapdesk::ui
