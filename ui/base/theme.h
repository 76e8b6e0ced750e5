// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QApplication;
class QPalette;

namespace tapdesk {
enum class Appearance;
}

namespace tapdesk::ui {

/// The colours that a palette does not name, chosen to be readable on it. A value: take it anew
/// when a widget hears QEvent::PaletteChange.
struct Theme
{
    bool dark = false;

    QColor text;
    QColor muted; ///< secondary text; still readable
    QColor accent; ///< what can be acted on
    QColor good; ///< complete, completed
    QColor warning; ///< cut, partial, waiting
    QColor bad; ///< errors
    QColor line; ///< between things

    // SQL
    QColor keyword;
    QColor function;
    QColor string;
    QColor number;
    QColor comment;
    QColor quotedName;
    QColor currentLine;
    QColor margin;
    QColor marginText;
    QColor braces; ///< ground of matching ones

    static Theme of(const QPalette& palette);
};

/// Sets the palette of the program: the desktop's where it has one, else ours, light or dark as
/// wanted; and OutlineStyle in place of plain Fusion. Widgets follow by themselves.
void applyAppearance(QApplication& application, Appearance appearance);

} // namespace tapdesk::ui
