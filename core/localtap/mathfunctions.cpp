// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sqlfunctions.h"
#include "core/localtap/sqlvalues.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <charconv>
#include <numbers>

namespace tapdesk::localtap {

namespace {

constexpr double degree = std::numbers::pi / 180;

/// A number, or why there is none.
struct Outcome
{
    double value = 0;
    const char* error = nullptr;
};

void give(sqlite3_context* context, const Outcome& outcome)
{
    if (outcome.error)
        returnError(context, outcome.error);
    else
        returnNumber(context, outcome.value);
}

template <auto Function>
void unary(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (!anyNull(count, values))
        give(context, Function(sqlite3_value_double(values[0])));
}

template <auto Function>
void binary(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (!anyNull(count, values))
        give(context, Function(sqlite3_value_double(values[0]), sqlite3_value_double(values[1])));
}

// As unary(), but what is an integer already stays as it is.
template <auto Function>
void rounding(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (sqlite3_value_numeric_type(values[0]) == SQLITE_INTEGER)
        sqlite3_result_int64(context, sqlite3_value_int64(values[0]));
    else
        unary<Function>(context, count, values);
}

Outcome logarithm(double x)
{
    if (x == 0)
        return {.error = "cannot take logarithm of zero"};
    if (x < 0)
        return {.error = "cannot take logarithm of a negative number"};
    return {std::log(x)};
}

Outcome decadicLogarithm(double x)
{
    const Outcome natural = logarithm(x);
    return natural.error ? natural : Outcome {std::log10(x)};
}

Outcome logarithmToBase(double base, double x)
{
    const Outcome above = logarithm(x);
    const Outcome below = logarithm(base);
    if (above.error)
        return above;
    return below.error ? below : Outcome {above.value / below.value};
}

Outcome power(double base, double exponent)
{
    if (base == 0 && exponent < 0)
        return {.error = "zero raised to a negative power is undefined"};
    if (base < 0 && exponent != std::trunc(exponent))
        return {.error = "a negative number raised to a non-integer power yields a complex result"};
    return {std::pow(base, exponent)};
}

Outcome squareRoot(double x)
{
    if (x < 0)
        return {.error = "cannot take square root of a negative number"};
    return {std::sqrt(x)};
}

template <double (*Function)(double)>
Outcome arc(double x)
{
    if (x < -1 || x > 1)
        return {.error = "input is out of range"};
    return {Function(x)};
}

Outcome roundTo(double x, double decimals)
{
    if (std::abs(decimals) > 300)
        return {decimals > 0 ? x : 0};
    const double scale = std::pow(10, std::abs(decimals));
    return {decimals < 0 ? std::round(x / scale) * scale : std::round(x * scale) / scale};
}

Outcome truncateTo(double x, double decimals)
{
    if (std::abs(decimals) > 300)
        return {decimals > 0 ? x : 0};
    const double scale = std::pow(10, std::abs(decimals));
    return {decimals < 0 ? std::trunc(x / scale) * scale : std::trunc(x * scale) / scale};
}

void modulo(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    const bool integers = sqlite3_value_numeric_type(values[0]) == SQLITE_INTEGER
        && sqlite3_value_numeric_type(values[1]) == SQLITE_INTEGER;
    if (sqlite3_value_double(values[1]) == 0) {
        returnError(context, "division by zero");
    } else if (integers) {
        // the smallest integer divided by -1 overflows, and its remainder is 0 as for all others
        const sqlite3_int64 divisor = sqlite3_value_int64(values[1]);
        sqlite3_result_int64(context, divisor == -1 ? 0 : sqlite3_value_int64(values[0]) % divisor);
    } else {
        returnNumber(context,
                     std::fmod(sqlite3_value_double(values[0]), sqlite3_value_double(values[1])));
    }
}

void pi(sqlite3_context* context, int, sqlite3_value**)
{
    sqlite3_result_double(context, std::numbers::pi);
}

void random(sqlite3_context* context, int, sqlite3_value**)
{
    // bounded() of the global generator is safe in threads
    sqlite3_result_double(context, QRandomGenerator::global()->bounded(1.0));
}

// Sign is -1 for the least and 1 for the greatest.
template <int Sign>
void extreme(sqlite3_context* context, int count, sqlite3_value** values)
{
    sqlite3_value* best = nullptr;
    for (int index = 0; index < count; ++index) {
        sqlite3_value* value = values[index];
        if (sqlite3_value_type(value) == SQLITE_NULL)
            continue;
        const bool text = best && sqlite3_value_type(value) == SQLITE_TEXT
            && sqlite3_value_type(best) == SQLITE_TEXT;
        const double order = !best ? 1
            : text                 ? Sign * textOf(value).compare(textOf(best))
                   : Sign * (sqlite3_value_double(value) - sqlite3_value_double(best));
        if (order > 0)
            best = value;
    }
    if (best)
        sqlite3_result_value(context, best);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

template <typename Number>
bool parse(std::string_view text, Number& number)
{
    text = trimmed(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc() && result.ptr == end;
}

void toInteger(sqlite3_context* context, int, sqlite3_value** values)
{
    switch (sqlite3_value_type(values[0])) {
    case SQLITE_NULL:
        return;
    case SQLITE_TEXT: {
        qint64 number = 0;
        if (parse(textOf(values[0]), number))
            sqlite3_result_int64(context, number);
        else
            returnError(context, "invalid input syntax for type integer");
        return;
    }
    case SQLITE_INTEGER:
        sqlite3_result_int64(context, sqlite3_value_int64(values[0]));
        return;
    default: {
        const double number = std::nearbyint(sqlite3_value_double(values[0]));
        if (std::abs(number) < 0x1p63)
            sqlite3_result_int64(context, static_cast<sqlite3_int64>(number));
        else
            returnError(context, "integer out of range");
    }
    }
}

void toReal(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    double number = sqlite3_value_double(values[0]);
    if (sqlite3_value_type(values[0]) == SQLITE_TEXT && !parse(textOf(values[0]), number))
        returnError(context, "invalid input syntax for type double precision");
    else if (std::isfinite(number))
        sqlite3_result_double(context, number);
}

void toBoolean(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    if (sqlite3_value_type(values[0]) != SQLITE_TEXT) {
        sqlite3_result_int(context, sqlite3_value_double(values[0]) != 0);
        return;
    }
    std::string word(trimmed(textOf(values[0])));
    std::ranges::transform(word, word.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    static constexpr std::array<std::string_view, 6> yes {"t", "true", "y", "yes", "on", "1"};
    static constexpr std::array<std::string_view, 6> no {"f", "false", "n", "no", "off", "0"};
    if (std::ranges::find(yes, word) != yes.end())
        sqlite3_result_int(context, 1);
    else if (std::ranges::find(no, word) != no.end())
        sqlite3_result_int(context, 0);
    else
        returnError(context, "invalid input syntax for type boolean");
}

constexpr FunctionBody bodies[] = {
    {"tap_log10", 1, unary<decadicLogarithm>},
    {"tap_ln", 1, unary<logarithm>},
    {"tap_log", 2, binary<logarithmToBase>},
    {"tap_exp", 1, unary<[](double x) { return Outcome {std::exp(x)}; }>},
    {"tap_power", 2, binary<power>},
    {"tap_sqrt", 1, unary<squareRoot>},
    {"tap_cbrt", 1, unary<[](double x) { return Outcome {std::cbrt(x)}; }>},
    {"tap_mod", 2, modulo},
    {"tap_floor", 1, rounding<[](double x) { return Outcome {std::floor(x)}; }>},
    {"tap_ceiling", 1, rounding<[](double x) { return Outcome {std::ceil(x)}; }>},
    {"tap_round", 1, rounding<[](double x) { return Outcome {std::nearbyint(x)}; }>},
    {"tap_round", 2, binary<roundTo>},
    {"tap_trunc", 1, rounding<[](double x) { return Outcome {std::trunc(x)}; }>},
    {"tap_trunc", 2, binary<truncateTo>},
    {"tap_sign", 1, unary<[](double x) { return Outcome {double((x > 0) - (x < 0))}; }>},
    {"tap_degrees", 1, unary<[](double x) { return Outcome {x / degree}; }>},
    {"tap_radians", 1, unary<[](double x) { return Outcome {x * degree}; }>},
    {"tap_pi", 0, pi},
    {"tap_random", 0, random},
    {"tap_sin", 1, unary<[](double x) { return Outcome {std::sin(x)}; }>},
    {"tap_cos", 1, unary<[](double x) { return Outcome {std::cos(x)}; }>},
    {"tap_tan", 1, unary<[](double x) { return Outcome {std::tan(x)}; }>},
    {"tap_cot", 1, unary<[](double x) { return Outcome {1 / std::tan(x)}; }>},
    {"tap_asin", 1, unary<arc<std::asin>>},
    {"tap_acos", 1, unary<arc<std::acos>>},
    {"tap_atan", 1, unary<[](double x) { return Outcome {std::atan(x)}; }>},
    {"tap_atan2", 2, binary<[](double y, double x) { return Outcome {std::atan2(y, x)}; }>},
    {"tap_greatest", -1, extreme<1>},
    {"tap_least", -1, extreme<-1>},
    {"tap_integer", 1, toInteger},
    {"tap_real", 1, toReal},
    {"tap_boolean", 1, toBoolean},
};

} // namespace

std::span<const FunctionBody> mathFunctions()
{
    return bodies;
}

} // namespace tapdesk::localtap
