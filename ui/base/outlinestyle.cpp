// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/outlinestyle.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// 3 : 1 on window and base, as WCAG 2.1 asks of controls (success criterion 1.4.11).
constexpr double share = 0.44;

QColor outlineOf(const QPalette& palette)
{
    const auto window = palette.color(QPalette::Window);
    const auto text = palette.color(QPalette::Active, QPalette::WindowText);
    const auto mix = [](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(mix(window.redF(), text.redF()), mix(window.greenF(), text.greenF()),
                            mix(window.blueF(), text.blueF()));
}

/// Focus has an outline of its own. What is disabled stays behind, as Fusion has it.
bool wantsOutline(const QStyleOption& option)
{
    const auto& palette = option.palette;
    const bool isDark = palette.color(QPalette::Window).lightnessF()
        < palette.color(QPalette::Active, QPalette::WindowText).lightnessF();
    return isDark && option.state.testFlag(QStyle::State_Enabled)
        && !option.state.testFlag(QStyle::State_HasFocus);
}

void drawOutline(QPainter& painter, const QStyleOption& option, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outlineOf(option.palette));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

OutlineStyle::OutlineStyle()
    : QProxyStyle(u"fusion"_s)
{
}

void OutlineStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!wantsOutline(*option))
        return;
    if (element == PE_FrameLineEdit)
        drawOutline(*painter, *option, 2);
    else if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawOutline(*painter, *option, 0);
}

void OutlineStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (control == CC_SpinBox && box && box->frame && wantsOutline(*option))
        drawOutline(*painter, *option, 2);
}

} // namespace tapdesk::ui
