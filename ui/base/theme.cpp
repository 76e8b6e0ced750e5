// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include "core/session/settings.h"
#include "ui/base/outlinestyle.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QPalette lightPalette()
{
    QPalette palette(QColor(0xeceef1), QColor(0xf3f4f6));
    palette.setColor(QPalette::Base, QColor(0xffffff));
    palette.setColor(QPalette::AlternateBase, QColor(0xf6f7f9));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, QColor(0x1d2229));
    palette.setColor(QPalette::Highlight, QColor(0x2c6cb0));
    palette.setColor(QPalette::HighlightedText, QColor(0xffffff));
    palette.setColor(QPalette::Link, QColor(0x1f5f9f));
    palette.setColor(QPalette::ToolTipBase, QColor(0xffffff));
    palette.setColor(QPalette::ToolTipText, QColor(0x1d2229));
    palette.setColor(QPalette::PlaceholderText, QColor(0x767c85));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x2d3138), QColor(0x23262b));
    palette.setColor(QPalette::Base, QColor(0x1b1d21));
    palette.setColor(QPalette::AlternateBase, QColor(0x202328));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, QColor(0xd9dde3));
    palette.setColor(QPalette::BrightText, QColor(0xffffff));
    palette.setColor(QPalette::Highlight, QColor(0x35639a));
    palette.setColor(QPalette::HighlightedText, QColor(0xffffff));
    palette.setColor(QPalette::Link, QColor(0x7fb2ec));
    palette.setColor(QPalette::ToolTipBase, QColor(0x2d3138));
    palette.setColor(QPalette::ToolTipText, QColor(0xd9dde3));
    palette.setColor(QPalette::PlaceholderText, QColor(0x868d97));
    palette.setColor(QPalette::Light, QColor(0x3a3f47));
    palette.setColor(QPalette::Midlight, QColor(0x33373e));
    palette.setColor(QPalette::Mid, QColor(0x1a1c20));
    palette.setColor(QPalette::Dark, QColor(0x16181b));
    palette.setColor(QPalette::Shadow, QColor(0x0c0d0f));
    return palette;
}

QPalette withDisabled(QPalette palette)
{
    const auto muted = palette.color(QPalette::PlaceholderText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    return palette;
}

QColor mixed(const QColor& a, const QColor& b, float share)
{
    const auto mix = [share](float x, float y) { return x + (y - x) * share; };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                            mix(a.blueF(), b.blueF()));
}

} // namespace

Theme Theme::of(const QPalette& palette)
{
    const auto base = palette.color(QPalette::Base);
    const auto text = palette.color(QPalette::Active, QPalette::Text);
    Theme theme;
    theme.dark = base.lightnessF() < text.lightnessF();
    const auto pick = [&theme](QRgb light, QRgb dark) { return QColor(theme.dark ? dark : light); };

    theme.text = text;
    theme.muted = mixed(text, base, 0.34F);
    theme.accent = pick(0x1f5f9f, 0x7fb2ec);
    theme.good = pick(0x1d7a3e, 0x6cc48a);
    theme.warning = pick(0x9a5b00, 0xe3aa52);
    theme.bad = pick(0xb3261e, 0xf28b82);
    theme.line = mixed(text, base, 0.82F);

    theme.keyword = pick(0x0f4c99, 0x82b4f5);
    theme.function = pick(0x7a3e9d, 0xcaa2ea);
    theme.string = pick(0x1b6e2e, 0x93cf96);
    theme.number = pick(0x9a4200, 0xe9b274);
    theme.comment = pick(0x666d76, 0x8b949e);
    theme.quotedName = pick(0x0b6470, 0x76cbd6);
    theme.currentLine = mixed(base, text, theme.dark ? 0.06F : 0.035F);
    theme.margin = base;
    theme.marginText = mixed(text, base, 0.55F);
    theme.braces = mixed(base, theme.accent, 0.25F);
    return theme;
}

void applyAppearance(QApplication& application, Appearance appearance)
{
    // Only where no desktop brings a style of its own.
    auto* style = QApplication::style();
    if (!qobject_cast<OutlineStyle*>(style) && style->name() == "fusion"_L1)
        QApplication::setStyle(new OutlineStyle);
    if (appearance == Appearance::Dark) {
        application.setPalette(withDisabled(darkPalette()));
        return;
    }
    if (appearance == Appearance::Light) {
        application.setPalette(withDisabled(lightPalette()));
        return;
    }
    // An empty palette lets the desktop's through. Where there is none, the style's own is seen.
    application.setPalette(QPalette());
    const auto standard = QApplication::style()->standardPalette();
    const auto seen = QApplication::palette();
    if (seen.color(QPalette::Window) == standard.color(QPalette::Window)
        && seen.color(QPalette::Highlight) == standard.color(QPalette::Highlight))
        application.setPalette(withDisabled(lightPalette()));
}

} // namespace tapdesk::ui
