// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/geometry.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace tapdesk::localtap {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double tolerance = 1e-12; // rad; far below what catalogues measure
constexpr std::array<std::string_view, 4> words {"POINT", "CIRCLE", "BOX", "POLYGON"};

Direction direction(double lonDeg, double latDeg)
{
    const double lat = latDeg * degree;
    const double lon = lonDeg * degree;
    return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

double dot(const Direction& a, const Direction& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Direction cross(const Direction& a, const Direction& b)
{
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// Good for small angles and for those near 180 degrees alike.
double angle(const Direction& a, const Direction& b)
{
    const Direction normal = cross(a, b);
    return std::atan2(std::sqrt(dot(normal, normal)), dot(a, b));
}

bool hasCorners(const Geometry& shape)
{
    return shape.kind == Geometry::Kind::Box || shape.kind == Geometry::Kind::Polygon;
}

Direction centreOf(const Geometry& shape)
{
    if (shape.kind != Geometry::Kind::Polygon)
        return direction(shape.numbers[0], shape.numbers[1]);
    Direction sum {};
    for (const Direction& corner : shape.corners()) {
        for (std::size_t axis = 0; axis < sum.size(); ++axis)
            sum[axis] += corner[axis];
    }
    const double length = std::sqrt(dot(sum, sum));
    if (length > 0) {
        for (double& axis : sum)
            axis /= length;
    }
    return sum;
}

double radius(const Geometry& shape)
{
    return shape.kind == Geometry::Kind::Circle ? shape.numbers[2] * degree : 0;
}

// Winding angle of the corners around a point; the sense in which they go does not matter.
bool polygonContains(const std::vector<Direction>& corners, const Direction& point)
{
    double winding = 0;
    for (std::size_t index = 0; index < corners.size(); ++index) {
        const Direction& first = corners[index];
        const Direction& second = corners[(index + 1) % corners.size()];
        const Direction toFirst = cross(point, first);
        const Direction toSecond = cross(point, second);
        const double turn =
            std::atan2(dot(point, cross(toFirst, toSecond)), dot(toFirst, toSecond));
        if (std::abs(turn) > std::numbers::pi - 1e-9) // on the edge, or opposite of it
            return angle(point, first) + angle(point, second)
                < angle(first, second) + tolerance + 1e-9;
        winding += turn;
    }
    // the same sum comes out for the opposite point, which lies in the other hemisphere
    Direction middle {};
    for (const Direction& corner : corners) {
        for (std::size_t axis = 0; axis < middle.size(); ++axis)
            middle[axis] += corner[axis];
    }
    return std::abs(winding) > std::numbers::pi && dot(point, middle) > 0;
}

double distanceToArc(const Direction& point, const Direction& from, const Direction& to)
{
    const Direction normal = cross(from, to);
    const double length = std::sqrt(dot(normal, normal));
    const bool beside =
        length > 0 && dot(cross(normal, from), point) >= 0 && dot(cross(to, normal), point) >= 0;
    if (beside)
        return std::abs(std::asin(std::clamp(dot(normal, point) / length, -1.0, 1.0)));
    return std::min(angle(point, from), angle(point, to));
}

double distanceToEdges(const Direction& point, const std::vector<Direction>& corners)
{
    double nearest = std::numbers::pi;
    for (std::size_t index = 0; index < corners.size(); ++index) {
        nearest = std::min(
            nearest, distanceToArc(point, corners[index], corners[(index + 1) % corners.size()]));
    }
    return nearest;
}

bool arcsCross(const Direction& a, const Direction& b, const Direction& c, const Direction& d)
{
    const Direction first = cross(a, b);
    const Direction second = cross(c, d);
    const Direction line = cross(first, second);
    if (dot(line, line) < tolerance * tolerance)
        return false; // on one great circle: a corner of one lies in the other, if they touch
    const auto within = [](const Direction& point, const Direction& normal, const Direction& from,
                           const Direction& to) {
        return dot(cross(normal, from), point) >= 0 && dot(cross(to, normal), point) >= 0;
    };
    const Direction opposite {-line[0], -line[1], -line[2]};
    return (within(line, first, a, b) && within(line, second, c, d))
        || (within(opposite, first, a, b) && within(opposite, second, c, d));
}

bool edgesCross(const std::vector<Direction>& a, const std::vector<Direction>& b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (arcsCross(a[i], a[(i + 1) % a.size()], b[j], b[(j + 1) % b.size()]))
                return true;
        }
    }
    return false;
}

bool discContains(const Geometry& disc, const Geometry& inner)
{
    const Direction centre = centreOf(disc);
    if (!hasCorners(inner))
        return angle(centre, centreOf(inner)) + radius(inner) <= radius(disc) + tolerance;
    return std::ranges::all_of(inner.corners(), [&](const Direction& corner) {
        return angle(centre, corner) <= radius(disc) + tolerance;
    });
}

} // namespace

std::optional<Geometry> Geometry::parse(std::string_view text)
{
    Geometry result;
    const std::size_t space = text.find(' ');
    const auto* word = std::ranges::find(words, text.substr(0, space));
    if (word == words.end() || space == std::string_view::npos)
        return {};
    result.kind = static_cast<Kind>(word - words.begin());
    const char* const end = text.data() + text.size();
    for (const char* next = text.data() + space; next != end;) {
        double number = 0;
        const auto [after, error] = std::from_chars(next + 1, end, number);
        if (*next != ' ' || error != std::errc() || !std::isfinite(number))
            return {};
        result.numbers.push_back(number);
        next = after;
    }
    const std::size_t count = result.numbers.size();
    const bool complete = result.kind == Kind::Polygon
        ? count >= 6 && count % 2 == 0
        : count == static_cast<std::size_t>(result.kind) + 2;
    return complete ? std::optional(result) : std::nullopt;
}

std::string Geometry::toText() const
{
    std::string text(words[static_cast<std::size_t>(kind)]);
    std::array<char, 32> digits {};
    for (const double number : numbers) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                       std::chars_format::general, 17);
        text.push_back(' ');
        text.append(digits.data(), end.ptr);
    }
    return text;
}

bool Geometry::normalize()
{
    const std::size_t pairs = kind == Kind::Polygon ? numbers.size() / 2 : 1;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        double& lon = numbers[2 * pair];
        lon = std::fmod(lon, 360);
        if (lon < 0)
            lon += 360;
        if (!(std::abs(numbers[2 * pair + 1]) <= 90))
            return false;
    }
    return true;
}

std::vector<Direction> Geometry::corners() const
{
    std::vector<Direction> result;
    if (kind == Kind::Polygon) {
        for (std::size_t index = 0; index + 1 < numbers.size(); index += 2)
            result.push_back(direction(numbers[index], numbers[index + 1]));
    } else if (kind == Kind::Box) {
        const double lon = numbers[0];
        const double lat = numbers[1];
        const double halfWidth = numbers[2] / 2;
        const double halfHeight = numbers[3] / 2;
        // sides are parts of great circles through the ends of the cross in the middle
        for (const auto& [east, north] :
             {std::pair(1, -1), std::pair(1, 1), std::pair(-1, 1), std::pair(-1, -1)}) {
            result.push_back(direction(lon + east * halfWidth,
                                       std::clamp(lat + north * halfHeight, -90.0, 90.0)));
        }
    } else {
        result.push_back(direction(numbers[0], numbers[1]));
    }
    return result;
}

double distanceDeg(const Geometry& a, const Geometry& b)
{
    return angle(centreOf(a), centreOf(b)) / degree;
}

double areaSquareDeg(const Geometry& shape)
{
    if (shape.kind == Geometry::Kind::Point)
        return 0;
    if (shape.kind == Geometry::Kind::Circle) {
        const double half = std::sin(radius(shape) / 2);
        return 4 * std::numbers::pi * half * half / degree / degree;
    }
    // sum of the signed excess of the triangles between the centre and each side
    const std::vector<Direction> corners = shape.corners();
    const Direction centre = centreOf(shape);
    double excess = 0;
    for (std::size_t index = 0; index < corners.size(); ++index) {
        const Direction& a = corners[index];
        const Direction& b = corners[(index + 1) % corners.size()];
        excess += 2
            * std::atan2(dot(centre, cross(a, b)), 1 + dot(centre, a) + dot(a, b) + dot(b, centre));
    }
    return std::abs(excess) / degree / degree;
}

Geometry centroid(const Geometry& shape)
{
    if (shape.kind != Geometry::Kind::Polygon)
        return {Geometry::Kind::Point, {shape.numbers[0], shape.numbers[1]}};
    const Direction middle = centreOf(shape);
    Geometry result {Geometry::Kind::Point,
                     {std::atan2(middle[1], middle[0]) / degree,
                      std::asin(std::clamp(middle[2], -1.0, 1.0)) / degree}};
    result.normalize();
    return result;
}

bool contains(const Geometry& outer, const Geometry& inner)
{
    if (!hasCorners(outer))
        return discContains(outer, inner);
    const std::vector<Direction> corners = outer.corners();
    const std::vector<Direction> points = inner.corners();
    const bool allInside = std::ranges::all_of(
        points, [&corners](const Direction& point) { return polygonContains(corners, point); });
    if (!allInside)
        return false;
    if (hasCorners(inner))
        // a corner that dents the outer shape may reach into the inner one
        return std::ranges::none_of(corners, [&points](const Direction& corner) {
            return polygonContains(points, corner) && distanceToEdges(corner, points) > tolerance;
        });
    return radius(inner) <= distanceToEdges(points.front(), corners) + tolerance;
}

bool intersects(const Geometry& a, const Geometry& b)
{
    if (!hasCorners(a) && !hasCorners(b))
        return angle(centreOf(a), centreOf(b)) <= radius(a) + radius(b) + tolerance;
    if (!hasCorners(a))
        return intersects(b, a);
    const std::vector<Direction> corners = a.corners();
    if (!hasCorners(b)) {
        const Direction centre = centreOf(b);
        return polygonContains(corners, centre)
            || distanceToEdges(centre, corners) <= radius(b) + tolerance;
    }
    const std::vector<Direction> others = b.corners();
    return polygonContains(corners, others.front()) || polygonContains(others, corners.front())
        || edgesCross(corners, others);
}

} // namespace tapdesk::localtap
