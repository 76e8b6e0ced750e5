// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sampledata.h"

#include "core/localtap/randomstream.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

enum Stream : std::uint64_t { AgnStream = 11, HostStream = 12, IfuStream = 13 };

constexpr Cell null {};

RandomStream streamOf(Stream stream, const Target& target)
{
    return {stream, static_cast<std::uint64_t>(target.id)};
}

Cell integer(qint64 value)
{
    return value;
}

Cell when(bool known, const Cell& value)
{
    return known ? value : null;
}

QString isoTime(qint64 secondsSince2014)
{
    const QDateTime start(QDate(2014, 1, 1), QTime(0, 0), Qt::UTC);
    return start.addSecs(secondsSince2014).toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

QString remark(int target)
{
    switch (target) {
    case guideTarget:
        return u"Hβ and [O\u202fIII] λ5007 fitted together; ΔBIC > 12"_s;
    case 5:
        return u"Größe der ENLR unsicher (Nebel?)"_s;
    case 14:
        return u"σ⋆ ≈ 140 km s⁻¹ from the Ca\u202fII triplet"_s;
    case 22:
        return u"星系の中心"_s;
    default:
        return {};
    }
}

} // namespace

double rounded(double value, int decimals)
{
    static constexpr std::array scales {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    const double scale = scales[static_cast<std::size_t>(decimals)];
    return std::round(value * scale) / scale;
}

void makeAgnParameters(const QList<Target>& targets, const RowSink& sink)
{
    for (const Target& target : targets) {
        RandomStream random = streamOf(AgnStream, target);
        static constexpr std::array types {"Sy1.0"_L1, "Sy1.2"_L1, "Sy1.5"_L1};
        const auto type = types[static_cast<std::size_t>(random.index(types.size()))];
        const bool fitted = !target.hidden;
        const bool wing = target.wing.value_or(false);
        // virial mass: width of H beta and luminosity, Vestergaard and Peterson 2006
        const double width = 1000
            * std::pow(10, 0.5 * (target.logBlackHoleMass - 6.91 - 0.5 * (target.logL5100 - 44)));
        const double eddington = std::pow(10, target.logL5100 + 1 - 38.1 - target.logBlackHoleMass);
        const QString note = remark(target.id);
        sink({integer(target.id), target.name, when(!target.otherName.isEmpty(), target.otherName),
              target.raDeg, target.decDeg, target.redshift,
              rounded(std::pow(10, random.gauss(-4.4, 0.2)), 7),
              target.hidden ? u"Sy2"_s : QString(type),
              when(fitted, rounded(target.logBlackHoleMass, 3)),
              when(fitted, rounded(random.uniform(0.08, 0.35), 3)), rounded(target.logL5100, 3),
              when(fitted, rounded(eddington, 4)), when(fitted, rounded(width, 1)),
              target.wing ? integer(*target.wing) : null, when(wing, rounded(target.wingSigma, 1)),
              when(wing, rounded(random.uniform(-420, -20), 1)),
              when(fitted, isoTime(283'996'800 + random.index(30'000'000))),
              when(!note.isEmpty(), note)});
    }
}

void makeHostProperties(const QList<Target>& targets, const RowSink& sink)
{
    for (const Target& target : targets) {
        RandomStream random = streamOf(HostStream, target);
        static constexpr std::array types {"SBb"_L1, "SBc"_L1, "Sa"_L1, "Sb"_L1, "S0"_L1, "E"_L1};
        const auto type = types[static_cast<std::size_t>(random.index(types.size()))];
        const bool decided = random.chance(0.9);
        const double size = target.enlrKpc.value_or(0);
        sink({integer(target.id), target.name, when(decided, QString(type)),
              when(decided, integer(type.startsWith("SB"_L1))), rounded(target.inclinationDeg, 1),
              rounded(target.positionAngleDeg, 1), rounded(target.logStellarMass, 3),
              rounded(random.uniform(0.05, 0.2), 3), rounded(target.starFormation, 3),
              when(random.chance(0.8), rounded(random.gauss(9.1, 0.35), 3)),
              when(target.observedByIfu, rounded(size / target.kpcPerArcsec, 3)),
              when(target.observedByIfu, rounded(size, 3)), rounded(target.distanceMpc, 3),
              when(random.chance(0.85), integer(random.index(5)))});
    }
}

int visitCount(const Target& target)
{
    return target.id % 7 == 3 ? 2 : 1;
}

QString cubePath(const Target& target, int visit)
{
    return u"%1/%1_cube_%2.fits"_s.arg(target.name).arg(visit);
}

QString mapsPath(const Target& target, int visit)
{
    return target.observedByIfu ? u"%1/%1_maps_%2.fits"_s.arg(target.name).arg(visit) : QString();
}

void makeIfuObservations(const QList<Target>& targets, const RowSink& sink)
{
    qint64 number = (1LL << 53) + 1; // odd, so that a double cannot hold it
    for (const Target& target : targets) {
        RandomStream random = streamOf(IfuStream, target);
        for (int visit = 1; visit <= visitCount(target); ++visit) {
            const bool muse = random.chance(0.8);
            const QString maps = mapsPath(target, visit);
            sink({integer(number), integer(target.id), target.name, muse ? u"MUSE"_s : u"VIMOS"_s,
                  isoTime(random.index(130'000'000)), 600.0 * (2 + random.index(4)),
                  when(random.chance(0.85), rounded(random.uniform(0.5, 1.6), 2)),
                  muse ? 475.0 : 430.0, muse ? 935.0 : 710.0, cubePath(target, visit),
                  when(!maps.isEmpty(), maps)});
            number += 2;
        }
    }
}

} // namespace tapdesk::localtap
