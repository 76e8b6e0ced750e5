// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchsession.h"

#include <QWidget>

class QProgressBar;

namespace tapdesk {
class ServiceCatalog;
}

namespace tapdesk::ui {

class ElidedLabel;
class IconLabel;

/// One line on a batch as a whole: "7 of 12 · 1 failed · waiting: CARS@AIP runs 2 of 2" with a
/// bar while it runs, what became of it afterwards, and what there is to run before.
class BatchStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchStrip)

public:
    /// @param session, services  not owned, must outlive the strip
    BatchStrip(const BatchSession& session, const ServiceCatalog& services,
               QWidget* parent = nullptr);

    void refresh();
    QString text() const;

private:
    struct State
    {
        QString icon;
        QStringList words;
    };
    State running() const;
    State ended() const;
    State ready() const;

    const BatchSession& m_session;
    const ServiceCatalog& m_services;
    IconLabel* m_sign;
    ElidedLabel* m_text;
    QProgressBar* m_bar;
};

} // namespace tapdesk::ui
