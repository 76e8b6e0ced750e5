// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/filterchip.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/base/theme.h"

#include <QPainter>

namespace tapdesk::ui {

namespace {

constexpr int side = 7; // between the border and what is in it
constexpr int gap = 4;
constexpr int signSize = 14;
constexpr int leastHeight = 22;

} // namespace

FilterChip::FilterChip(const QString& iconName, const QString& word, QWidget* parent)
    : QAbstractButton(parent)
{
    if (!iconName.isEmpty())
        setIcon(tapdesk::ui::icon(iconName));
    setText(word);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
}

QString FilterChip::countWord() const
{
    return countText(m_count);
}

void FilterChip::setCount(int count)
{
    m_count = count;
    //: the word of a phase and how many jobs are in it
    setAccessibleName(tr("%1: %2").arg(text(), countWord()));
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    const auto metrics = fontMetrics();
    int width =
        2 * side + metrics.horizontalAdvance(text()) + gap + metrics.horizontalAdvance(countWord());
    if (!icon().isNull())
        width += signSize + gap;
    return {width, qMax(leastHeight, metrics.height() + 4)};
}

void FilterChip::paintEvent(QPaintEvent* /*event*/)
{
    const auto theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    auto ground = palette().color(QPalette::Base);
    if (isChecked()) {
        ground = theme.accent;
        ground.setAlphaF(theme.dark ? 0.32F : 0.16F);
    } else if (underMouse() || isDown()) {
        ground = theme.currentLine;
    }
    const auto border = isChecked() || hasFocus() ? theme.accent : theme.line;
    painter.setPen(QPen(border, hasFocus() ? 2 : 1));
    painter.setBrush(ground);
    const auto shape = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);

    auto room = rect().adjusted(side, 0, -side, 0);
    if (!icon().isNull()) {
        icon().paint(&painter, {room.left(), (height() - signSize) / 2, signSize, signSize});
        room.setLeft(room.left() + signSize + gap);
    }
    painter.setPen(theme.text);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setPen(isChecked() ? theme.text : theme.muted);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, countWord());
}

} // namespace tapdesk::ui
