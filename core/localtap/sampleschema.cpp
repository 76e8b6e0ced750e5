// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sampleschema.h"

#include <array>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr auto mainFlux = "1e-16erg.s**-1.cm**-2"_L1;

constexpr ColumnInfo targetId {.name = "target_id"_L1,
                               .datatype = Datatype::Short,
                               .ucd = "meta.id;src"_L1,
                               .description = "Number of the target, 1 to 41; joins all tables"_L1,
                               .indexed = true,
                               .principal = true};
constexpr ColumnInfo hesName {.name = "hes_name"_L1,
                              .datatype = Datatype::Char,
                              .ucd = "meta.id;meta.main"_L1,
                              .description =
                                  "Designation in the style of the Hamburg/ESO survey"_L1,
                              .indexed = true,
                              .principal = true};

/// A column of numbers; the kind that most are.
constexpr ColumnInfo number(QLatin1StringView name, Datatype datatype, QLatin1StringView unit,
                            QLatin1StringView ucd, QLatin1StringView description,
                            bool principal = false)
{
    return {.name = name,
            .datatype = datatype,
            .unit = unit,
            .ucd = ucd,
            .description = description,
            .principal = principal};
}

constexpr ColumnInfo text(QLatin1StringView name, QLatin1StringView ucd,
                          QLatin1StringView description, bool principal = false)
{
    return {.name = name,
            .datatype = Datatype::Char,
            .ucd = ucd,
            .description = description,
            .principal = principal};
}

constexpr ColumnInfo timestamp(QLatin1StringView name, QLatin1StringView ucd,
                               QLatin1StringView description)
{
    return {.name = name,
            .datatype = Datatype::Char,
            .ucd = ucd,
            .description = description,
            .xtype = "timestamp"_L1};
}

constexpr auto rightAscension =
    number("ra"_L1, Datatype::Double, "deg"_L1, "pos.eq.ra;meta.main"_L1,
           "Right ascension of the nucleus, ICRS"_L1, true);
constexpr auto declination = number("dec"_L1, Datatype::Double, "deg"_L1, "pos.eq.dec;meta.main"_L1,
                                    "Declination of the nucleus, ICRS"_L1, true);

constexpr std::array agnParameters {
    targetId,
    hesName,
    text("alt_name"_L1, "meta.id"_L1, "Another designation, Markarian style; null for most"_L1),
    rightAscension,
    declination,
    number("redshift"_L1, Datatype::Double, {}, "src.redshift"_L1,
           "Redshift of the narrow emission lines"_L1, true),
    number("redshift_err"_L1, Datatype::Float, {}, "stat.error;src.redshift"_L1,
           "Error of redshift"_L1),
    text("agn_type"_L1, "meta.code.class"_L1, "Optical type of the nucleus"_L1),
    number("log_bh_mass"_L1, Datatype::Float, "log(solMass)"_L1, "phys.mass"_L1,
           "Decadic logarithm of the black hole mass; null without a broad line"_L1, true),
    number("log_bh_mass_err"_L1, Datatype::Float, "log(solMass)"_L1, "stat.error;phys.mass"_L1,
           "Error of log_bh_mass"_L1),
    number("log_l5100"_L1, Datatype::Float, "log(erg.s**-1)"_L1, "phys.luminosity;em.opt"_L1,
           "Decadic logarithm of the continuum luminosity at 510 nm"_L1),
    number("edd_ratio"_L1, Datatype::Float, {}, "phys.luminosity;arith.ratio"_L1,
           "Eddington ratio"_L1),
    number("hbeta_fwhm"_L1, Datatype::Float, "km/s"_L1, "phys.veloc;spect.line.width"_L1,
           "Width (FWHM) of the broad component of H beta"_L1),
    number("wing_detected"_L1, Datatype::Boolean, {}, "meta.code"_L1,
           "Whether [OIII] has a wing; null where that was not examined"_L1),
    number("wing_sigma"_L1, Datatype::Float, "km/s"_L1, "phys.veloc.dispersion"_L1,
           "Velocity dispersion of the [OIII] wing; null without a wing"_L1, true),
    number("wing_vel"_L1, Datatype::Float, "km/s"_L1, "phys.veloc"_L1,
           "Velocity of the [OIII] wing relative to the core of the line"_L1),
    timestamp("last_update"_L1, "time.processing"_L1, "When the fit was made, UTC"_L1),
    text("note"_L1, "meta.note"_L1, "Remark, with letters beyond ASCII; null for most"_L1),
};

constexpr std::array hostProperties {
    targetId,
    hesName,
    text("morph_type"_L1, "src.morph.type"_L1, "Morphological type; null if undecided"_L1),
    number("has_bar"_L1, Datatype::Boolean, {}, "meta.code"_L1,
           "Whether the galaxy is barred; null if undecided"_L1),
    number("inclination"_L1, Datatype::Float, "deg"_L1, "src.orbital.inclination"_L1,
           "Inclination of the disc"_L1),
    number("pos_angle"_L1, Datatype::Float, "deg"_L1, "pos.posAng"_L1,
           "Position angle of the major axis, north through east"_L1),
    number("log_mstar"_L1, Datatype::Float, "log(solMass)"_L1, "phys.mass"_L1,
           "Decadic logarithm of the stellar mass"_L1, true),
    number("log_mstar_err"_L1, Datatype::Float, "log(solMass)"_L1, "stat.error;phys.mass"_L1,
           "Error of log_mstar"_L1),
    number("sfr"_L1, Datatype::Float, "solMass/yr"_L1, "phys.SFR"_L1,
           "Star formation rate from the far infrared"_L1, true),
    number("log_mh2"_L1, Datatype::Float, "log(solMass)"_L1, "phys.mass"_L1,
           "Decadic logarithm of the molecular gas mass; null without a CO observation"_L1),
    number("enlr_max_arcsec"_L1, Datatype::Float, "arcsec"_L1, "phys.angSize"_L1,
           "Largest angular distance of gas ionised by the nucleus"_L1),
    number("enlr_max_kpc"_L1, Datatype::Float, "kpc"_L1, "phys.size"_L1,
           "Largest projected distance of gas ionised by the nucleus; 0 if unresolved, null if "
           "not measurable"_L1,
           true),
    number("lum_distance"_L1, Datatype::Double, "Mpc"_L1, "pos.distance"_L1,
           "Luminosity distance"_L1),
    number("n_companions"_L1, Datatype::Short, {}, "meta.number"_L1,
           "Companions within 100 kpc; null if not counted"_L1),
};

constexpr std::array ifuObservations {
    number("obs_id"_L1, Datatype::Long, {}, "meta.id;obs;meta.main"_L1,
           "Number of the observation; larger than 2**53"_L1, true),
    targetId,
    hesName,
    text("instrument"_L1, "meta.id;instr"_L1, "Spectrograph"_L1, true),
    timestamp("obs_date"_L1, "time.start;obs"_L1, "Start of the first exposure, UTC"_L1),
    number("exptime"_L1, Datatype::Float, "s"_L1, "time.duration;obs.exposure"_L1,
           "Total exposure time"_L1),
    number("seeing"_L1, Datatype::Float, "arcsec"_L1, "instr.obsty.seeing"_L1,
           "Width (FWHM) of a point source; null if not measured"_L1),
    number("wave_min"_L1, Datatype::Double, "nm"_L1, "em.wl;stat.min"_L1, "Shortest wavelength"_L1),
    number("wave_max"_L1, Datatype::Double, "nm"_L1, "em.wl;stat.max"_L1, "Longest wavelength"_L1),
    text("observed"_L1, "meta.ref.url;meta.file"_L1,
         "Path of the data cube below the files address"_L1, true),
    text("maps_full"_L1, "meta.ref.url;meta.file"_L1,
         "Path of the maps of emission lines below the files address; null if there are none"_L1,
         true),
};

constexpr std::array photometry {
    number("phot_id"_L1, Datatype::Int, {}, "meta.id;meta.main"_L1, "Number of the measurement"_L1),
    targetId,
    hesName,
    text("phot_band"_L1, "meta.id;instr.filter"_L1, "Name of the band"_L1, true),
    number("phot_centwave"_L1, Datatype::Double, "um"_L1, "em.wl.central"_L1,
           "Central wavelength of the band"_L1, true),
    number("phot_flux"_L1, Datatype::Double, "mJy"_L1, "phot.flux.density"_L1,
           "Flux density, or its upper limit (3 sigma) where phot_flux_limit is true; null if not "
           "observed"_L1,
           true),
    number("phot_flux_error"_L1, Datatype::Float, "mJy"_L1, "stat.error;phot.flux.density"_L1,
           "Error of phot_flux; null for limits"_L1, true),
    number("phot_flux_limit"_L1, Datatype::Boolean, {}, "meta.code;stat.max"_L1,
           "Whether phot_flux is an upper limit; null if not observed"_L1, true),
    number("phot_flag"_L1, Datatype::Short, {}, "meta.code.qual"_L1,
           "0 good, 1 blended, 2 saturated; null if not checked"_L1),
    text("phot_survey"_L1, "meta.bib"_L1, "Survey of the band"_L1),
};

constexpr ColumnInfo flux(QLatin1StringView name, QLatin1StringView description)
{
    return number(name, Datatype::Float, mainFlux, "phot.flux;spect.line"_L1, description, true);
}

constexpr ColumnInfo fluxError(QLatin1StringView name, QLatin1StringView description)
{
    return number(name, Datatype::Float, mainFlux, "stat.error;phot.flux;spect.line"_L1,
                  description);
}

constexpr ColumnInfo velocity(QLatin1StringView name, QLatin1StringView ucd,
                              QLatin1StringView description)
{
    return number(name, Datatype::Float, "km/s"_L1, ucd, description);
}

constexpr std::array ifuDatatable {
    number("spaxel_id"_L1, Datatype::Long, {}, "meta.id;meta.main"_L1,
           "Number of the spaxel: target, y and x in one"_L1),
    targetId,
    number("x_cor"_L1, Datatype::Short, "pixel"_L1, "pos.cartesian.x;instr.det"_L1,
           "Pixel of the spaxel, x"_L1),
    number("y_cor"_L1, Datatype::Short, "pixel"_L1, "pos.cartesian.y;instr.det"_L1,
           "Pixel of the spaxel, y"_L1),
    number("ra"_L1, Datatype::Double, "deg"_L1, "pos.eq.ra;meta.main"_L1,
           "Right ascension of the spaxel, ICRS"_L1),
    number("dec"_L1, Datatype::Double, "deg"_L1, "pos.eq.dec;meta.main"_L1,
           "Declination of the spaxel, ICRS"_L1),
    number("distance"_L1, Datatype::Float, "arcsec"_L1, "pos.angDistance"_L1,
           "Angular distance from the nucleus"_L1, true),
    flux("hbeta_flux"_L1, "Flux of H beta; null in masked spaxels"_L1),
    fluxError("hbeta_flux_err"_L1, "Error of hbeta_flux"_L1),
    flux("oiii5007_flux"_L1, "Flux of [OIII] 5007; null in masked spaxels"_L1),
    fluxError("oiii5007_flux_err"_L1, "Error of oiii5007_flux"_L1),
    flux("oi6300_flux"_L1, "Flux of [OI] 6300; null in masked spaxels"_L1),
    fluxError("oi6300_flux_err"_L1, "Error of oi6300_flux"_L1),
    flux("halpha_flux"_L1, "Flux of H alpha; null in masked spaxels"_L1),
    fluxError("halpha_flux_err"_L1, "Error of halpha_flux"_L1),
    flux("nii6583_flux"_L1, "Flux of [NII] 6583; null in masked spaxels"_L1),
    fluxError("nii6583_flux_err"_L1, "Error of nii6583_flux"_L1),
    flux("sii6717_flux"_L1, "Flux of [SII] 6717; null in masked spaxels"_L1),
    fluxError("sii6717_flux_err"_L1, "Error of sii6717_flux"_L1),
    flux("sii6731_flux"_L1, "Flux of [SII] 6731; null in masked spaxels"_L1),
    fluxError("sii6731_flux_err"_L1, "Error of sii6731_flux"_L1),
    velocity("gas_vel"_L1, "phys.veloc"_L1, "Velocity of the gas relative to the target"_L1),
    velocity("gas_vel_err"_L1, "stat.error;phys.veloc"_L1, "Error of gas_vel"_L1),
    velocity("gas_fwhm"_L1, "phys.veloc;spect.line.width"_L1, "Width (FWHM) of the gas lines"_L1),
    velocity("gas_fwhm_err"_L1, "stat.error;phys.veloc"_L1, "Error of gas_fwhm"_L1),
    velocity("stel_vel"_L1, "phys.veloc"_L1,
             "Velocity of the stars; null where their light is too faint"_L1),
    velocity("stel_vel_err"_L1, "stat.error;phys.veloc"_L1, "Error of stel_vel"_L1),
    number("masked"_L1, Datatype::Boolean, {}, "meta.code.qual"_L1,
           "Whether a star in front was masked; all measurements are null there"_L1),
};

constexpr std::array dataTableList {
    TableInfo {dataSchema, "agn_parameters"_L1,
               "SYNTHETIC. Parameters of the active nuclei, one row per target"_L1, agnParameters},
    TableInfo {dataSchema, "host_properties"_L1,
               "SYNTHETIC. Properties of the host galaxies, one row per target"_L1, hostProperties},
    TableInfo {dataSchema, "ifu_datatable_unbinned"_L1,
               "SYNTHETIC. Emission lines and kinematics, one row per spaxel, not binned"_L1,
               ifuDatatable},
    TableInfo {dataSchema, "ifu_observations"_L1,
               "SYNTHETIC. Observations with integral field spectrographs, with their files"_L1,
               ifuObservations},
    TableInfo {dataSchema, "photometry"_L1,
               "SYNTHETIC. Broad-band photometry from the far ultraviolet to radio"_L1, photometry},
};

constexpr ColumnInfo meta(QLatin1StringView name, Datatype datatype, QLatin1StringView description)
{
    return {.name = name,
            .datatype = datatype,
            .description = description,
            .principal = true,
            .standard = true};
}

constexpr auto tableNameColumn =
    meta("table_name"_L1, Datatype::Char, "Name of the table as a query writes it"_L1);
constexpr auto schemaNameColumn = meta("schema_name"_L1, Datatype::Char, "Name of the schema"_L1);
constexpr auto utypeColumn = meta("utype"_L1, Datatype::Char, "Role in a data model"_L1);
constexpr auto descriptionColumn = meta("description"_L1, Datatype::Char, "What it is"_L1);
constexpr auto keyIdColumn = meta("key_id"_L1, Datatype::Char, "Name of the foreign key"_L1);

constexpr std::array schemasColumns {
    schemaNameColumn,
    utypeColumn,
    descriptionColumn,
    meta("schema_index"_L1, Datatype::Int, "Place in a list of schemas"_L1),
};

constexpr std::array tablesColumns {
    schemaNameColumn,
    tableNameColumn,
    meta("table_type"_L1, Datatype::Char, "table or view"_L1),
    utypeColumn,
    descriptionColumn,
    meta("table_index"_L1, Datatype::Int, "Place in a list of tables"_L1),
    ColumnInfo {.name = "nrows"_L1,
                .datatype = Datatype::Long,
                .ucd = "meta.number"_L1,
                .description = "Number of rows in the table"_L1,
                .principal = true},
};

constexpr std::array columnsColumns {
    tableNameColumn,
    meta("column_name"_L1, Datatype::Char, "Name of the column as a query writes it"_L1),
    meta("datatype"_L1, Datatype::Char, "Type in VOTable's words"_L1),
    meta("arraysize"_L1, Datatype::Char, "Shape in VOTable's notation"_L1),
    meta("xtype"_L1, Datatype::Char, "What the value stands for, in DALI's words"_L1),
    meta("size"_L1, Datatype::Int, "Length of values; use arraysize instead"_L1),
    descriptionColumn,
    utypeColumn,
    meta("unit"_L1, Datatype::Char, "Unit in VOUnits notation"_L1),
    meta("ucd"_L1, Datatype::Char, "Unified Content Descriptor"_L1),
    meta("indexed"_L1, Datatype::Int, "1 if an index makes searches fast"_L1),
    meta("principal"_L1, Datatype::Int, "1 if one of the most important columns"_L1),
    meta("std"_L1, Datatype::Int, "1 if prescribed by a standard"_L1),
    meta("column_index"_L1, Datatype::Int, "Place in the table"_L1),
};

constexpr std::array keysColumns {
    keyIdColumn,
    meta("from_table"_L1, Datatype::Char, "Table that refers"_L1),
    meta("target_table"_L1, Datatype::Char, "Table that is referred to"_L1),
    descriptionColumn,
    utypeColumn,
};

constexpr std::array keyColumnsColumns {
    keyIdColumn,
    meta("from_column"_L1, Datatype::Char, "Column that refers"_L1),
    meta("target_column"_L1, Datatype::Char, "Column that is referred to"_L1),
};

constexpr std::array metadataTableList {
    TableInfo {metadataSchema, "schemas"_L1, "Schemas of this service"_L1, schemasColumns},
    TableInfo {metadataSchema, "tables"_L1, "Tables of this service"_L1, tablesColumns},
    TableInfo {metadataSchema, "columns"_L1, "Columns of the tables"_L1, columnsColumns},
    TableInfo {metadataSchema, "keys"_L1, "Foreign keys between the tables"_L1, keysColumns},
    TableInfo {metadataSchema, "key_columns"_L1, "Columns of the foreign keys"_L1,
               keyColumnsColumns},
};

constexpr std::array schemaList {
    SchemaInfo {dataSchema,
                "SYNTHETIC data in the layout of the Close AGN Reference Survey: 41 made-up active "
                "galaxies. Every value comes from a random number generator and describes no real "
                "object."_L1},
    SchemaInfo {metadataSchema, "What this service offers, as tables"_L1},
};

constexpr auto agnTable = "cars_dr1.agn_parameters"_L1;
constexpr auto metadataList = "TAP_SCHEMA.tables"_L1;

constexpr KeyInfo key(QLatin1StringView id, QLatin1StringView from, QLatin1StringView target,
                      QLatin1StringView column, QLatin1StringView description)
{
    return {id, from, target, column, column, description};
}

constexpr std::array keyList {
    key("host_agn"_L1, "cars_dr1.host_properties"_L1, agnTable, "target_id"_L1,
        "The nucleus in this galaxy"_L1),
    key("ifu_agn"_L1, "cars_dr1.ifu_observations"_L1, agnTable, "target_id"_L1,
        "The target of this observation"_L1),
    key("photometry_agn"_L1, "cars_dr1.photometry"_L1, agnTable, "target_id"_L1,
        "The target that was measured"_L1),
    key("spaxel_agn"_L1, "cars_dr1.ifu_datatable_unbinned"_L1, agnTable, "target_id"_L1,
        "The target that the spaxel shows"_L1),
    key("tables_schema"_L1, "TAP_SCHEMA.tables"_L1, "TAP_SCHEMA.schemas"_L1, "schema_name"_L1,
        "The schema of the table"_L1),
    key("columns_table"_L1, "TAP_SCHEMA.columns"_L1, metadataList, "table_name"_L1,
        "The table of the column"_L1),
    KeyInfo {"keys_from"_L1, "TAP_SCHEMA.keys"_L1, metadataList, "from_table"_L1, "table_name"_L1,
             "The table that refers"_L1},
    KeyInfo {"keys_target"_L1, "TAP_SCHEMA.keys"_L1, metadataList, "target_table"_L1,
             "table_name"_L1, "The table that is referred to"_L1},
    key("key_columns_key"_L1, "TAP_SCHEMA.key_columns"_L1, "TAP_SCHEMA.keys"_L1, "key_id"_L1,
        "The key of the pair of columns"_L1),
};

const ColumnInfo* findIn(std::span<const TableInfo> tables, QStringView table, QStringView column)
{
    for (const TableInfo& candidate : tables) {
        if (table.compare(candidate.qualifiedName(), Qt::CaseInsensitive) != 0)
            continue;
        for (const ColumnInfo& info : candidate.columns) {
            if (column.compare(info.name, Qt::CaseInsensitive) == 0)
                return &info;
        }
    }
    return nullptr;
}

} // namespace

QString ColumnInfo::queryName() const
{
    const bool reserved = name == "distance"_L1 || name == "size"_L1; // ADQL 2.1, section 2.1.3
    return reserved ? u'"' + QString(name) + u'"' : QString(name);
}

QString TableInfo::qualifiedName() const
{
    return schema + u'.' + name;
}

std::span<const SchemaInfo> sampleSchemas()
{
    return schemaList;
}

std::span<const TableInfo> dataTables()
{
    return dataTableList;
}

std::span<const TableInfo> metadataTables()
{
    return metadataTableList;
}

std::span<const KeyInfo> sampleKeys()
{
    return keyList;
}

const ColumnInfo* findColumn(QStringView qualifiedTable, QStringView column)
{
    if (const ColumnInfo* info = findIn(dataTables(), qualifiedTable, column))
        return info;
    return findIn(metadataTables(), qualifiedTable, column);
}

} // namespace tapdesk::localtap
