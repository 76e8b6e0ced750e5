// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/geometry.h"
#include "core/localtap/sqlfunctions.h"
#include "core/localtap/sqlvalues.h"

namespace tapdesk::localtap {

namespace {

std::optional<Geometry> shapeOf(sqlite3_context* context, sqlite3_value* value)
{
    std::optional<Geometry> shape;
    if (sqlite3_value_type(value) == SQLITE_TEXT)
        shape = Geometry::parse(textOf(value));
    if (!shape)
        returnError(context, "unknown geometry");
    return shape;
}

void returnShape(sqlite3_context* context, Geometry shape)
{
    if (shape.normalize())
        returnText(context, shape.toText());
    else
        returnError(context, "latitude out of range");
}

// A shape from numbers, or from a POINT followed by numbers.
template <Geometry::Kind Kind>
void make(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    Geometry shape {Kind, {}};
    for (int index = 0; index < count; ++index) {
        if (sqlite3_value_type(values[index]) != SQLITE_TEXT
            || sqlite3_value_numeric_type(values[index]) != SQLITE_TEXT) {
            shape.numbers.push_back(sqlite3_value_double(values[index]));
            continue;
        }
        const auto point = shapeOf(context, values[index]);
        if (!point)
            return;
        if (point->kind != Geometry::Kind::Point)
            return returnError(context, "unknown geometry");
        shape.numbers.insert(shape.numbers.end(), point->numbers.begin(), point->numbers.end());
    }
    if (!Geometry::parse(shape.toText()))
        return returnError(context, "unknown geometry");
    returnShape(context, shape);
}

template <std::size_t Axis>
void coordinate(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    const auto shape = shapeOf(context, values[0]);
    if (!shape)
        return;
    if (shape->kind == Geometry::Kind::Point)
        returnNumber(context, shape->numbers[Axis]);
    else
        returnError(context, "unknown geometry");
}

void centre(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    if (const auto shape = shapeOf(context, values[0]))
        returnShape(context, centroid(*shape));
}

void area(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    if (const auto shape = shapeOf(context, values[0]))
        returnNumber(context, areaSquareDeg(*shape));
}

void distance(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    std::optional<Geometry> first;
    std::optional<Geometry> second;
    if (count == 4) {
        const auto point = [values](int index) {
            return Geometry {
                Geometry::Kind::Point,
                {sqlite3_value_double(values[index]), sqlite3_value_double(values[index + 1])}};
        };
        first = point(0);
        second = point(2);
        if (!first->normalize() || !second->normalize())
            return returnError(context, "latitude out of range");
    } else {
        first = shapeOf(context, values[0]);
        second = first ? shapeOf(context, values[1]) : std::nullopt;
    }
    if (first && second)
        returnNumber(context, distanceDeg(*first, *second));
}

template <auto Test>
void test(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    const auto first = shapeOf(context, values[0]);
    const auto second = first ? shapeOf(context, values[1]) : std::nullopt;
    if (second)
        sqlite3_result_int(context, Test(*first, *second));
}

constexpr FunctionBody bodies[] = {
    {"tap_point", 2, make<Geometry::Kind::Point>},
    {"tap_circle", 2, make<Geometry::Kind::Circle>},
    {"tap_circle", 3, make<Geometry::Kind::Circle>},
    {"tap_box", 3, make<Geometry::Kind::Box>},
    {"tap_box", 4, make<Geometry::Kind::Box>},
    {"tap_polygon", -1, make<Geometry::Kind::Polygon>},
    {"tap_coord1", 1, coordinate<0>},
    {"tap_coord2", 1, coordinate<1>},
    {"tap_centroid", 1, centre},
    {"tap_area", 1, area},
    {"tap_distance", 2, distance},
    {"tap_distance", 4, distance},
    {"tap_contains", 2,
     test<[](const Geometry& inner, const Geometry& outer) { return contains(outer, inner); }>},
    {"tap_intersects", 2, test<intersects>},
};

} // namespace

std::span<const FunctionBody> geometryFunctions()
{
    return bodies;
}

} // namespace tapdesk::localtap
