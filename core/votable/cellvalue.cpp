// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/cellvalue.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fast_float/fast_float.h>
#include <limits>
#include <string>

namespace tapdesk::votable {

namespace {

constexpr std::size_t longestNumber = 400; // a double needs some 17 digits; more is padding

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isWord(std::string_view text, std::string_view lowerCase)
{
    return std::equal(text.begin(), text.end(), lowerCase.begin(), lowerCase.end(),
                      [](char a, char b) { return lower(a) == b; });
}

template <typename T>
std::optional<T> parseFloating(std::string_view text)
{
    if (!text.empty() && text[0] == '+') {
        text.remove_prefix(1);
        if (!text.empty() && (text[0] == '-' || text[0] == '+'))
            return {};
    }
    T value = 0;
    const char* end = text.data() + text.size();
    auto [stop, error] = fast_float::from_chars(text.data(), end, value);
    if (error == std::errc() && stop == end)
        return value;

    // Fortran writes 1.5D-3
    const std::size_t exponent = text.find_first_of("dD");
    if (error != std::errc() || exponent == std::string_view::npos || text.size() > longestNumber
        || stop != text.data() + exponent)
        return {};
    std::string copy(text);
    copy[exponent] = 'e';
    end = copy.data() + copy.size();
    std::tie(stop, error) = [&] {
        const auto result = fast_float::from_chars(copy.data(), end, value);
        return std::pair(result.ptr, result.ec);
    }();
    if (error != std::errc() || stop != end)
        return {};
    return value;
}

int hexDigits(Datatype datatype)
{
    return 2 * elementSize(datatype);
}

std::optional<std::int64_t> parseHex(std::string_view digits, Datatype datatype)
{
    std::uint64_t bits = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, bits, 16);
    if (digits.empty() || error != std::errc() || stop != end)
        return {};
    if (digits.size() > static_cast<std::size_t>(hexDigits(datatype))) {
        if (bits > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return {};
        return static_cast<std::int64_t>(bits); // for a wider type to hold
    }
    switch (datatype) {
    case Datatype::Short:
        return static_cast<std::int16_t>(bits);
    case Datatype::Int:
        return static_cast<std::int32_t>(bits);
    default:
        return static_cast<std::int64_t>(bits);
    }
}

} // namespace

std::optional<std::int64_t> parseInteger(std::string_view text, Datatype datatype)
{
    const std::string_view whole = text;
    const bool plus = !text.empty() && text[0] == '+';
    if (plus)
        text.remove_prefix(1);
    if (text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x')
        return parseHex(text.substr(2), datatype);
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && stop == end && !(plus && text[0] == '-'))
        return value;
    if (error == std::errc::result_out_of_range)
        return {};
    const std::optional<double> number = parseDouble(whole);
    if (!number || std::abs(*number) > 0x1p53 || *number != std::trunc(*number))
        return {};
    return static_cast<std::int64_t>(*number);
}

std::optional<double> parseDouble(std::string_view text)
{
    return parseFloating<double>(text);
}

std::optional<float> parseFloat(std::string_view text)
{
    const std::optional<float> value = parseFloating<float>(text);
    if (value && std::isinf(*value)) {
        const std::optional<double> wide = parseDouble(text);
        if (wide && std::isfinite(*wide))
            return {};
    }
    return value;
}

std::optional<bool> parseBoolean(std::string_view text)
{
    if (isWord(text, "t") || isWord(text, "true") || text == "1")
        return true;
    if (isWord(text, "f") || isWord(text, "false") || text == "0")
        return false;
    return {};
}

bool isNullWord(std::string_view text)
{
    constexpr std::string_view words[] = {"null", "none", "n/a",    "na",   "-",        "--",
                                          "---",  "\"\"", "masked", "<na>", "undefined"};
    return std::any_of(std::begin(words), std::end(words),
                       [text](std::string_view word) { return isWord(text, word); });
}

bool fitsDatatype(std::int64_t value, Datatype datatype)
{
    switch (datatype) {
    case Datatype::UnsignedByte:
        return value >= 0 && value <= std::numeric_limits<std::uint8_t>::max();
    case Datatype::Short:
        return value >= std::numeric_limits<std::int16_t>::min()
            && value <= std::numeric_limits<std::int16_t>::max();
    case Datatype::Int:
        return value >= std::numeric_limits<std::int32_t>::min()
            && value <= std::numeric_limits<std::int32_t>::max();
    default:
        return true;
    }
}

} // namespace tapdesk::votable
