// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/randomstream.h"
#include "core/localtap/sampledata.h"

#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace tapdesk::localtap {

namespace {

enum Stream : std::uint64_t { GalaxyStream = 31, SpaxelStream = 32 };

constexpr double degree = std::numbers::pi / 180;
constexpr double reddening = 0.75; // of H beta and [OIII] against the red lines

/// Fluxes of the seven lines.
struct Lines
{
    double hbeta = 0;
    double oiii = 0;
    double oi = 0;
    double halpha = 0;
    double nii = 0;
    double sii6717 = 0;
    double sii6731 = 0;

    Lines& operator+=(const Lines& other)
    {
        hbeta += other.hbeta;
        oiii += other.oiii;
        oi += other.oi;
        halpha += other.halpha;
        nii += other.nii;
        sii6717 += other.sii6717;
        sii6731 += other.sii6731;
        return *this;
    }
};

/// Place of a spaxel in the galaxy.
struct Place
{
    double west = 0; ///< arcsec from the nucleus
    double north = 0; ///< arcsec
    double radius = 0; ///< arcsec on the sky
    double major = 0; ///< arcsec along the major axis
    double discRadius = 0; ///< arcsec in the plane of the disc
    double angle = 0; ///< rad in the plane of the disc
};

/// A foreground star that hides some spaxels.
struct Star
{
    double x = 0;
    double y = 0;
    double radius = 0; ///< spaxels
};

/// What all spaxels of a target share.
class Galaxy
{
public:
    explicit Galaxy(const Target& target);

    Row row(int x, int y) const;

private:
    Place place(int x, int y) const;
    Lines lines(const Place& place, RandomStream& random) const;
    void appendKinematics(Row& row, const Place& place, double halpha, RandomStream& random) const;

    const Target& m_target;
    double m_scale = 0; ///< of the disc, arcsec
    double m_enlr = 0; ///< of the gas that the nucleus ionises, arcsec
    double m_cone = 0; ///< axis of the bicone, rad
    double m_starPeak = 0;
    double m_nuclearPeak = 0;
    double m_noise = 0;
    std::optional<Star> m_star;
};

Galaxy::Galaxy(const Target& target)
    : m_target(target)
{
    RandomStream random(GalaxyStream, static_cast<std::uint64_t>(target.id));
    const double width = spaxelsPerSide * arcsecPerSpaxel;
    m_scale = width * random.uniform(0.12, 0.18);
    m_enlr = target.enlrKpc.value_or(0) > 0 ? width * random.uniform(0.07, 0.13) : 0.02 * width;
    m_cone = random.uniform(0, std::numbers::pi);
    m_starPeak = 60 * std::sqrt(target.starFormation * 100 / target.distanceMpc);
    const double share = target.nuclearShare;
    m_nuclearPeak = m_starPeak * (0.1 + 4 * share * share * share);
    m_noise = random.uniform(0.13, 0.2);
    if (random.chance(0.6) && target.id != guideBptTarget) {
        m_star = Star {random.uniform(3, spaxelsPerSide - 4), random.uniform(3, spaxelsPerSide - 4),
                       random.uniform(1, 2.5)};
    }
}

Place Galaxy::place(int x, int y) const
{
    constexpr double middle = (spaxelsPerSide - 1) / 2.0;
    Place place;
    place.west = (x - middle) * arcsecPerSpaxel;
    place.north = (y - middle) * arcsecPerSpaxel;
    place.radius = std::hypot(place.west, place.north);
    const double sine = std::sin(m_target.positionAngleDeg * degree);
    const double cosine = std::cos(m_target.positionAngleDeg * degree);
    place.major = -place.west * sine + place.north * cosine;
    const double minor =
        (-place.west * cosine - place.north * sine) / std::cos(m_target.inclinationDeg * degree);
    place.discRadius = std::hypot(place.major, minor);
    place.angle = std::atan2(minor, place.major);
    return place;
}

Lines Galaxy::lines(const Place& place, RandomStream& random) const
{
    // young stars on the abundance sequence, which runs left of the curve of Kauffmann et al.
    const double arms =
        1 + 0.8 * std::cos(2 * place.angle - 2.2 * std::log(place.discRadius + 0.4));
    const double young =
        0.6 * m_starPeak * std::exp(-place.discRadius / m_scale) * std::max(0.08, arms);
    const double starNii = std::min(
        -0.22, m_target.metallicity - 0.12 * place.discRadius / m_scale + random.gauss(0, 0.045));
    const double starOiii = 0.61 / (starNii - 0.05) + 1.02 + random.gauss(0, 0.06);
    const double starHbeta = young / 2.86;
    Lines result {starHbeta,    starHbeta * std::pow(10, starOiii), 0.025 * young,
                  young,        young * std::pow(10, starNii),      0.17 * young,
                  0.125 * young};

    // the nucleus: wings of the point source, and a bicone
    const double beam = 0.25 + 0.75 * std::pow(std::cos(place.angle - m_cone), 2);
    const double core = place.radius / 1.1;
    const double nuclear =
        m_nuclearPeak * (std::exp(-core * core) + 0.12 * beam * std::exp(-place.radius / m_enlr));
    const double nuclearHbeta = nuclear / 3.1;
    result +=
        {nuclearHbeta,  nuclearHbeta * std::pow(10, 0.95 + random.gauss(0, 0.05)), 0.13 * nuclear,
         nuclear,       nuclear * std::pow(10, 0.02 + random.gauss(0, 0.05)),      0.26 * nuclear,
         0.22 * nuclear};

    // gas that old stars ionise lies among the LI(N)ERs
    const double old = (m_target.oldGas ? 0.4 : 0.002) * m_starPeak
        * std::exp(-place.discRadius / (1.5 * m_scale));
    const double oldHbeta = old / 2.9;
    result += {oldHbeta, oldHbeta * std::pow(10, 0.3 + random.gauss(0, 0.06)), 0.18 * old,
               old,      old * std::pow(10, 0.08 + random.gauss(0, 0.05)),     0.38 * old,
               0.3 * old};
    result.hbeta *= reddening;
    result.oiii *= reddening;
    return result;
}

void Galaxy::appendKinematics(Row& row, const Place& place, double halpha,
                              RandomStream& random) const
{
    const double significance = std::max(0.3, halpha / (0.8 * m_noise + 0.01 * halpha));
    const double rotation = m_target.rotation * std::sin(m_target.inclinationDeg * degree)
        * std::tanh(place.discRadius / m_scale / 0.7) * place.major / (place.discRadius + 1e-6);
    const double velocityError = 1.2 + 65 / significance;
    const double widthError = 2 + 110 / significance;
    const double width = 120 + 300 * m_target.nuclearShare * std::exp(-place.radius / 3);
    row.emplace_back(rounded(rotation + 0.4 * random.gauss(0, velocityError), 2));
    row.emplace_back(rounded(velocityError, 2));
    row.emplace_back(rounded(std::abs(width + 0.4 * random.gauss(0, widthError)), 2));
    row.emplace_back(rounded(widthError, 2));
    if (place.discRadius < 3.2 * m_scale) {
        const double error = 6 + 9 * place.discRadius / m_scale;
        row.emplace_back(rounded(0.92 * rotation + random.gauss(0, error), 2));
        row.emplace_back(rounded(error, 2));
    } else {
        row.resize(row.size() + 2);
    }
}

Row Galaxy::row(int x, int y) const
{
    const Place here = place(x, y);
    const qint64 number = m_target.id * 1'000'000 + y * 1000 + x;
    RandomStream random(SpaxelStream, static_cast<std::uint64_t>(number));
    const double ra = m_target.raDeg - here.west / 3600 / std::cos(m_target.decDeg * degree);
    Row row;
    row.reserve(28);
    row = {number,
           qint64 {m_target.id},
           qint64 {x},
           qint64 {y},
           rounded(ra, 7),
           rounded(m_target.decDeg + here.north / 3600, 7),
           rounded(here.radius, 3)};
    if (m_star && std::hypot(x - m_star->x, y - m_star->y) < m_star->radius) {
        row.resize(row.size() + 20);
        row.emplace_back(qint64 {1});
        return row;
    }

    const Lines truth = lines(here, random);
    for (const double flux : {truth.hbeta, truth.oiii, truth.oi, truth.halpha, truth.nii,
                              truth.sii6717, truth.sii6731}) {
        const double error = std::sqrt(m_noise * m_noise + 0.0003 * flux * flux + 0.004 * flux);
        row.emplace_back(rounded(random.gauss(flux, error), 4));
        row.emplace_back(rounded(error, 4));
    }
    appendKinematics(row, here, truth.halpha, random);
    row.emplace_back(qint64 {0});
    return row;
}

} // namespace

void makeSpaxels(const QList<Target>& targets, const RowSink& sink)
{
    for (const Target& target : targets) {
        if (!target.observedByIfu)
            continue;
        const Galaxy galaxy(target);
        for (int y = 0; y < spaxelsPerSide; ++y) {
            for (int x = 0; x < spaxelsPerSide; ++x)
                sink(galaxy.row(x, y));
        }
    }
}

} // namespace tapdesk::localtap
