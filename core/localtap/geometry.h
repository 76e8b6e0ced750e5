// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapdesk::localtap {

/// A direction as a vector of length 1: x to longitude 0, z to the north pole.
using Direction = std::array<double, 3>;

/// A shape on the sphere, of the four that ADQL knows. Source: ADQL 2.1, section 4.2.
///
/// Boxes are kept as they were given, but are treated as the polygon of their corners.
struct Geometry
{
    enum class Kind { Point, Circle, Box, Polygon };

    Kind kind = Kind::Point;
    std::vector<double> numbers; ///< degrees, in the order of the text form

    /// Reads the text form that sql/sqlitefunctions.h describes.
    static std::optional<Geometry> parse(std::string_view text);
    std::string toText() const;

    /// Takes longitudes modulo 360. @return false for a latitude that there is none
    bool normalize();

    std::vector<Direction> corners() const; ///< of a polygon or box; else the centre
};

double distanceDeg(const Geometry& a, const Geometry& b); ///< between the centres
double areaSquareDeg(const Geometry& shape);
Geometry centroid(const Geometry& shape); ///< a point
bool contains(const Geometry& outer, const Geometry& inner);
bool intersects(const Geometry& a, const Geometry& b);

} // namespace tapdesk::localtap
