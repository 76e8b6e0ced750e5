// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/columnconversion.h"

#include "core/table/celltext.h"
#include "core/table/columnbuilder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <type_traits>
#include <utility>

namespace tapdesk {

namespace {

template <typename T>
struct TypeTag
{
    using Type = T;
};

// Calls @p function with the element type of a datatype that is no text.
template <typename Function>
auto withElementType(Datatype datatype, Function function)
{
    switch (datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return function(TypeTag<std::uint8_t>());
    case Datatype::Short:
        return function(TypeTag<std::int16_t>());
    case Datatype::Int:
        return function(TypeTag<std::int32_t>());
    case Datatype::Long:
        return function(TypeTag<std::int64_t>());
    case Datatype::Float:
        return function(TypeTag<float>());
    case Datatype::Double:
        return function(TypeTag<double>());
    case Datatype::FloatComplex:
        return function(TypeTag<std::complex<float>>());
    case Datatype::DoubleComplex:
        return function(TypeTag<std::complex<double>>());
    case Datatype::Char:
    case Datatype::UnicodeChar:
        break;
    }
    Q_UNREACHABLE();
}

template <typename T>
constexpr bool isComplex = false;
template <typename T>
constexpr bool isComplex<std::complex<T>> = true;

bool isLogical(Datatype datatype)
{
    return datatype == Datatype::Boolean || datatype == Datatype::Bit;
}

// False when To cannot hold the value; `to` is then undefined.
template <typename From, typename To>
bool convertElement(From from, To& to)
{
    if constexpr (isComplex<From> && isComplex<To>) {
        typename To::value_type real {};
        typename To::value_type imaginary {};
        const bool fits =
            convertElement(from.real(), real) && convertElement(from.imag(), imaginary);
        to = {real, imaginary};
        return fits;
    } else if constexpr (isComplex<From>) {
        return from.imag() == 0 && convertElement(from.real(), to);
    } else if constexpr (isComplex<To>) {
        typename To::value_type real {};
        const bool fits = convertElement(from, real);
        to = {real, 0};
        return fits;
    } else if constexpr (std::is_floating_point_v<From> && std::is_floating_point_v<To>) {
        if (std::isfinite(from)
            && std::abs(static_cast<double>(from))
                > static_cast<double>(std::numeric_limits<To>::max()))
            return false;
        to = static_cast<To>(from);
        return true;
    } else if constexpr (std::is_floating_point_v<From>) {
        // The bounds are powers of two, which a floating number has exactly; NaN fails both.
        const auto lowest = static_cast<From>(std::numeric_limits<To>::min());
        const auto beyond = std::ldexp(From(1), std::numeric_limits<To>::digits);
        if (!(from >= lowest && from < beyond) || std::trunc(from) != from)
            return false;
        to = static_cast<To>(from);
        return true;
    } else if constexpr (std::is_floating_point_v<To>) {
        to = static_cast<To>(from);
        return true;
    } else {
        to = static_cast<To>(from);
        return std::in_range<To>(from);
    }
}

template <typename From, typename To>
Column convertNumbers(const Column& column, Datatype datatype)
{
    std::vector<To> elements(column.elements<From>().size());
    std::vector<std::uint64_t> nulls(column.nulls().begin(), column.nulls().end());
    std::size_t next = 0;
    for (qsizetype row = 0; row < column.rowCount(); ++row) {
        bool fits = true;
        for (const From from : column.cell<From>(row)) {
            To& to = elements[next++];
            bool isHeld = convertElement(from, to);
            if constexpr (std::is_same_v<To, std::uint8_t>)
                isHeld = isHeld && (!isLogical(datatype) || to <= 1);
            if (!isHeld)
                to = {};
            fits = fits && isHeld;
        }
        if (fits || column.isNull(row))
            continue;
        nulls.resize((static_cast<std::size_t>(column.rowCount()) + 63) / 64);
        nulls[static_cast<std::size_t>(row) / 64] |= std::uint64_t(1) << (row % 64);
    }
    return {datatype,
            column.rowCount(),
            std::move(elements),
            {column.offsets().begin(), column.offsets().end()},
            column.elementsPerRow(),
            std::move(nulls)};
}

Column toText(const Column& column, Datatype datatype)
{
    ColumnBuilder builder(datatype);
    builder.reserve(column.rowCount());
    std::string text;
    for (qsizetype row = 0; row < column.rowCount(); ++row) {
        if (column.isNull(row)) {
            builder.appendNull();
            continue;
        }
        text.clear();
        appendCellText(text, column, row);
        builder.appendText(text);
    }
    return builder.take();
}

std::string_view takeWord(std::string_view& text)
{
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(word.size());
    return word;
}

template <typename T>
bool parseElement(std::string_view& text, T& value, Datatype datatype)
{
    if constexpr (isComplex<T>) {
        typename T::value_type real {};
        typename T::value_type imaginary {};
        const bool fits =
            parseElement(text, real, datatype) && parseElement(text, imaginary, datatype);
        value = {real, imaginary};
        return fits;
    } else {
        std::string_view word = takeWord(text);
        if (isLogical(datatype) && word.size() == 1 && !(word[0] >= '0' && word[0] <= '9')) {
            value = word == "T" || word == "t" ? T(1) : T(0);
            return word.find_first_of("TtFf") == 0;
        }
        if (word.size() > 1 && word[0] == '+' && word[1] != '-')
            word.remove_prefix(1);
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        return error == std::errc() && end == word.data() + word.size()
            && (!isLogical(datatype) || value == T(0) || value == T(1));
    }
}

template <typename T>
Column fromText(const Column& column, Datatype datatype)
{
    ColumnBuilder builder(datatype);
    builder.reserve(column.rowCount());
    for (qsizetype row = 0; row < column.rowCount(); ++row) {
        std::string_view rest = column.text(row);
        bool fits = !column.isNull(row);
        do {
            T value {};
            fits = fits && parseElement(rest, value, datatype);
            builder.add(value);
        } while (fits && rest.find_first_not_of(" \t\r\n") != std::string_view::npos);
        if (fits) {
            builder.endCell<T>();
        } else {
            builder.discardCell();
            builder.appendNull();
        }
    }
    return builder.take();
}

Column relabelText(const Column& column, Datatype datatype)
{
    const std::span<const char> bytes = column.elements<char>();
    return {datatype,
            column.rowCount(),
            std::vector<char>(bytes.begin(), bytes.end()),
            {column.offsets().begin(), column.offsets().end()},
            column.elementsPerRow(),
            {column.nulls().begin(), column.nulls().end()}};
}

} // namespace

Column convertColumn(const Column& column, Datatype datatype)
{
    if (datatype == column.datatype())
        return column;
    if (isText(datatype))
        return isText(column.datatype()) ? relabelText(column, datatype) : toText(column, datatype);
    return withElementType(datatype, [&]<typename To>(To /*type*/) {
        if (isText(column.datatype()))
            return fromText<typename To::Type>(column, datatype);
        return withElementType(column.datatype(), [&]<typename From>(From /*type*/) {
            return convertNumbers<typename From::Type, typename To::Type>(column, datatype);
        });
    });
}

Datatype commonDatatype(Datatype a, Datatype b)
{
    if (a == b)
        return a;
    if (isText(a) || isText(b))
        return a == Datatype::UnicodeChar || b == Datatype::UnicodeChar ? Datatype::UnicodeChar
                                                                        : Datatype::Char;
    if (isInteger(a) && isInteger(b))
        return std::max(a, b); // the enumeration lists them by width
    if (!isNumeric(a) || !isNumeric(b))
        return Datatype::Char;
    const Datatype other = isFloating(a) ? b : a;
    if (isFloating(other))
        return Datatype::Double;
    if (other == Datatype::Long)
        return Datatype::Char;
    const bool fitsFloat = other == Datatype::Short || other == Datatype::UnsignedByte;
    return fitsFloat ? (isFloating(a) ? a : b) : Datatype::Double;
}

} // namespace tapdesk
