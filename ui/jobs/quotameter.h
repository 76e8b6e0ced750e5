// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/archiving.h"

#include <QWidget>

namespace tapdesk::ui {

/// "4.2 GB of 10.0 GB in use"; "at least" where some sizes are not told.
QString quotaText(const Quota& quota);

/// How much of the user's room at the service the results take: words above a bar. Hidden where
/// the service tells nothing.
class QuotaMeter final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QuotaMeter)

public:
    explicit QuotaMeter(QWidget* parent = nullptr);
    void setQuota(const Quota& quota);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Quota m_quota;
};

} // namespace tapdesk::ui
