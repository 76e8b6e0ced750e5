// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/targets.h"

#include "core/localtap/randomstream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

enum Stream : std::uint64_t { PositionStream = 1, TargetStream = 2 };

constexpr double degree = std::numbers::pi / 180;

struct Position
{
    double raDeg = 0;
    double decDeg = 0;
};

constexpr Position guidePosition {10.6534, -10.8226};

// Designations tell the position of B1950, cut to minutes. Fifty years of precession by the
// yearly rates m = 46.124" and n = 20.043" are good enough for names.
QString designation(Position position)
{
    const double ra = position.raDeg * degree;
    const double dec = position.decDeg * degree;
    double hours =
        (position.raDeg - 50 * (46.124 + 20.043 * std::sin(ra) * std::tan(dec)) / 3600) / 15;
    if (hours < 0)
        hours += 24;
    const double oldDec = position.decDeg - 50 * 20.043 * std::cos(ra) / 3600;
    const int raMinutes = static_cast<int>(hours * 60);
    const int decMinutes = static_cast<int>(std::abs(oldDec) * 60);
    return u"HE%1%2%3%4%5"_s.arg(raMinutes / 60, 2, 10, '0'_L1)
        .arg(raMinutes % 60, 2, 10, '0'_L1)
        .arg(QChar(oldDec < 0 ? u'-' : u'+'))
        .arg(decMinutes / 60, 2, 10, '0'_L1)
        .arg(decMinutes % 60, 2, 10, '0'_L1);
}

// The sky of a southern survey of quasars: away from the Milky Way, a few just north of the
// equator, whose names have a plus sign.
std::array<Position, targetCount> positions()
{
    std::array<Position, targetCount> result;
    for (int index = 0; index < targetCount; ++index) {
        RandomStream random(PositionStream, static_cast<std::uint64_t>(index));
        Position& position = result[static_cast<std::size_t>(index)];
        if (index < guideTarget - 1) {
            position.raDeg = random.uniform(2, 9);
        } else {
            position.raDeg = random.uniform(13, 252); // leave out two stretches of the galaxy
            if (position.raDeg > 93)
                position.raDeg += 37;
            if (position.raDeg > 238)
                position.raDeg += 73;
        }
        position.decDeg = random.chance(0.85) ? random.uniform(-45, -0.5) : random.uniform(0.5, 3);
        position.raDeg = std::round(position.raDeg * 1e5) / 1e5;
        position.decDeg = std::round(position.decDeg * 1e5) / 1e5;
    }
    result[guideTarget - 1] = guidePosition;
    std::ranges::sort(result, {}, &Position::raDeg);
    return result;
}

void makeNucleus(Target& target, RandomStream& random)
{
    target.hidden = target.id == 9 || target.id == 28;
    target.logBlackHoleMass = std::clamp(random.gauss(target.logStellarMass - 3.2, 0.35), 5.9, 9.0);
    target.logL5100 = std::clamp(random.gauss(43.4, 0.45), 42.4, 44.6);
    target.nuclearShare = random.uniform(0.25, 0.95);
    if (!random.chance(0.08))
        target.wing = random.chance(0.65);
    target.wingSigma = std::pow(10, random.gauss(2.47, 0.17));
    // the larger the black hole, the larger the region that it ionises
    const double size = 0.75 + 0.5 * (target.logBlackHoleMass - 7.4) + random.gauss(0, 0.18);
    target.enlrKpc = random.chance(0.12) ? 0 : std::pow(10, size);
}

void makeHost(Target& target, RandomStream& random)
{
    target.logStellarMass = random.gauss(10.5, 0.35);
    target.starFormation = std::pow(10, random.gauss(0.35, 0.4));
    target.inclinationDeg = std::acos(random.uniform(0.25, 0.97)) / degree;
    target.positionAngleDeg = random.uniform(0, 180);
    target.rotation = random.uniform(120, 260);
    target.metallicity = random.gauss(-0.44, 0.1);
    target.oldGas = target.id % 6 == 1;
    target.observedByIfu = target.id != 17 && target.id != 33;
    if (random.chance(0.3))
        target.otherName = u"Mrk %1"_s.arg(2001 + random.index(998));
}

// What the guide's queries need to give rows, whatever the dice say.
void makeGuideTargets(Target& target)
{
    if (target.id == guideTarget) {
        target.redshift = 0.04196;
        target.wing = true;
        target.wingSigma = 352.4;
        target.enlrKpc = 3.9;
    } else if (target.id == guideBptTarget) {
        target.redshift = 0.0235;
        target.nuclearShare = 0.9;
        target.metallicity = -0.42;
        target.starFormation = 4.2;
        target.wing = true;
        target.wingSigma = 318.7;
        target.enlrKpc = 4.6;
    }
}

} // namespace

QList<Target> makeTargets()
{
    QList<Target> targets;
    targets.reserve(targetCount);
    for (const Position& position : positions()) {
        Target target;
        target.id = static_cast<int>(targets.size()) + 1;
        RandomStream random(TargetStream, static_cast<std::uint64_t>(target.id));
        target.raDeg = position.raDeg;
        target.decDeg = position.decDeg;
        target.name = designation(position);
        target.redshift = std::round(random.uniform(0.009, 0.06) * 1e6) / 1e6;
        makeHost(target, random);
        makeNucleus(target, random);
        makeGuideTargets(target);
        // Hubble constant 70 km/s/Mpc; the second term is enough below z = 0.06
        target.distanceMpc = 299792.458 * target.redshift / 70 * (1 + 0.775 * target.redshift);
        const double shrink = (1 + target.redshift) * (1 + target.redshift);
        target.kpcPerArcsec = target.distanceMpc * 1000 / shrink / 206264.8;
        targets.append(target);
    }
    return targets;
}

} // namespace tapdesk::localtap
