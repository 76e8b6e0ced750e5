// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/examples.h"

#include "core/localtap/sampleschema.h"

#include <QXmlStreamWriter>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

struct Example
{
    const char* id;
    const char* name;
    const char* description;
    const char* language;
    const char* query;
};

// The first four are the queries of the user guide of CARS, word for word.
constexpr Example examples[] = {
    {"sed", "Spectral energy distribution of a target",
     "All bands of HE0040-1105, with their decadic logarithms.", "PostgreSQL",
     R"sql(-- Spectral Energy Distribution (SED) for target HE0040-1105

SELECT phot_band, phot_centwave, phot_flux, phot_flux_error, phot_flux_limit, 
       log(phot_centwave) as "log_centwave", 
       log(phot_flux) as "log_phot_flux" 

  FROM cars_dr1.photometry 

 WHERE hes_name = 'HE0040-1105'
)sql"},
    {"bh-mass-enlr", "Black hole mass and size of the ionised region",
     "Joins nuclei and host galaxies.", "PostgreSQL",
     R"sql(-- BH mass in comparison to ENLR maximum size

SELECT agn.target_id, 
       agn.hes_name, 
       agn.log_bh_mass, 
       host.enlr_max_kpc, 
       log(host.enlr_max_kpc) as "log_enlr_max_kpc" 

  FROM cars_dr1.agn_parameters as agn, 
       cars_dr1.host_properties as host 

 WHERE agn.target_id = host.target_id 
   AND host.enlr_max_kpc > 0.0;
)sql"},
    {"oiii-wing", "Files of targets with a broad [OIII] wing",
     "Paths of the observations of targets whose wing is broader than 300 km/s.", "PostgreSQL",
     R"sql(-- [OIII] wing velocity dispersion selection >300km/s

SELECT agn.hes_name, 
       agn.wing_sigma, ifu.observed, ifu.maps_full 

  FROM cars_dr1.agn_parameters as agn, 
       cars_dr1.ifu_observations as ifu 

  WHERE agn.target_id = ifu.target_id 
    AND agn.wing_sigma > 300;
)sql"},
    {"bpt", "BPT diagram of a target", "Line ratios of the good spaxels of target 12.",
     "PostgreSQL",
     R"sql(-- BPT line construction for CARS target ID 12

-- LANGUAGE = PostgreSQL
-- QUEUE = 30s

SELECT log(oiii5007_flux/hbeta_flux) as "log(oiii_hb)", 
       log(nii6583_flux/halpha_flux) as "log(nii_ha)", 
       distance 

  FROM cars_dr1.ifu_datatable_unbinned

 WHERE target_id = 12 

   AND (oiii5007_flux/oiii5007_flux_err) > 3 
   AND (nii6583_flux/nii6583_flux_err) > 3
   AND (hbeta_flux/hbeta_flux_err) > 3 
   AND (halpha_flux/halpha_flux_err) > 3 
   AND (gas_vel_err < 20) 
   AND (gas_fwhm_err < 30);
)sql"},
    {"adql-sed", "Spectral energy distribution, in ADQL",
     "LOG10 is the decadic logarithm here; LOG would be the natural one.", "ADQL",
     R"sql(SELECT phot_band, phot_centwave, phot_flux, phot_flux_error, phot_flux_limit,
       LOG10(phot_centwave) AS log_centwave,
       LOG10(phot_flux) AS log_phot_flux
  FROM cars_dr1.photometry
 WHERE hes_name = 'HE0040-1105'
 ORDER BY phot_centwave
)sql"},
    {"adql-cone", "Targets near a position, in ADQL", "A cone of 15 degrees, nearest first.",
     "ADQL",
     R"sql(SELECT TOP 10 hes_name, ra, dec,
       DISTANCE(POINT('ICRS', ra, dec), POINT('ICRS', 10.65, -10.82)) AS separation
  FROM cars_dr1.agn_parameters
 WHERE 1 = CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', 10.65, -10.82, 15))
 ORDER BY separation
)sql"},
};

void writeProperty(QXmlStreamWriter& xml, const QString& element, const QString& property,
                   const QString& text)
{
    xml.writeStartElement(element);
    xml.writeAttribute(u"property"_s, property);
    xml.writeCharacters(text);
    xml.writeEndElement();
}

void writeExample(QXmlStreamWriter& xml, const Example& example)
{
    const auto id = QString::fromLatin1(example.id);
    xml.writeStartElement(u"div"_s);
    xml.writeAttribute(u"id"_s, id);
    xml.writeAttribute(u"resource"_s, u'#' + id);
    xml.writeAttribute(u"typeof"_s, u"example"_s);
    writeProperty(xml, u"h2"_s, u"name"_s, QString::fromLatin1(example.name));
    xml.writeStartElement(u"span"_s);
    xml.writeAttribute(u"class"_s, u"badge"_s);
    xml.writeCharacters(QString::fromLatin1(example.language));
    xml.writeEndElement();
    writeProperty(xml, u"p"_s, u"description"_s, QString::fromLatin1(example.description));
    writeProperty(xml, u"pre"_s, u"query"_s, QString::fromLatin1(example.query));
    xml.writeEndElement();
}

} // namespace

QByteArray examplesDocument()
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.writeStartDocument();
    xml.writeStartElement(u"html"_s);
    xml.writeDefaultNamespace(u"http://www.w3.org/1999/xhtml"_s);
    xml.writeStartElement(u"head"_s);
    xml.writeTextElement(u"title"_s, u"Examples of the Tapdesk sample service"_s);
    xml.writeEndElement();
    xml.writeStartElement(u"body"_s);
    xml.writeAttribute(u"vocab"_s, u"http://www.ivoa.net/rdf/examples#"_s);
    xml.writeTextElement(u"p"_s, QString(syntheticNote) + u'.');
    for (const Example& example : examples)
        writeExample(xml, example);
    xml.writeEndDocument();
    return document;
}

} // namespace tapdesk::localtap
