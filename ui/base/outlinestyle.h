// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace tapdesk::ui {

/// Fusion with an outline that is seen on dark ground: Fusion draws that of check boxes and fields
/// darker than the window, where it vanishes. On light ground it is Fusion, pixel by pixel.
class OutlineStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    OutlineStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
};

} // namespace tapdesk::ui
