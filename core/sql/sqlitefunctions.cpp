// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlitefunctions.h"

namespace tapdesk::sql {
namespace {

using enum SqliteFunction::Kind;

// Where PostgreSQL and the mathematics of C disagree (errors instead of NaN, half to even),
// PostgreSQL 15, chapters 9.3 and 9.21, is the source.
constexpr SqliteFunction functionList[] = {
    // numbers
    {"tap_log10", 1, Scalar,
     u"logarithm to base 10; \"cannot take logarithm of zero\", "
     u"\"cannot take logarithm of a negative number\""},
    {"tap_ln", 1, Scalar, u"natural logarithm; errors as tap_log10"},
    {"tap_log", 2, Scalar,
     u"logarithm of the second to the base of the first; errors as tap_log10"},
    {"tap_exp", 1, Scalar, u"e to the power of it"},
    {"tap_power", 2, Scalar,
     u"\"zero raised to a negative power is undefined\", "
     u"\"a negative number raised to a non-integer power yields a complex result\""},
    {"tap_sqrt", 1, Scalar, u"\"cannot take square root of a negative number\""},
    {"tap_cbrt", 1, Scalar, u"cube root"},
    {"tap_mod", 2, Scalar,
     u"remainder with the sign of the first; INTEGER for two INTEGERs; \"division by zero\""},
    {"tap_floor", 1, Scalar, u"next whole number below; an INTEGER stays one"},
    {"tap_ceiling", 1, Scalar, u"next whole number above; an INTEGER stays one"},
    {"tap_round", 1, Scalar, u"nearest whole number, half to even; an INTEGER stays one"},
    {"tap_round", 2, Scalar, u"to that many decimals, half away from zero; may be negative"},
    {"tap_trunc", 1, Scalar, u"without its fraction; an INTEGER stays one"},
    {"tap_trunc", 2, Scalar, u"to that many decimals, towards zero; may be negative"},
    {"tap_sign", 1, Scalar, u"-1, 0 or 1"},
    {"tap_degrees", 1, Scalar, u"radians to degrees"},
    {"tap_radians", 1, Scalar, u"degrees to radians"},
    {"tap_pi", 0, Scalar, u"3.14159…"},
    {"tap_random", 0, Scalar, u"from 0 to below 1"},
    {"tap_sin", 1, Scalar, u"sine of radians"},
    {"tap_cos", 1, Scalar, u"cosine of radians"},
    {"tap_tan", 1, Scalar, u"tangent of radians"},
    {"tap_cot", 1, Scalar, u"cotangent of radians"},
    {"tap_asin", 1, Scalar, u"radians; \"input is out of range\" outside -1 … 1"},
    {"tap_acos", 1, Scalar, u"radians; \"input is out of range\" outside -1 … 1"},
    {"tap_atan", 1, Scalar, u"radians"},
    {"tap_atan2", 2, Scalar, u"angle of (x = second, y = first), radians"},
    {"tap_greatest", -1, Scalar, u"the largest argument, of its type; NULLs are passed over"},
    {"tap_least", -1, Scalar, u"the smallest argument, of its type; NULLs are passed over"},

    // types
    {"tap_integer", 1, Scalar,
     u"INTEGER: a REAL rounded half to even, a TEXT read; "
     u"\"invalid input syntax for type integer\", \"integer out of range\""},
    {"tap_real", 1, Scalar,
     u"REAL: a TEXT read, NaN and Infinity are NULL; "
     u"\"invalid input syntax for type double precision\""},
    {"tap_boolean", 1, Scalar,
     u"INTEGER 1 or 0 from a number or t, true, y, yes, on, 1, f, false, n, no, off, 0; "
     u"\"invalid input syntax for type boolean\""},

    // text
    {"tap_like", 2, Scalar, u"INTEGER 1 or 0: first LIKE second, by case; escape is a backslash"},
    {"tap_like", 3, Scalar, u"as with two; the third is the escape, one character or empty"},
    {"tap_ilike", 2, Scalar, u"as tap_like, regardless of case"},
    {"tap_ilike", 3, Scalar, u"as tap_like, regardless of case"},
    {"tap_regex", 2, Scalar,
     u"INTEGER 1 or 0: first contains a match of the second; \"invalid regular expression\""},
    {"tap_iregex", 2, Scalar, u"as tap_regex, regardless of case"},
    {"tap_concat", -1, Scalar, u"TEXT of all one after the other; NULLs are passed over"},
    {"tap_left", 2, Scalar, u"TEXT: the first n characters; n below 0: all but the last -n"},
    {"tap_right", 2, Scalar, u"TEXT: the last n characters; n below 0: all but the first -n"},

    // aggregates: NULLs are passed over, nothing left gives NULL
    {"tap_stddev_samp", 1, Aggregate, u"standard deviation, n - 1; NULL for one value"},
    {"tap_stddev_pop", 1, Aggregate, u"standard deviation, n"},
    {"tap_var_samp", 1, Aggregate, u"variance, n - 1; NULL for one value"},
    {"tap_var_pop", 1, Aggregate, u"variance, n"},

    // geometry; angles in degrees, on the sphere
    {"tap_point", 2, Scalar, u"geometry: longitude, latitude"},
    {"tap_circle", 2, Scalar, u"geometry: centre as geometry, radius"},
    {"tap_circle", 3, Scalar, u"geometry: longitude, latitude, radius"},
    {"tap_box", 3, Scalar, u"geometry: centre as geometry, width, height"},
    {"tap_box", 4, Scalar, u"geometry: longitude, latitude, width, height"},
    {"tap_polygon", -1, Scalar, u"geometry: three corners or more, all numbers or all POINTs"},
    {"tap_coord1", 1, Scalar, u"longitude of a POINT, 0 to below 360"},
    {"tap_coord2", 1, Scalar, u"latitude of a POINT"},
    {"tap_centroid", 1, Scalar, u"geometry: POINT at the centre; of a POLYGON, of its corners"},
    {"tap_area", 1, Scalar, u"square degrees; 0 for a POINT"},
    {"tap_distance", 2, Scalar, u"between two POINTs"},
    {"tap_distance", 4, Scalar, u"between (longitude, latitude) and (longitude, latitude)"},
    {"tap_contains", 2, Scalar, u"INTEGER 1 when the first lies within the second, else 0"},
    {"tap_intersects", 2, Scalar, u"INTEGER 1 when they have a point in common, else 0"},
};

} // namespace

std::span<const SqliteFunction> sqliteFunctions()
{
    return functionList;
}

} // namespace tapdesk::sql
