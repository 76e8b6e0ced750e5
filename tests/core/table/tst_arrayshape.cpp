// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/arrayshape.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestArrayShape final : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("dimensions");
        QTest::addColumn<bool>("variable");
        QTest::addColumn<qint64>("count");

        QTest::newRow("fixed") << u"3"_s << QList<qint64> {3} << false << qint64(3);
        QTest::newRow("one") << u"1"_s << QList<qint64> {1} << false << qint64(1);
        QTest::newRow("unbounded") << u"*"_s << QList<qint64> {0} << true << qint64(-1);
        QTest::newRow("bounded") << u"100*"_s << QList<qint64> {100} << true << qint64(100);
        QTest::newRow("matrix") << u"2x3"_s << QList<qint64> {2, 3} << false << qint64(6);
        QTest::newRow("bounded matrix") << u"2x3*"_s << QList<qint64> {2, 3} << true << qint64(6);
        QTest::newRow("rows of ten") << u"10x*"_s << QList<qint64> {10, 0} << true << qint64(-1);
        QTest::newRow("images") << u"64x64x10*"_s << QList<qint64> {64, 64, 10} << true
                                << qint64(40960);
    }

    void reads()
    {
        QFETCH(QString, text);
        const auto shape = ArrayShape::parse(text);
        QVERIFY(shape.has_value());
        QTEST(shape->dimensions(), "dimensions");
        QTEST(shape->isVariable(), "variable");
        QTEST(shape->elementCount(), "count");
        QCOMPARE(shape->toString(), text);
        QVERIFY(!shape->isScalar());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", " ", "x", "3x", "x3", "0", "-3", "+3", "3 4", "*x3", "2*x3", "**", "[3]", "3.0",
              "٣", "99999999999999999999", "4294967296x4294967296"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void refuses()
    {
        QFETCH(QString, text);
        const auto shape = ArrayShape::parse(text);
        QVERIFY(!shape.has_value());
        QCOMPARE(shape.error().kind, Error::Kind::Parse);
        QCOMPARE(shape.error().detail, text);
    }

    void ignoresBlanksAround()
    {
        QCOMPARE(ArrayShape::parse(u" * ").value(), ArrayShape::variable());
    }

    void dropsTheLimit()
    {
        QCOMPARE(ArrayShape::parse(u"10x5")->withoutLimit().toString(), u"10x*"_s);
        QCOMPARE(ArrayShape::parse(u"10*")->withoutLimit(), ArrayShape::variable());
        QCOMPARE(ArrayShape().withoutLimit(), ArrayShape::variable());
    }

    void isScalarByDefault()
    {
        const ArrayShape shape;
        QVERIFY(shape.isScalar());
        QVERIFY(!shape.isVariable());
        QCOMPARE(shape.elementCount(), 1);
        QVERIFY(shape.toString().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestArrayShape)

#include "tst_arrayshape.moc"
