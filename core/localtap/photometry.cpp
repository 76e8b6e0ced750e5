// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/randomstream.h"
#include "core/localtap/sampledata.h"

#include <QLatin1StringView>

#include <array>
#include <charconv>
#include <cmath>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t photometryStream = 21;

struct Band
{
    QLatin1StringView name;
    double wavelengthUm = 0;
    double noiseMjy = 0; ///< of a faint source, one sigma
    double coverage = 0; ///< share of the targets that were observed
    QLatin1StringView survey;
};

constexpr std::array bands {
    Band {"GALEX FUV"_L1, 0.1528, 0.003, 0.85, "GALEX"_L1},
    Band {"GALEX NUV"_L1, 0.2271, 0.004, 0.9, "GALEX"_L1},
    Band {"SDSS u"_L1, 0.3551, 0.006, 0.75, "SDSS"_L1},
    Band {"SDSS g"_L1, 0.4686, 0.004, 0.75, "SDSS"_L1},
    Band {"SDSS r"_L1, 0.6166, 0.005, 0.75, "SDSS"_L1},
    Band {"SDSS i"_L1, 0.748, 0.007, 0.75, "SDSS"_L1},
    Band {"SDSS z"_L1, 0.8932, 0.02, 0.75, "SDSS"_L1},
    Band {"2MASS J"_L1, 1.235, 0.2, 1, "2MASS"_L1},
    Band {"2MASS H"_L1, 1.662, 0.25, 1, "2MASS"_L1},
    Band {"2MASS Ks"_L1, 2.159, 0.3, 1, "2MASS"_L1},
    Band {"WISE W1"_L1, 3.353, 0.03, 1, "WISE"_L1},
    Band {"WISE W2"_L1, 4.603, 0.04, 1, "WISE"_L1},
    Band {"WISE W3"_L1, 11.56, 0.4, 1, "WISE"_L1},
    Band {"WISE W4"_L1, 22.09, 2, 1, "WISE"_L1},
    Band {"PACS 70"_L1, 70, 18, 0.6, "Herschel"_L1},
    Band {"PACS 160"_L1, 160, 30, 0.6, "Herschel"_L1},
    Band {"SPIRE 250"_L1, 250, 14, 0.55, "Herschel"_L1},
    Band {"SPIRE 350"_L1, 350, 14, 0.55, "Herschel"_L1},
    Band {"SPIRE 500"_L1, 500, 16, 0.55, "Herschel"_L1},
    Band {"SCUBA-2 850"_L1, 850, 5, 0.5, "SCUBA-2"_L1},
    Band {"VLA 5 GHz"_L1, 59958.5, 0.08, 0.6, "VLA"_L1},
    Band {"VLA 1.4 GHz"_L1, 214137.5, 0.45, 1, "NVSS"_L1},
};

// Flux density of a black body per frequency, 1 at its reference wavelength.
double blackBody(double um, double kelvin, double referenceUm)
{
    constexpr double secondConstant = 14387.77; // h c / k in um K
    const double x = secondConstant / (um * kelvin);
    if (x > 600)
        return 0;
    const double ratio = referenceUm / um;
    return ratio * ratio * ratio * std::expm1(secondConstant / (referenceUm * kelvin))
        / std::expm1(x);
}

double fluxMjy(const Target& target, double observedUm)
{
    const double um = observedUm / (1 + target.redshift);
    const double near = 1e4 / (target.distanceMpc * target.distanceMpc); // 1 at 100 Mpc

    // old stars, and young ones as far as stars form
    double stars = 30 * near * std::pow(10, target.logStellarMass - 10.5)
        * (0.9 * blackBody(um, 4200, 1.6)
           + 0.08 * std::min(2.5, target.starFormation / 2) * blackBody(um, 9000, 1.6));
    if (um < 0.38)
        stars *= 0.45; // the 4000 Angstrom break

    const double nucleus = 4 * near * std::pow(10, target.logL5100 - 43.4);
    const double disc = nucleus * (target.hidden ? 0.05 : 1) * std::pow(um / 0.51, 0.5)
        * std::exp(-um / 3) * std::exp(-0.012 / (um * um));
    const double torus = nucleus * (5 * blackBody(um, 1250, 3) + 40 * blackBody(um, 210, 22));

    // dust of 27 K with emissivity index 1.8
    const double dust =
        320 * near * target.starFormation * blackBody(um, 27, 100) * std::pow(um / 100, -1.8);
    const double radio =
        um > 500 ? 2.2 * near * target.starFormation * std::pow(um / 214137.5, 0.7) : 0;
    return stars + disc + torus + dust + radio;
}

// Six significant digits, as a catalogue prints them; hides how maths libraries round.
double published(double value)
{
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::scientific, 5);
    double result = 0;
    std::from_chars(text.data(), end.ptr, result);
    return result;
}

} // namespace

void makePhotometry(const QList<Target>& targets, const RowSink& sink)
{
    qint64 number = 0;
    for (const Target& target : targets) {
        const bool complete = target.id == guideTarget || target.id == guideBptTarget;
        for (const Band& band : bands) {
            ++number;
            RandomStream random(photometryStream, static_cast<std::uint64_t>(number));
            const bool observed = random.chance(band.coverage) || complete;
            const double truth = fluxMjy(target, band.wavelengthUm);
            const double error = std::hypot(band.noiseMjy, 0.03 * truth);
            const double flux = random.gauss(truth, error);
            const bool limit = flux < 3 * error;
            static constexpr std::array<qint64, 8> flags {0, 0, 0, 0, 0, 1, 2, -1};
            const qint64 flag = flags[static_cast<std::size_t>(random.index(flags.size()))];

            Row row {number, qint64 {target.id}, target.name, QString(band.name),
                     band.wavelengthUm};
            if (observed) {
                row.emplace_back(published(limit ? 3 * error : flux));
                row.emplace_back(limit ? Cell() : Cell(published(error)));
                row.emplace_back(qint64 {limit});
                row.emplace_back(flag < 0 ? Cell() : Cell(flag));
            } else {
                row.resize(row.size() + 4);
            }
            row.emplace_back(QString(band.survey));
            sink(row);
        }
    }
}

} // namespace tapdesk::localtap
