// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdelegate.h"

#include "ui/base/theme.h"
#include "ui/jobs/joblistmodel.h"

#include <QPainter>

namespace tapdesk::ui {

namespace {

constexpr int lineHeight = 2;
constexpr int sideRoom = 4;
constexpr double nearTheLimit = 0.8;

} // namespace

JobDelegate::JobDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

void JobDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(JobListModel::UnsureRole).toBool())
        option->palette.setColor(QPalette::Text, Theme::of(option->palette).muted);
    const auto shorter = index.data(JobListModel::ShortRole);
    const int room = option->rect.width() - 2 * sideRoom;
    if (shorter.isValid() && option->fontMetrics.horizontalAdvance(option->text) > room)
        option->text = shorter.toString();
}

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto share = index.data(JobListModel::ShareRole);
    if (!share.isValid())
        return;
    const auto theme = Theme::of(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto used = share.toDouble();
    const auto words = option.palette.color(QPalette::HighlightedText);
    const auto room = option.rect.adjusted(sideRoom, 0, -sideRoom, -1);
    QRect line(room.left(), room.bottom() - lineHeight + 1, room.width(), lineHeight);
    painter->fillRect(
        line, isSelected ? option.palette.color(QPalette::Highlight).darker(120) : theme.line);
    line.setWidth(static_cast<int>(line.width() * used));
    painter->fillRect(line,
                      isSelected                ? words
                          : used > nearTheLimit ? theme.warning
                                                : theme.accent);
}

} // namespace tapdesk::ui
