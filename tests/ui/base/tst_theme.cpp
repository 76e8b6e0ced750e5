// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/settings.h"
#include "ui/base/outlinestyle.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPalette>
#include <QSpinBox>
#include <QStyleFactory>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

/// Source: WCAG 2.1, definitions of relative luminance and contrast ratio.
double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QImage imageOf(QStyle& style, QWidget& widget)
{
    widget.setStyle(&style);
    widget.resize(widget.sizeHint());
    return widget.grab().toImage();
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsReadable_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << Appearance::Light << false;
        QTest::newRow("dark") << Appearance::Dark << true;
        QTest::newRow("no desktop: light") << Appearance::Desktop << false;
    }

    void everythingIsReadable()
    {
        QFETCH(Appearance, appearance);
        QFETCH(bool, dark);
        applyAppearance(*qApp, appearance);
        const auto palette = QApplication::palette();

        const auto theme = Theme::of(palette);

        QCOMPARE(theme.dark, dark);
        // 4.5 : 1 is what WCAG 2.1, success criterion 1.4.3, asks of text.
        const auto base = palette.color(QPalette::Base);
        for (const auto& colour : {theme.text, theme.muted, theme.accent, theme.good, theme.warning,
                                   theme.bad, theme.keyword, theme.function, theme.string,
                                   theme.number, theme.comment, theme.quotedName}) {
            for (const auto& ground : {base, theme.currentLine}) {
                const auto ratio = contrast(colour, ground);
                QVERIFY2(
                    ratio >= 4.5,
                    qPrintable(u"%1 on %2: %3"_s.arg(colour.name(), ground.name()).arg(ratio)));
            }
        }
        QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window))
                >= 7);
        QVERIFY(
            contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight))
            >= 4.5);
        QVERIFY(contrast(theme.text, theme.braces) >= 4.5);
    }

    /// 3 : 1 is what WCAG 2.1, success criterion 1.4.11, asks of controls.
    void outlinesAreSeenOnDarkGround()
    {
        OutlineStyle style;
        for (const auto appearance : {Appearance::Dark, Appearance::Light}) {
            applyAppearance(*qApp, appearance);
            QCheckBox box;
            QLineEdit field;
            QSpinBox number;
            for (auto* widget : QList<QWidget*> {&box, &field, &number}) {
                const auto* name = widget->metaObject()->className();
                const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"fusion"_s));
                const auto plain = imageOf(*fusion, *widget);
                const auto ours = imageOf(style, *widget);
                if (appearance == Appearance::Light) {
                    QVERIFY2(plain == ours, name);
                    continue;
                }
                const auto edge = ours.pixelColor(ours.height() / 4, 0);
                const auto left = ours.pixelColor(0, ours.height() / 2);
                const auto seen = std::max(luminance(edge), luminance(left));
                for (const auto role : {QPalette::Window, QPalette::Base})
                    QVERIFY2((seen + 0.05) / (luminance(widget->palette().color(role)) + 0.05) >= 3,
                             name);
            }
        }
    }

    void fusionGetsOutlines()
    {
        QApplication::setStyle(QStyleFactory::create(u"fusion"_s));
        applyAppearance(*qApp, Appearance::Dark);
        QVERIFY(qobject_cast<OutlineStyle*>(QApplication::style()));

        QApplication::setStyle(QStyleFactory::create(u"windows"_s)); // a desktop's own
        applyAppearance(*qApp, Appearance::Dark);
        QCOMPARE(QApplication::style()->name(), u"windows"_s);
    }
};

QTEST_MAIN(TestTheme)

#include "tst_theme.moc"
