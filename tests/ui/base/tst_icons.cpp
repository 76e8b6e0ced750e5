// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/settings.h"
#include "ui/base/icons.h"
#include "ui/base/resources.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPixmap>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

bool hasColour(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

QImage shown(const QString& name, QIcon::Mode mode = QIcon::Normal)
{
    return icon(name).pixmap(QSize(64, 64), 1, mode).toImage();
}

} // namespace

class TestIcons final : public QObject
{
    Q_OBJECT

private slots:
    void everyDrawing_data()
    {
        QTest::addColumn<QString>("name");
        const auto present = resourceData(u"guide/index.json"_s); // loads the resources
        QVERIFY(!present.isEmpty());
        const auto files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() > 40);
        for (const auto& file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }

    void everyDrawing()
    {
        QFETCH(QString, name);
        const auto drawing = resourceData("icons/"_L1 + name + ".svg"_L1);
        QVERIFY(QSvgRenderer(drawing).isValid());

        const auto image = shown(name);

        QCOMPARE(image.size(), QSize(64, 64));
        QVERIFY(image != QImage(image.size(), image.format()));
        // Inside its frame: nothing is cut off at the edges.
        for (int i = 0; i < 64; ++i) {
            QCOMPARE(image.pixelColor(i, 0).alpha(), 0);
            QCOMPARE(image.pixelColor(63, i).alpha(), 0);
        }
        // Only colours that the theme replaces, except in the program's own icon.
        if (name == "tapdesk"_L1)
            return;
        static const QRegularExpression colour(u"#[0-9a-f]+"_s);
        auto match = colour.globalMatch(QString::fromUtf8(drawing));
        while (match.hasNext()) {
            const auto code = match.next().captured();
            QVERIFY2(
                (QList<QString> {u"#000"_s, u"#00f"_s, u"#0f0"_s, u"#f80"_s, u"#f00"_s, u"#888"_s}
                     .contains(code)),
                qPrintable(code));
        }
    }

    void coloursFollowThePalette()
    {
        applyAppearance(*qApp, Appearance::Light);
        const auto light = Theme::of(QApplication::palette());
        QVERIFY(hasColour(shown(u"table"_s), light.text));
        QVERIFY(hasColour(shown(u"table"_s), light.accent));

        applyAppearance(*qApp, Appearance::Dark);
        const auto dark = Theme::of(QApplication::palette());
        QVERIFY(hasColour(shown(u"table"_s), dark.text));
        QVERIFY(!hasColour(shown(u"table"_s), light.text));
    }

    void disabledIsOneQuietColour()
    {
        const auto quiet = QApplication::palette().color(QPalette::Disabled, QPalette::Text);
        const auto image = shown(u"run"_s, QIcon::Disabled);

        QVERIFY(hasColour(image, quiet));
        QVERIFY(!hasColour(image, Theme::of(QApplication::palette()).good));
    }

    void sharpOnADoubledScreen()
    {
        const auto pixmap = icon(u"run"_s).pixmap(QSize(16, 16), 2.0);

        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }
};

QTEST_MAIN(TestIcons)

#include "tst_icons.moc"
