// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/celltext.h"
#include "core/table/columnbuilder.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

template <typename T>
std::string textOf(Datatype datatype, std::vector<T> cell)
{
    ColumnBuilder builder(datatype, ArrayShape::variable());
    builder.append(std::span<const T>(cell));
    std::string text;
    appendCellText(text, builder.take(), 0);
    return text;
}

template <typename T>
void addRow(const char* expected, Datatype datatype, std::vector<T> cell)
{
    QTest::addRow("%s %s", datatypeName(datatype).data(), expected)
        << QByteArray::fromStdString(textOf(datatype, cell)) << QByteArray(expected);
}

} // namespace

class TestCellText final : public QObject
{
    Q_OBJECT

private slots:
    void writes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        using Byte = std::uint8_t;
        constexpr double infinity = std::numeric_limits<double>::infinity();
        constexpr float infinityF = std::numeric_limits<float>::infinity();

        addRow("T", Datatype::Boolean, std::vector<Byte> {1});
        addRow("T F T", Datatype::Boolean, std::vector<Byte> {1, 0, 1});
        addRow("1 0 0 1", Datatype::Bit, std::vector<Byte> {1, 0, 0, 1});
        addRow("255", Datatype::UnsignedByte, std::vector<Byte> {255});
        addRow("-32768 7", Datatype::Short, std::vector<std::int16_t> {-32768, 7});
        addRow("-2147483648", Datatype::Int, std::vector<std::int32_t> {-2147483647 - 1});
        addRow("9223372036854775807", Datatype::Long,
               std::vector<std::int64_t> {std::numeric_limits<std::int64_t>::max()});
        addRow("0.1", Datatype::Float, std::vector {0.1F});
        addRow("16777216", Datatype::Float, std::vector {16777216.0F});
        addRow("3.4028235e+38", Datatype::Float, std::vector {std::numeric_limits<float>::max()});
        addRow("NaN +Inf -Inf", Datatype::Float,
               std::vector {std::numeric_limits<float>::quiet_NaN(), infinityF, -infinityF});
        addRow("0.1", Datatype::Double, std::vector {0.1});
        addRow("-0", Datatype::Double, std::vector {-0.0});
        addRow("10.684708333333333", Datatype::Double, std::vector {10.684708333333333});
        addRow("-2.2250738585072014e-308", Datatype::Double,
               std::vector {-std::numeric_limits<double>::min()});
        addRow("1.7976931348623157e+308", Datatype::Double,
               std::vector {std::numeric_limits<double>::max()});
        addRow("NaN +Inf -Inf", Datatype::Double,
               std::vector {-std::numeric_limits<double>::quiet_NaN(), infinity, -infinity});
        addRow("0.5 -1", Datatype::FloatComplex, std::vector {std::complex<float>(0.5F, -1)});
        addRow("0.1 2 NaN 0", Datatype::DoubleComplex,
               std::vector {std::complex<double>(0.1, 2),
                            std::complex<double>(std::numeric_limits<double>::quiet_NaN(), 0)});
        addRow("a <b> ", Datatype::Char, std::vector {'a', ' ', '<', 'b', '>', ' '});
        addRow("\xce\xb1", Datatype::UnicodeChar, std::vector {'\xce', '\xb1'});
        addRow("", Datatype::Double, std::vector<double>());
    }

    void writes()
    {
        QFETCH(QByteArray, text);
        QTEST(text, "expected");
    }

    void nullsAreNothing()
    {
        ColumnBuilder builder(Datatype::Double);
        builder.appendNull();
        std::string text = "kept";
        appendCellText(text, builder.take(), 0);
        QVERIFY(text == "kept");
    }

    // Read back by strtod and strtof, which are not ours; random bits cover every exponent.
    void floatsRoundTrip()
    {
        std::mt19937_64 random(20240229);
        for (int i = 0; i < 20'000; ++i) {
            const std::uint64_t bits = random();
            const auto number = std::bit_cast<double>(bits);
            if (!std::isnan(number)) {
                const std::string text = textOf(Datatype::Double, std::vector {number});
                QCOMPARE(std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)), bits);
            }
            const auto shortBits = static_cast<std::uint32_t>(bits);
            const auto shortNumber = std::bit_cast<float>(shortBits);
            if (!std::isnan(shortNumber)) {
                const std::string text = textOf(Datatype::Float, std::vector {shortNumber});
                QCOMPARE(std::bit_cast<std::uint32_t>(std::strtof(text.c_str(), nullptr)),
                         shortBits);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCellText)

#include "tst_celltext.moc"
