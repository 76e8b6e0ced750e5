// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/quotameter.h"

#include "ui/base/numberformat.h"
#include "ui/base/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tapdesk::ui {

namespace {

constexpr int barHeight = 4;
constexpr int gap = 2;
constexpr double nearlyFull = 0.9;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::QuotaMeter)
};

} // namespace

QString quotaText(const Quota& quota)
{
    if (quota.used <= 0)
        return {};
    const auto used = quota.untold > 0 ? Text::tr("at least %1").arg(bytesText(quota.used))
                                       : bytesText(quota.used);
    return quota.limit > 0 ? Text::tr("%1 of %2 in use").arg(used, bytesText(quota.limit))
                           : Text::tr("%1 in use").arg(used);
}

QuotaMeter::QuotaMeter(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void QuotaMeter::setQuota(const Quota& quota)
{
    if (quota == m_quota)
        return;
    m_quota = quota;
    const auto words = quotaText(quota);
    setAccessibleName(words);
    setToolTip(
        quota.untold > 0
            ? tr("%1. The sizes of %2 results are not told.").arg(words, countText(quota.untold))
            : tr("%1 by results at the service. Archived jobs take no room.").arg(words));
    setVisible(!words.isEmpty());
    update();
}

QSize QuotaMeter::sizeHint() const
{
    return {120, fontMetrics().height() + barHeight + gap};
}

void QuotaMeter::paintEvent(QPaintEvent* /*event*/)
{
    const auto theme = Theme::of(palette());
    QPainter painter(this);
    painter.setPen(theme.muted);
    const QRect words(0, 0, width(), fontMetrics().height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(quotaText(m_quota), Qt::ElideRight, width()));
    if (m_quota.limit <= 0)
        return;
    const double share = std::min(1.0, double(m_quota.used) / double(m_quota.limit));
    QRect bar(0, words.bottom() + gap, width(), barHeight);
    painter.fillRect(bar, theme.line);
    bar.setWidth(std::max(1, static_cast<int>(bar.width() * share)));
    painter.fillRect(bar, share > nearlyFull ? theme.warning : theme.accent);
}

} // namespace tapdesk::ui
