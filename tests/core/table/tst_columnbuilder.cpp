// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columnbuilder.h"

#include <QTest>

#include <cmath>
#include <initializer_list>

using namespace tapdesk;

namespace {

ArrayShape shape(QStringView text)
{
    return ArrayShape::parse(text).value();
}

template <typename T>
std::vector<T> cell(const Column& column, qsizetype row)
{
    const std::span<const T> values = column.cell<T>(row);
    return {values.begin(), values.end()};
}

template <typename T>
void appendCell(ColumnBuilder& builder, std::initializer_list<T> values)
{
    builder.append(std::span<const T>(values.begin(), values.size()));
}

} // namespace

class TestColumnBuilder final : public QObject
{
    Q_OBJECT

private slots:
    void scalars()
    {
        ColumnBuilder builder(Datatype::Double);
        builder.append(1.5);
        builder.appendNull();
        builder.append(-2.0);

        const Column column = builder.take();

        QCOMPARE(column.rowCount(), 3);
        QVERIFY(column.isScalar());
        QVERIFY(column.hasNulls());
        QVERIFY(!column.isNull(0));
        QVERIFY(column.isNull(1));
        QCOMPARE(column.number(0), 1.5);
        QVERIFY(std::isnan(column.number(1)));
        QVERIFY(std::isnan(column.elements<double>()[1]));
        QCOMPARE(column.number(2), -2.0);
    }

    void noMaskWithoutNulls()
    {
        ColumnBuilder builder(Datatype::Int);
        builder.append(std::int32_t(7));
        const Column column = builder.take();
        QVERIFY(!column.hasNulls());
        QVERIFY(column.nulls().empty());
        QVERIFY(!column.isNull(0));
    }

    // The mask begins late and must cover rows before it, between words and after the last null.
    void nullsAcrossWords()
    {
        ColumnBuilder builder(Datatype::Short);
        for (std::int16_t row = 0; row < 200; ++row) {
            if (row == 63 || row == 64 || row == 130)
                builder.appendNull();
            else
                builder.append(row);
        }
        const Column column = builder.take();
        QCOMPARE(column.nulls().size(), std::size_t(4));
        for (qsizetype row = 0; row < 200; ++row)
            QCOMPARE(column.isNull(row), row == 63 || row == 64 || row == 130);
        QCOMPARE(column.integer(199), 199);
    }

    void integersAreExact()
    {
        ColumnBuilder builder(Datatype::Long);
        builder.append(std::int64_t(9007199254740993)); // 2^53 + 1
        builder.append(std::numeric_limits<std::int64_t>::min());
        builder.appendNull();
        const Column column = builder.take();
        QCOMPARE(column.integer(0), 9007199254740993);
        QCOMPARE(column.integer(1), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(column.integer(2), 0);
    }

    void text()
    {
        ColumnBuilder builder(Datatype::Char, shape(u"3"));
        builder.appendText("HE0040-1105");
        builder.appendText("");
        builder.appendNull();
        builder.appendText("α");

        const Column column = builder.take();

        QVERIFY(!column.isScalar());
        QVERIFY(column.text(0) == "HE0040-1105");
        QVERIFY(column.text(1).empty());
        QVERIFY(!column.isNull(1));
        QVERIFY(column.isNull(2));
        QVERIFY(column.text(2).empty());
        QVERIFY(column.text(3) == "α");
        QVERIFY(std::isnan(column.number(0)));
    }

    void fixedArrays()
    {
        ColumnBuilder builder(Datatype::Float, shape(u"2"));
        appendCell(builder, {1.0F, 2.0F});
        builder.appendNull();
        builder.add(3.0F);
        builder.add(4.0F);
        builder.endCell<float>();
        QVERIFY(builder.isFixed());

        const Column column = builder.take();

        QVERIFY(column.offsets().empty());
        QCOMPARE(cell<float>(column, 0), (std::vector {1.0F, 2.0F}));
        QVERIFY(column.isNull(1));
        QCOMPARE(cell<float>(column, 2), (std::vector {3.0F, 4.0F}));
        QCOMPARE(column.number(2), 3.0);
    }

    // A document that says arraysize="2" and then has other cells loses nothing.
    void lyingFixedArrays()
    {
        ColumnBuilder builder(Datatype::Int, shape(u"2"));
        appendCell<std::int32_t>(builder, {1, 2});
        builder.appendNull();
        appendCell<std::int32_t>(builder, {3, 4, 5});
        appendCell<std::int32_t>(builder, {});
        builder.appendNull();
        appendCell<std::int32_t>(builder, {6, 7});

        const Column column = builder.take();

        QCOMPARE(column.rowCount(), 6);
        QCOMPARE(cell<std::int32_t>(column, 0), (std::vector<std::int32_t> {1, 2}));
        QVERIFY(column.isNull(1));
        QCOMPARE(cell<std::int32_t>(column, 2), (std::vector<std::int32_t> {3, 4, 5}));
        QVERIFY(cell<std::int32_t>(column, 3).empty());
        QVERIFY(!column.isNull(3));
        QVERIFY(column.isNull(4));
        QCOMPARE(cell<std::int32_t>(column, 5), (std::vector<std::int32_t> {6, 7}));
        QCOMPARE(column.integer(3), 0);

        appendCell<std::int32_t>(builder, {8, 9});
        QVERIFY2(builder.take().offsets().empty(), "the next block starts afresh");
    }

    void nullsOfHugeFixedArraysCostNothing()
    {
        ColumnBuilder builder(Datatype::Double, shape(u"1000000x1000000"));
        for (int row = 0; row < 1000; ++row)
            builder.appendNull();
        QVERIFY(builder.byteSize() < 8000);
        QVERIFY(builder.take().isNull(999));
    }

    void variableArrays()
    {
        ColumnBuilder builder(Datatype::Double, shape(u"2x*"));
        appendCell(builder, {1.0, 2.0, 3.0, 4.0});
        appendCell<double>(builder, {});
        builder.appendNull();
        const Column column = builder.take();
        QCOMPARE(cell<double>(column, 0), (std::vector {1.0, 2.0, 3.0, 4.0}));
        QVERIFY(!column.isNull(1));
        QVERIFY(std::isnan(column.number(1)));
        QVERIFY(column.isNull(2));
        QVERIFY(cell<double>(column, 2).empty());
    }

    void discardsTheOpenCell()
    {
        ColumnBuilder fixed(Datatype::Double);
        fixed.append(1.0);
        fixed.add(2.0);
        fixed.discardCell();
        fixed.append(3.0);
        QCOMPARE(fixed.take().number(1), 3.0);

        ColumnBuilder text(Datatype::Char);
        text.appendText("a");
        text.add('b');
        text.discardCell();
        text.appendText("c");
        QVERIFY(text.take().text(1) == "c");
    }

    void extends()
    {
        ColumnBuilder builder(Datatype::Int);
        builder.append(std::int32_t(1));
        const std::span<std::int32_t> room = builder.extend<std::int32_t>(3);
        QCOMPARE(room.size(), std::size_t(3));
        room[1] = 5;
        builder.setNull(3);
        const Column column = builder.take();
        QCOMPARE(column.rowCount(), 4);
        QCOMPARE(column.integer(1), 0);
        QCOMPARE(column.integer(2), 5);
        QVERIFY(column.isNull(3));
    }

    void setsNulls_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<QList<int>>("nulls"); // rows, counted from first

        QTest::newRow("none") << 0 << QList<int>();
        QTest::newRow("from the start") << 0 << QList<int> {0, 63, 64, 130};
        QTest::newRow("amid a word") << 5 << QList<int> {0, 58, 59, 63, 64, 130};
    }

    void setsNulls()
    {
        QFETCH(int, first);
        QFETCH(QList<int>, nulls);

        ColumnBuilder builder(Datatype::Double, *ArrayShape::parse(u"2"));
        for (double& value : builder.extend<double>(first + 131))
            value = 7;
        std::vector<std::uint64_t> bits(3);
        for (const int row : nulls)
            bits[static_cast<std::size_t>(row / 64)] |= std::uint64_t(1) << (row % 64);
        builder.setNulls(first, bits);

        const Column column = builder.take();
        QCOMPARE(column.hasNulls(), !nulls.isEmpty());
        for (int row = 0; row < first + 131; ++row) {
            const bool isNull = nulls.contains(row - first);
            QCOMPARE(column.isNull(row), isNull);
            for (const double value : column.cell<double>(row))
                QCOMPARE(std::isnan(value), isNull);
        }
    }

    void takesBlockAfterBlock()
    {
        ColumnBuilder builder(Datatype::Char);
        builder.reserve(100);
        builder.appendText("one");
        builder.appendNull();
        const Column first = builder.take();
        QCOMPARE(builder.rowCount(), 0);
        builder.appendText("two");
        const Column second = builder.take();

        QVERIFY(first.text(0) == "one");
        QCOMPARE(second.rowCount(), 1);
        QVERIFY(second.text(0) == "two");
        QVERIFY(!second.hasNulls());
        QCOMPARE(builder.take().rowCount(), 0);
    }

    // Goal: 1.15 times the bytes of values, null bits and text, offsets included here.
    void blocksHoldLittleMoreThanTheirValues()
    {
        constexpr qsizetype rows = 10'000;
        ColumnBuilder text(Datatype::Char);
        ColumnBuilder numbers(Datatype::Double);
        text.reserve(16'384);
        numbers.reserve(16'384);
        for (qsizetype row = 0; row < rows; ++row) {
            text.appendText("0123456789");
            numbers.append(1.0);
        }
        QVERIFY(text.take().byteSize() < (10 + 4) * rows * 115 / 100);
        QVERIFY(numbers.take().byteSize() < 8 * rows * 115 / 100);
    }

    void promotesTheOpenBlock()
    {
        ColumnBuilder builder(Datatype::Int);
        builder.append(std::int32_t(12));
        builder.appendNull();
        builder.add(std::int32_t(3)); // of a cell that turned out to be no number

        builder.promote(Datatype::Char);
        builder.appendText("3 Jy");
        const Column column = builder.take();

        QCOMPARE(column.datatype(), Datatype::Char);
        QCOMPARE(column.rowCount(), 3);
        QVERIFY(column.text(0) == "12");
        QVERIFY(column.isNull(1));
        QVERIFY(column.text(2) == "3 Jy");
        builder.appendText("next");
        QVERIFY(builder.take().text(0) == "next");
    }

    void promotesAnEmptyBlock()
    {
        ColumnBuilder builder(Datatype::Short);
        builder.promote(Datatype::Long);
        builder.append(std::int64_t(1) << 40);
        builder.promote(Datatype::Char);
        builder.appendNull();
        const Column column = builder.take();
        QVERIFY(column.text(0) == "1099511627776");
        QVERIFY(column.isNull(1));
    }
};

QTEST_APPLESS_MAIN(TestColumnBuilder)

#include "tst_columnbuilder.moc"
