// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/cellreader.h"

#include "core/votable/cellvalue.h"
#include "core/votable/charactertext.h"

#include <algorithm>
#include <cmath>

namespace tapdesk::votable {

namespace {

bool isSeparator(char c)
{
    return isBlank(c) || std::string_view(",{}()[];").find(c) != std::string_view::npos;
}

// Takes the next element of an array; empty at the end.
std::string_view takeElement(std::string_view& text)
{
    const auto* first = std::find_if_not(text.begin(), text.end(), isSeparator);
    const auto* last = std::find_if(first, text.end(), isSeparator);
    const std::string_view element(first, static_cast<std::size_t>(last - first));
    text.remove_prefix(static_cast<std::size_t>(last - text.begin()));
    return element;
}

std::uint64_t magnitudeOf(std::int64_t value)
{
    return static_cast<std::uint64_t>(value < 0 ? ~value : value);
}

enum class Element { Value, Null, Misfit };

template <typename T>
Element parseElement(std::string_view text, ColumnPlan& plan, T& value)
{
    if constexpr (std::is_same_v<T, float>) {
        const auto number = parseFloat(text);
        if (!number)
            return Element::Misfit;
        value = *number;
        return plan.isNull(static_cast<double>(value)) ? Element::Null : Element::Value;
    } else if constexpr (std::is_same_v<T, double>) {
        const auto number = parseDouble(text);
        if (!number)
            return Element::Misfit;
        if (plan.wasInteger) {
            const auto integer = parseInteger(text, Datatype::Long);
            if (integer && !fitsDouble(*integer))
                return Element::Misfit;
        }
        value = *number;
        return plan.isNull(value) ? Element::Null : Element::Value;
    } else if (plan.datatype == Datatype::Boolean) {
        const auto flag = parseBoolean(text);
        if (!flag)
            return text == "?" ? Element::Null : Element::Misfit;
        value = *flag ? T(1) : T(0);
        return Element::Value;
    } else {
        const auto integer = parseInteger(text, plan.datatype);
        if (integer && plan.isNull(*integer))
            return Element::Null;
        if (!integer || !fitsDatatype(*integer, plan.datatype))
            return Element::Misfit;
        plan.magnitude |= magnitudeOf(*integer);
        value = static_cast<T>(*integer);
        return Element::Value;
    }
}

template <typename T>
CellOutcome readScalar(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    T value {};
    switch (parseElement(text, plan, value)) {
    case Element::Value:
        builder.append(value);
        return CellOutcome::Taken;
    case Element::Null:
        builder.appendNull();
        return CellOutcome::Taken;
    case Element::Misfit:
        break;
    }
    if (!isNullWord(text))
        return CellOutcome::Misfit;
    builder.appendNull();
    return CellOutcome::NullWord;
}

// An element that is null is NaN where there is one, else the declared null itself.
template <typename T>
bool addNullElement(const ColumnPlan& plan, ColumnBuilder& builder)
{
    if constexpr (std::is_floating_point_v<T>)
        builder.add(std::numeric_limits<T>::quiet_NaN());
    else if (plan.hasNull)
        builder.add(static_cast<T>(plan.nullInteger));
    else
        return false;
    return true;
}

template <typename T>
CellOutcome readArray(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    for (auto word = takeElement(text); !word.empty(); word = takeElement(text)) {
        T value {};
        const Element element = parseElement(word, plan, value);
        if (element == Element::Value) {
            builder.add(value);
        } else if ((element == Element::Misfit && !isNullWord(word))
                   || !addNullElement<T>(plan, builder)) {
            builder.discardCell();
            return CellOutcome::Misfit;
        }
    }
    builder.endCell<T>();
    return CellOutcome::Taken;
}

// Bits may stand side by side.
CellOutcome readBits(std::string_view text, ColumnBuilder& builder)
{
    for (const char c : text) {
        if (isSeparator(c))
            continue;
        if (c != '0' && c != '1') {
            builder.discardCell();
            return CellOutcome::Misfit;
        }
        builder.add(static_cast<std::uint8_t>(c - '0'));
    }
    builder.endCell<std::uint8_t>();
    return CellOutcome::Taken;
}

template <typename T>
CellOutcome readComplex(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    qint64 count = 0;
    for (auto word = takeElement(text); !word.empty(); word = takeElement(text)) {
        const std::string_view second = takeElement(text);
        const auto real = parseDouble(word);
        const auto imaginary = parseDouble(second);
        if (!real || !imaginary) {
            builder.discardCell();
            return CellOutcome::Misfit;
        }
        builder.add(std::complex<T>(static_cast<T>(*real), static_cast<T>(*imaginary)));
        ++count;
    }
    if (count == 0 || (plan.scalar && count != 1)) {
        builder.discardCell();
        return CellOutcome::Misfit;
    }
    builder.endCell<std::complex<T>>();
    return CellOutcome::Taken;
}

template <typename T>
CellOutcome readNumbers(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    return plan.scalar ? readScalar<T>(text, plan, builder) : readArray<T>(text, plan, builder);
}

CellOutcome readValue(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    switch (plan.datatype) {
    case Datatype::Boolean:
    case Datatype::UnsignedByte:
        return readNumbers<std::uint8_t>(text, plan, builder);
    case Datatype::Bit:
        return plan.scalar ? readScalar<std::uint8_t>(text, plan, builder)
                           : readBits(text, builder);
    case Datatype::Short:
        return readNumbers<std::int16_t>(text, plan, builder);
    case Datatype::Int:
        return readNumbers<std::int32_t>(text, plan, builder);
    case Datatype::Long:
        return readNumbers<std::int64_t>(text, plan, builder);
    case Datatype::Float:
        return readNumbers<float>(text, plan, builder);
    case Datatype::Double:
        return readNumbers<double>(text, plan, builder);
    case Datatype::FloatComplex:
        return readComplex<float>(text, plan, builder);
    case Datatype::DoubleComplex:
        return readComplex<double>(text, plan, builder);
    case Datatype::Char:
    case Datatype::UnicodeChar:
        break;
    }
    Q_UNREACHABLE();
}

// Steps of short, int, long, double, char that a word needs.
Datatype datatypeOfWord(std::string_view word)
{
    if (const auto integer = parseInteger(word, Datatype::Long)) {
        for (const Datatype datatype : {Datatype::Short, Datatype::Int}) {
            if (fitsDatatype(*integer, datatype))
                return datatype;
        }
        return Datatype::Long;
    }
    const bool longInteger = word.find_first_not_of("+-0123456789") == std::string_view::npos;
    const bool number = !longInteger && (parseDouble(word) || isNullWord(word));
    return number ? Datatype::Double : Datatype::Char;
}

} // namespace

CellOutcome readCell(std::string_view text, ColumnPlan& plan, ColumnBuilder& builder)
{
    if (isText(plan.datatype)) {
        if (text.empty() || (!plan.nullText.empty() && text == plan.nullText))
            builder.appendNull();
        else
            builder.appendText(text);
        return CellOutcome::Taken;
    }
    text = trimmed(text);
    if (text.empty() || (plan.datatype == Datatype::Boolean && text == "?")) {
        builder.appendNull();
        return CellOutcome::Taken;
    }
    const CellOutcome outcome = readValue(text, plan, builder);
    if (outcome != CellOutcome::Misfit || !isNullWord(text))
        return outcome;
    builder.appendNull();
    return CellOutcome::NullWord;
}

Datatype fittingDatatype(std::string_view text, const ColumnPlan& plan)
{
    if (!isNumeric(plan.datatype) || plan.datatype == Datatype::Double)
        return Datatype::Char;
    text = trimmed(text);
    Datatype needed = plan.datatype;
    int words = 0;
    for (auto word = plan.scalar ? text : takeElement(text); !word.empty();
         word = plan.scalar ? std::string_view() : takeElement(text)) {
        needed = std::max(needed, datatypeOfWord(word), [](Datatype a, Datatype b) {
            const auto rank = [](Datatype d) {
                return d == Datatype::Char ? 100 : static_cast<int>(d);
            };
            return rank(a) < rank(b);
        });
        ++words;
    }
    if (words == 0 || needed == plan.datatype)
        return Datatype::Char;
    const bool exact = plan.magnitude <= (std::uint64_t(1) << 53);
    return isInteger(plan.datatype) && needed == Datatype::Double && !exact ? Datatype::Char
                                                                            : needed;
}

} // namespace tapdesk::votable
