// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tapdesk::localtap {

/// What one made-up active galaxy is like; all tables follow from it.
///
/// Nothing is taken from a survey. The only real thing is the designation HE0040-1105, which the
/// guide's queries ask for; what is said about it is made up as well.
struct Target
{
    int id = 0;
    QString name; ///< such as HE0040-1105: hours, minutes and degrees, minutes of B1950
    QString otherName; ///< empty for most
    double raDeg = 0; ///< ICRS
    double decDeg = 0; ///< ICRS
    double redshift = 0;
    double distanceMpc = 0;
    double kpcPerArcsec = 0;
    double logStellarMass = 0; ///< decadic, solar masses
    double logBlackHoleMass = 0; ///< decadic, solar masses
    double logL5100 = 0; ///< decadic, erg/s
    double starFormation = 0; ///< solar masses a year
    double inclinationDeg = 0;
    double positionAngleDeg = 0; ///< north through east
    double rotation = 0; ///< km/s
    double metallicity = 0; ///< log [NII]/Halpha of its HII regions
    double nuclearShare = 0; ///< 0 to 1: how strongly the nucleus ionises the gas
    bool hidden = false; ///< no broad line is seen
    bool oldGas = false; ///< faint gas outside that old stars ionise
    std::optional<bool> wing = {}; ///< of [OIII]; nothing = not examined
    double wingSigma = 0; ///< km/s, with a wing
    std::optional<double> enlrKpc = {}; ///< 0 = unresolved, nothing = not measurable
    bool observedByIfu = true;
};

inline constexpr int targetCount = 41;
inline constexpr int guideTarget = 3; ///< HE0040-1105, of which the guide wants the SED
inline constexpr int guideBptTarget = 12; ///< of which the guide wants the BPT diagram
inline constexpr double arcsecPerSpaxel = 0.8;
inline constexpr int spaxelsPerSide = 32;

/// The targets in order of right ascension; id is the place in the list, from 1.
QList<Target> makeTargets();

} // namespace tapdesk::localtap
