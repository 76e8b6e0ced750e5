// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/celltext.h"

#include <charconv>
#include <cmath>
#include <concepts>

namespace tapdesk {

namespace {

template <typename T>
void appendNumber(std::string& out, T value)
{
    // 24 bytes hold "-2.2250738585072014e-308" and every 64-bit integer.
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    out.append(digits, end);
}

template <typename T>
void appendFloating(std::string& out, T value)
{
    if (std::isfinite(value))
        appendNumber(out, value);
    else if (std::isnan(value))
        out += "NaN";
    else
        out += value > 0 ? "+Inf" : "-Inf";
}

void appendElement(std::string& out, float value)
{
    appendFloating(out, value);
}

void appendElement(std::string& out, double value)
{
    appendFloating(out, value);
}

template <typename T>
void appendElement(std::string& out, std::complex<T> value)
{
    appendFloating(out, value.real());
    out += ' ';
    appendFloating(out, value.imag());
}

template <std::integral T>
void appendElement(std::string& out, T value)
{
    appendNumber(out, value);
}

template <typename T>
void appendElements(std::string& out, const Column& column, qsizetype row)
{
    const std::span<const T> values = column.cell<T>(row);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0)
            out += ' ';
        appendElement(out, values[i]);
    }
}

void appendBooleans(std::string& out, const Column& column, qsizetype row)
{
    bool isFirst = true;
    for (const std::uint8_t value : column.cell<std::uint8_t>(row)) {
        if (!isFirst)
            out += ' ';
        out += value != 0 ? 'T' : 'F';
        isFirst = false;
    }
}

} // namespace

void appendCellText(std::string& out, const Column& column, qsizetype row)
{
    if (column.isNull(row))
        return;
    switch (column.datatype()) {
    case Datatype::Boolean:
        return appendBooleans(out, column, row);
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return appendElements<std::uint8_t>(out, column, row);
    case Datatype::Short:
        return appendElements<std::int16_t>(out, column, row);
    case Datatype::Int:
        return appendElements<std::int32_t>(out, column, row);
    case Datatype::Long:
        return appendElements<std::int64_t>(out, column, row);
    case Datatype::Char:
    case Datatype::UnicodeChar:
        out += column.text(row);
        return;
    case Datatype::Float:
        return appendElements<float>(out, column, row);
    case Datatype::Double:
        return appendElements<double>(out, column, row);
    case Datatype::FloatComplex:
        return appendElements<std::complex<float>>(out, column, row);
    case Datatype::DoubleComplex:
        return appendElements<std::complex<double>>(out, column, row);
    }
}

} // namespace tapdesk
