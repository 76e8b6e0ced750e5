// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"
#include "ui/services/schemadelegate.h"
#include "ui/services/schemamodel.h"

#include <QImage>
#include <QPainter>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

const QColor paper(255, 0, 255); // nothing of the style or the theme has this colour

Tableset tableset(const QString& column, const QString& unit)
{
    const ColumnInfo info {.name = column, .unit = unit, .type = u"double"_s};
    const TableInfo table {.name = u"cars.sed"_s, .columns = {info}, .columnsLoaded = true};
    return {.schemas = {SchemaInfo {.name = u"cars"_s, .tables = {table}}}};
}

/// One column of a table, painted into an image with room around it.
class Scene final
{
public:
    Scene(const QString& column, const QString& unit)
    {
        model.setTableset(tableset(column, unit));
        index = model.index(0, 0, model.index(0, 0, model.index(0, 0)));
        view.setModel(&model);
    }

    QImage painted(const QRect& place, QStyle::State more = {})
    {
        QImage image(place.right() + 60, place.bottom() + 60, QImage::Format_RGB32);
        image.fill(paper);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.initFrom(&view);
        option.font = view.font();
        option.fontMetrics = QFontMetrics(option.font);
        option.widget = &view;
        option.rect = place;
        option.decorationSize = {16, 16};
        option.showDecorationSelected = true; // as a tree that selects rows
        option.displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
        option.state = QStyle::State_Enabled | QStyle::State_Active | more;
        delegate.paint(&painter, option, index);
        return image;
    }

    int widthOf(const QString& text) const { return view.fontMetrics().horizontalAdvance(text); }

    SchemaModel model;
    QTreeView view;
    SchemaDelegate delegate;
    QModelIndex index;
};

/// Around all that is painted.
QRect ink(const QImage& image)
{
    QRect around;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) != paper)
                around |= QRect(x, y, 1, 1);
        }
    }
    return around;
}

} // namespace

class TestSchemaDelegate final : public QObject
{
    Q_OBJECT

private slots:
    void staysWithinItsRow_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("width");
        for (const int width : {400, 120, 40, 4}) {
            QTest::addRow("short, %d", width) << u"ra"_s << u"deg"_s << width;
            QTest::addRow("long name, %d", width) << QString(60, u'w') << u"deg"_s << width;
            QTest::addRow("long unit, %d", width) << u"ra"_s << QString(60, u'w') << width;
            QTest::addRow("no unit, %d", width) << u"ra"_s << QString() << width;
        }
    }

    void staysWithinItsRow()
    {
        QFETCH(QString, column);
        QFETCH(QString, unit);
        QFETCH(int, width);
        Scene scene(column, unit);
        const QRect place(20, 10, width, 22);

        const auto around = ink(scene.painted(place));

        QVERIFY2(around.isEmpty() || place.contains(around), qPrintable(QDebug::toString(around)));
    }

    void theNoteIsAtTheRightEdge()
    {
        Scene scene(u"ra"_s, u"deg"_s);
        const QRect place(20, 10, 400, 22);
        const auto around = ink(scene.painted(place));
        QVERIFY2(around.right() > place.right() - 20, qPrintable(QDebug::toString(around)));
        QVERIFY(around.left() < place.left() + 20);
    }

    void theNoteGivesWayToTheName()
    {
        Scene scene(u"a_name"_s, u"erg/s/cm**2"_s);
        const int both = scene.widthOf(u"a_name"_s) + scene.widthOf(u"erg/s/cm**2"_s);
        const QRect roomy(20, 10, both + 60, 22);
        const QRect tight(20, 10, both - 4, 22);
        const auto nameAlone = ink(Scene(u"a_name"_s, QString()).painted(tight));

        QVERIFY(ink(scene.painted(roomy)).right() > roomy.right() - 20);
        QCOMPARE(ink(scene.painted(tight)), nameAlone);
    }

    void theNoteIsReadableOnASelection()
    {
        Scene scene(QString(u' '), u"deg"_s);
        const auto image = scene.painted({20, 10, 200, 22}, QStyle::State_Selected);
        const auto text = scene.view.palette().color(QPalette::Active, QPalette::HighlightedText);
        const auto muted = Theme::of(scene.view.palette()).muted;
        bool isText = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 100; x < image.width(); ++x) {
                isText = isText || image.pixelColor(x, y) == text;
                QVERIFY(image.pixelColor(x, y) != muted);
            }
        }
        QVERIFY(isText);
    }

    void rowsAreAsHighAsTheirText()
    {
        Scene scene(u"ra"_s, u"deg"_s);
        QStyleOptionViewItem option;
        option.initFrom(&scene.view);
        option.widget = &scene.view;
        const auto size = scene.delegate.sizeHint(option, scene.index);
        QVERIFY(size.height() >= scene.view.fontMetrics().height());
        QVERIFY(size.width() >= scene.widthOf(u"ra"_s));
    }
};

QTEST_MAIN(TestSchemaDelegate)

#include "tst_schemadelegate.moc"
