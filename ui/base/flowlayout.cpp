// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/flowlayout.h"

#include <QWidget>

namespace tapdesk::ui {

FlowLayout::FlowLayout(int gap, QWidget* parent)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, Mode::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto* item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    const auto margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, Mode::Place);
}

/// @return the height that is needed
int FlowLayout::arrange(const QRect& rect, Mode mode) const
{
    const auto room = rect.marginsRemoved(contentsMargins());
    auto at = room.topLeft();
    int lineHeight = 0;
    for (auto* item : m_items) {
        if (item->isEmpty()) // hidden
            continue;
        const auto size = item->sizeHint();
        if (at.x() > room.left() && at.x() + size.width() > room.left() + room.width()) {
            at = {room.left(), at.y() + lineHeight + m_gap};
            lineHeight = 0;
        }
        if (mode == Mode::Place)
            item->setGeometry({at, size});
        at.rx() += size.width() + m_gap;
        lineHeight = qMax(lineHeight, size.height());
    }
    return at.y() + lineHeight - rect.y() + contentsMargins().bottom();
}

} // namespace tapdesk::ui
