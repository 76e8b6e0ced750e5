// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/samplefiles.h"

#include "core/localtap/randomstream.h"
#include "core/localtap/sampledata.h"
#include "core/localtap/targets.h"

#include <QtEndian>

#include <array>
#include <bit>
#include <cmath>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype blockSize = 2880;
constexpr qsizetype cardSize = 80;
constexpr std::uint64_t fileStream = 41;

constexpr int cubeSide = 24;
constexpr int cubePlanes = 60;
constexpr double firstWaveNm = 640; // around H alpha at the redshifts of the targets
constexpr double waveStepNm = 1;

/// Header and pixels of one FITS unit.
class FitsImage
{
public:
    FitsImage()
    {
        add(u"SIMPLE"_s, u"T"_s.rightJustified(20), u"made up for the sample service"_s);
    }

    void add(const QString& key, const QString& value, const QString& comment = {})
    {
        QString card = key.leftJustified(8) + u"= "_s + value;
        if (!comment.isEmpty())
            card += u" / "_s + comment;
        m_bytes += card.toLatin1().leftJustified(cardSize, ' ', true);
    }
    void add(const QString& key, qint64 value)
    {
        add(key, QString::number(value).rightJustified(20));
    }
    void add(const QString& key, double value)
    {
        QString text = QString::number(value, 'G', 12);
        if (!text.contains(u'.'))
            text.replace(u"E"_s, u".0E"_s);
        if (!text.contains(u'.'))
            text += u".0"_s;
        add(key, text.rightJustified(20));
    }
    void addText(const QString& key, const QString& value, const QString& comment = {})
    {
        add(key, u"'%1'"_s.arg(value.leftJustified(8)), comment);
    }

    void endHeader()
    {
        m_bytes += QByteArray("END").leftJustified(cardSize, ' ');
        pad(' ');
    }
    void append(double value)
    {
        const auto bits = qToBigEndian(std::bit_cast<quint32>(static_cast<float>(value)));
        m_bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    QByteArray finish()
    {
        pad('\0');
        return m_bytes;
    }

private:
    void pad(char filler)
    {
        const qsizetype rest = m_bytes.size() % blockSize;
        if (rest > 0)
            m_bytes.append(blockSize - rest, filler);
    }

    QByteArray m_bytes;
};

void addSky(FitsImage& image, const Target& target, int side, double arcsecPerPixel)
{
    image.addText(u"OBJECT"_s, target.name);
    image.addText(u"ORIGIN"_s, u"Tapdesk"_s, u"SYNTHETIC data"_s);
    image.addText(u"RADESYS"_s, u"ICRS"_s);
    image.addText(u"CTYPE1"_s, u"RA---TAN"_s);
    image.addText(u"CTYPE2"_s, u"DEC--TAN"_s);
    image.addText(u"CUNIT1"_s, u"deg"_s);
    image.addText(u"CUNIT2"_s, u"deg"_s);
    image.add(u"CRVAL1"_s, target.raDeg);
    image.add(u"CRVAL2"_s, target.decDeg);
    image.add(u"CRPIX1"_s, (side + 1) / 2.0);
    image.add(u"CRPIX2"_s, (side + 1) / 2.0);
    image.add(u"CDELT1"_s, -arcsecPerPixel / 3600);
    image.add(u"CDELT2"_s, arcsecPerPixel / 3600);
}

void addSize(FitsImage& image, std::initializer_list<int> sizes)
{
    image.add(u"BITPIX"_s, qint64 {-32});
    image.add(u"NAXIS"_s, static_cast<qint64>(sizes.size()));
    int axis = 0;
    for (const int size : sizes)
        image.add(u"NAXIS%1"_s.arg(++axis), qint64 {size});
}

double squareDistance(int x, int y, int side)
{
    const double middle = (side - 1) / 2.0;
    return (x - middle) * (x - middle) + (y - middle) * (y - middle);
}

// A continuum with H alpha in a rotating disc on it.
QByteArray cube(const Target& target, int visit)
{
    FitsImage image;
    addSize(image, {cubeSide, cubeSide, cubePlanes});
    addSky(image, target, cubeSide, 1.0);
    image.addText(u"CTYPE3"_s, u"WAVE"_s);
    image.addText(u"CUNIT3"_s, u"nm"_s);
    image.add(u"CRVAL3"_s, firstWaveNm);
    image.add(u"CRPIX3"_s, 1.0);
    image.add(u"CDELT3"_s, waveStepNm);
    image.addText(u"BUNIT"_s, u"1e-20 erg/s/cm2/Angstrom"_s);
    image.endHeader();

    RandomStream random(fileStream, static_cast<std::uint64_t>(target.id * 100 + visit));
    const double line = 656.28 * (1 + target.redshift);
    for (int plane = 0; plane < cubePlanes; ++plane) {
        const double wave = firstWaveNm + plane * waveStepNm;
        for (int y = 0; y < cubeSide; ++y) {
            for (int x = 0; x < cubeSide; ++x) {
                const double disc = std::exp(-squareDistance(x, y, cubeSide) / 40);
                const double shift =
                    target.rotation / 299792.458 * line * std::tanh((x - (cubeSide - 1) / 2.0) / 4);
                const double offset = (wave - line - shift) / 1.2;
                image.append(120 * disc * (1 + 4 * std::exp(-offset * offset / 2))
                             + random.gauss(0, 4));
            }
        }
    }
    return image.finish();
}

// Four maps: H beta, [OIII], H alpha, [NII], from the same numbers as the table of spaxels.
QByteArray maps(const Target& target)
{
    static constexpr std::array<std::size_t, 4> columns {7, 9, 13, 15};
    std::vector<Row> rows;
    makeSpaxels({target}, [&rows](const Row& row) { rows.push_back(row); });

    FitsImage image;
    addSize(image, {spaxelsPerSide, spaxelsPerSide, static_cast<int>(columns.size())});
    addSky(image, target, spaxelsPerSide, arcsecPerSpaxel);
    image.addText(u"BUNIT"_s, u"1e-16 erg/s/cm2"_s);
    image.addText(u"PLANES"_s, u"Hbeta, OIII5007, Halpha, NII6583"_s);
    image.endHeader();
    for (const std::size_t column : columns) {
        for (const Row& row : rows) {
            const auto* flux = std::get_if<double>(&row[column]);
            image.append(flux ? *flux : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return image.finish();
}

} // namespace

std::optional<QByteArray> sampleFile(const QString& path)
{
    for (const Target& target : makeTargets()) {
        for (int visit = 1; visit <= visitCount(target); ++visit) {
            if (path == cubePath(target, visit))
                return cube(target, visit);
            if (target.observedByIfu && path == mapsPath(target, visit))
                return maps(target);
        }
    }
    return {};
}

} // namespace tapdesk::localtap
