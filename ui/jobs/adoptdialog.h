// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"
#include "ui/jobs/joblistmodel.h"

#include <QDialog>
#include <QUrl>

class QLineEdit;
class QPushButton;

namespace tapdesk::ui {

class NoticeLabel;

/// Takes the URL of a job that was sent from elsewhere, looks at it, and has it in the mirror
/// from then on.
class AdoptDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdoptDialog)

public:
    /// The text of the clipboard stands in the field when it looks like a job's URL.
    explicit AdoptDialog(const Workbench& workbench, QWidget* parent = nullptr);

signals:
    void adopted(const tapdesk::TapService& service, const tapdesk::ui::JobKey& job);

private:
    void onTyped();
    void look();
    void onLooked(const QUrl& jobUrl, const Status& outcome);
    QString verdict(const Error& error) const;

    const Workbench m_workbench;
    TapService m_service;
    QUrl m_jobUrl;
    bool m_isLooking = false;
    QLineEdit* m_address;
    NoticeLabel* m_verdict;
    QPushButton* m_adopt;
};

} // namespace tapdesk::ui
