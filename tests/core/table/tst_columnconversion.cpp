// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/celltext.h"
#include "core/table/columnbuilder.h"
#include "core/table/columnconversion.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

Q_DECLARE_METATYPE(tapdesk::Datatype)

namespace {

// One cell, written as text; "null" stands for null.
Column columnOf(Datatype datatype, const QByteArray& text)
{
    ColumnBuilder builder(Datatype::Char);
    if (text == "null")
        builder.appendNull();
    else
        builder.appendText(text.toStdString());
    return convertColumn(builder.take(), datatype);
}

QByteArray textOf(const Column& column)
{
    std::string text;
    appendCellText(text, column, 0);
    return column.isNull(0) ? QByteArray("null") : QByteArray::fromStdString(text);
}

} // namespace

class TestColumnConversion final : public QObject
{
    Q_OBJECT

private slots:
    void converts_data()
    {
        QTest::addColumn<Datatype>("from");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Datatype>("to");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, Datatype from, const char* text, Datatype to,
                            const char* expected) {
            QTest::newRow(name) << from << QByteArray(text) << to << QByteArray(expected);
        };
        using D = Datatype;

        row("widen integer", D::Short, "-5", D::Long, "-5");
        row("widen float", D::Float, "0.5", D::Double, "0.5");
        row("float is not prettified", D::Float, "0.1", D::Double, "0.10000000149011612");
        row("integer to double", D::Int, "2147483647", D::Double, "2147483647");
        row("identifier to text", D::Long, "9007199254740993", D::Char, "9007199254740993");
        row("double to text", D::Double, "1e-300", D::Char, "1e-300");
        row("boolean to integer", D::Boolean, "T", D::Int, "1");
        row("boolean to text", D::Boolean, "F", D::Char, "F");
        row("array", D::Short, "1 2 3", D::Double, "1 2 3");
        row("array to text", D::Short, "1 2 3", D::Char, "1 2 3");
        row("null stays", D::Double, "null", D::Int, "null");
        row("null to text", D::Double, "null", D::Char, "null");
        row("NaN to float", D::Double, "NaN", D::Float, "NaN");
        row("infinity to float", D::Double, "-Inf", D::Float, "-Inf");
        row("NaN is no integer", D::Double, "NaN", D::Int, "null");
        row("narrow", D::Long, "32767", D::Short, "32767");
        row("too large", D::Long, "32768", D::Short, "null");
        row("negative byte", D::Short, "-1", D::UnsignedByte, "null");
        row("integral double", D::Double, "-2147483648", D::Int, "-2147483648");
        row("just too large", D::Double, "2147483648", D::Int, "null");
        row("2^63 is no long", D::Double, "9223372036854775808", D::Long, "null");
        row("fraction", D::Double, "1.5", D::Int, "null");
        row("float overflow", D::Double, "1e39", D::Float, "null");
        row("one bad element", D::Double, "1 1.5", D::Int, "null");
        row("bit", D::Int, "1 0", D::Bit, "1 0");
        row("no bit", D::Int, "2", D::Bit, "null");
        row("real to complex", D::Float, "2", D::DoubleComplex, "2 0");
        row("complex to real", D::DoubleComplex, "2 0", D::Float, "2");
        row("truly complex", D::DoubleComplex, "2 1", D::Double, "null");
        row("char to unicode", D::Char, "α", D::UnicodeChar, "α");
        row("text with blanks", D::Char, " +7 ", D::Int, "7");
        row("text of PostgreSQL's numeric", D::Char, "38.3000000000000000", D::Double, "38.3");
        row("text infinity", D::Char, "+Inf", D::Double, "+Inf");
        row("text no number", D::Char, "7 Jy", D::Int, "null");
        row("text empty", D::Char, "", D::Int, "null");
        row("text boolean", D::Char, "T f 1", D::Boolean, "T F T");
        row("text no boolean", D::Char, "2", D::Boolean, "null");
        row("text half complex", D::Char, "1 2 3", D::FloatComplex, "null");
        row("text out of range", D::Char, "300", D::UnsignedByte, "null");
        row("text minus after plus", D::Char, "+-3", D::Int, "null");
    }

    void converts()
    {
        QFETCH(Datatype, from);
        QFETCH(QByteArray, text);
        QFETCH(Datatype, to);

        const Column column = convertColumn(columnOf(from, text), to);

        QCOMPARE(column.datatype(), to);
        QTEST(textOf(column), "expected");
    }

    void keepsRowsAndNulls()
    {
        ColumnBuilder builder(Datatype::Int);
        for (std::int32_t row = 0; row < 100; ++row) {
            if (row % 3 == 0)
                builder.appendNull();
            else
                builder.append(row * 1000);
        }
        const Column column = convertColumn(builder.take(), Datatype::Short);
        QCOMPARE(column.rowCount(), 100);
        QVERIFY(column.isScalar());
        for (qsizetype row = 0; row < 100; ++row) {
            QCOMPARE(column.isNull(row), row % 3 == 0 || row > 32);
            QCOMPARE(column.integer(row), column.isNull(row) ? 0 : row * 1000);
        }
    }

    void commonTypes_data()
    {
        QTest::addColumn<Datatype>("a");
        QTest::addColumn<Datatype>("b");
        QTest::addColumn<Datatype>("common");
        using D = Datatype;

        QTest::newRow("same") << D::Bit << D::Bit << D::Bit;
        QTest::newRow("integers") << D::Short << D::Long << D::Long;
        QTest::newRow("floating") << D::Float << D::Double << D::Double;
        QTest::newRow("short fits a float") << D::Short << D::Float << D::Float;
        QTest::newRow("int does not") << D::Int << D::Float << D::Double;
        QTest::newRow("long fits no double") << D::Long << D::Double << D::Char;
        QTest::newRow("text wins") << D::Double << D::Char << D::Char;
        QTest::newRow("unicode wins") << D::UnicodeChar << D::Char << D::UnicodeChar;
        QTest::newRow("boolean and number") << D::Boolean << D::Int << D::Char;
    }

    void commonTypes()
    {
        QFETCH(Datatype, a);
        QFETCH(Datatype, b);
        QTEST(commonDatatype(a, b), "common");
        QTEST(commonDatatype(b, a), "common");
    }
};

QTEST_APPLESS_MAIN(TestColumnConversion)

#include "tst_columnconversion.moc"
