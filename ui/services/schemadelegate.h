// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace tapdesk::ui {

/// Paints a row's name and, muted at the right edge, what SchemaModel::TypeColumn says of it: a
/// unit, a type or a number of rows. The note gives way to the name where there is no room for
/// both, so the view hides the second column.
class SchemaDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SchemaDelegate)

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace tapdesk::ui
