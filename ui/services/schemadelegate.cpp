// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/schemadelegate.h"

#include "ui/base/theme.h"
#include "ui/services/schemamodel.h"

#include <QApplication>
#include <QPainter>

namespace tapdesk::ui {

namespace {

constexpr int gap = 14; // between name and note

} // namespace

void SchemaDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                           const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, given, index);
    const auto note = index.siblingAtColumn(SchemaModel::TypeColumn).data().toString();
    if (note.isEmpty())
        return;
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const auto* style = option.widget ? option.widget->style() : QApplication::style();
    const auto place = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const auto room = place.adjusted(option.fontMetrics.horizontalAdvance(option.text) + gap, 0,
                                     -option.fontMetrics.averageCharWidth(), 0);
    if (option.fontMetrics.horizontalAdvance(note) > room.width())
        return;

    const auto& palette = option.palette;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(isSelected ? palette.color(QPalette::Active, QPalette::HighlightedText)
                               : Theme::of(palette).muted);
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, note);
    painter->restore();
}

} // namespace tapdesk::ui
