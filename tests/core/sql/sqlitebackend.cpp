// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sql/sqlitebackend.h"

#include "core/sql/sqlitefunctions.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>
#include <numbers>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace tapdesk::test {
namespace {

using Values = sqlite3_value**;
using Call = void (*)(sqlite3_context*, int, Values);

constexpr char tables[] = R"(
CREATE TABLE "cars_dr1.photometry" (hes_name TEXT, phot_band TEXT, phot_centwave REAL,
    phot_flux REAL, phot_flux_error REAL, phot_flux_limit INTEGER);
INSERT INTO "cars_dr1.photometry" VALUES
    ('HE0040-1105', 'W1', 10.0, 0.001, 0.0001, 0), ('HE0040-1105', 'W2', 100.0, 0.01, 0.001, 0),
    ('HE0040-1105', 'X', 1000.0, NULL, NULL, 1), ('HE0108-4743', 'W1', 10.0, 5.0, 0.5, 0);
CREATE TABLE "cars_dr1.agn_parameters" (target_id INTEGER, hes_name TEXT, log_bh_mass REAL,
    wing_sigma REAL);
INSERT INTO "cars_dr1.agn_parameters" VALUES
    (1, 'HE0040-1105', 7.5, 350.0), (2, 'HE0108-4743', 6.5, 200.0), (3, 'HE0114', 8.0, 400.0);
CREATE TABLE "cars_dr1.host_properties" (target_id INTEGER, enlr_max_kpc REAL, ra REAL, dec REAL);
INSERT INTO "cars_dr1.host_properties" VALUES (1, 10.0, 10.0, 0.0), (2, 100.0, 10.0, 0.05),
    (3, 0.0, 11.0, 0.0);
CREATE TABLE "cars_dr1.ifu_observations" (target_id INTEGER, observed TEXT, maps_full TEXT);
INSERT INTO "cars_dr1.ifu_observations" VALUES (1, 'a.fits', 'm.fits'), (2, 'b.fits', NULL);
CREATE TABLE "cars_dr1.ifu_datatable_unbinned" (target_id INTEGER, distance REAL,
    oiii5007_flux REAL, oiii5007_flux_err REAL, nii6583_flux REAL, nii6583_flux_err REAL,
    hbeta_flux REAL, hbeta_flux_err REAL, halpha_flux REAL, halpha_flux_err REAL,
    gas_vel_err REAL, gas_fwhm_err REAL);
INSERT INTO "cars_dr1.ifu_datatable_unbinned" VALUES
    (12, 1.5, 100, 1, 1, 0.1, 10, 1, 10, 1, 5, 5), (12, 2.5, 100, 1, 1, 1, 10, 1, 10, 1, 5, 5);
CREATE TABLE "tap_schema.tables" (table_name TEXT);
INSERT INTO "tap_schema.tables" VALUES ('cars_dr1.photometry');
)";

double number(Values values, int index)
{
    return sqlite3_value_double(values[index]);
}

QString text(sqlite3_value* value)
{
    return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_value_text(value)));
}

bool hasNull(int count, Values values)
{
    for (int i = 0; i < count; ++i) {
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return true;
    }
    return false;
}

template <double function(double)>
void unary(sqlite3_context* context, int count, Values values)
{
    if (!hasNull(count, values))
        sqlite3_result_double(context, function(number(values, 0)));
}

template <double function(double, double)>
void binary(sqlite3_context* context, int count, Values values)
{
    if (!hasNull(count, values))
        sqlite3_result_double(context, function(number(values, 0), number(values, 1)));
}

void baseTwo(sqlite3_context* context, int, Values values)
{
    sqlite3_result_double(context, std::log(number(values, 1)) / std::log(number(values, 0)));
}

void integer(sqlite3_context* context, int count, Values values)
{
    if (!hasNull(count, values))
        sqlite3_result_int64(context, std::llrint(number(values, 0)));
}

void real(sqlite3_context* context, int count, Values values)
{
    if (!hasNull(count, values))
        sqlite3_result_double(context, number(values, 0));
}

void like(sqlite3_context* context, int, Values values)
{
    const QString pattern = QRegularExpression::escape(text(values[1])).replace(u"\\%"_s, u".*"_s);
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    sqlite3_result_int(context, expression.match(text(values[0])).hasMatch());
}

void regex(sqlite3_context* context, int, Values values)
{
    const QRegularExpression expression(text(values[1]));
    sqlite3_result_int(context, expression.match(text(values[0])).hasMatch());
}

/// Good for short arcs at the equator, where the test data are.
void distance(sqlite3_context* context, int, Values values)
{
    sqlite3_result_double(
        context,
        std::hypot(number(values, 0) - number(values, 2), number(values, 1) - number(values, 3)));
}

/// "name(arguments)": shows which call arrived.
template <const char* name>
void echo(sqlite3_context* context, int count, Values values)
{
    QStringList parts;
    for (int i = 0; i < count; ++i)
        parts << text(values[i]);
    const QByteArray call = QByteArray(name) + '(' + parts.join(u',').toUtf8() + ')';
    sqlite3_result_text(context, call.constData(), static_cast<int>(call.size()), SQLITE_TRANSIENT);
}

constexpr char pointName[] = "POINT";
constexpr char circleName[] = "CIRCLE";
constexpr char containsName[] = "CONTAINS";

void nothing(sqlite3_context*, int, Values) { }
void finishNothing(sqlite3_context*) { }

Call callOf(const sql::SqliteFunction& function)
{
    static const QHash<QByteArray, Call> calls {
        {"tap_log10/1", unary<std::log10>},
        {"tap_ln/1", unary<std::log>},
        {"tap_log/2", baseTwo},
        {"tap_power/2", binary<std::pow>},
        {"tap_mod/2", binary<std::fmod>},
        {"tap_floor/1", unary<std::floor>},
        {"tap_integer/1", integer},
        {"tap_real/1", real},
        {"tap_like/2", like},
        {"tap_regex/2", regex},
        {"tap_distance/4", distance},
        {"tap_point/2", echo<pointName>},
        {"tap_circle/3", echo<circleName>},
        {"tap_contains/2", echo<containsName>},
    };
    return calls.value(QByteArray(function.name) + '/' + QByteArray::number(function.arity),
                       nothing);
}

} // namespace

SqliteBackend::SqliteBackend()
{
    sqlite3_open(":memory:", &m_database);
    for (const sql::SqliteFunction& function : sql::sqliteFunctions()) {
        const bool aggregate = function.kind == sql::SqliteFunction::Kind::Aggregate;
        sqlite3_create_function(m_database, function.name, function.arity, SQLITE_UTF8, nullptr,
                                aggregate ? nullptr : callOf(function),
                                aggregate ? nothing : nullptr, aggregate ? finishNothing : nullptr);
    }
    sqlite3_exec(m_database, tables, nullptr, nullptr, nullptr);
}

SqliteBackend::~SqliteBackend()
{
    sqlite3_close(m_database);
}

QString SqliteBackend::run(const QString& query)
{
    sqlite3_stmt* statement = nullptr;
    const QByteArray bytes = query.toUtf8();
    int code = sqlite3_prepare_v2(m_database, bytes.constData(), -1, &statement, nullptr);
    QStringList names;
    for (int column = 0; column < sqlite3_column_count(statement); ++column)
        names << QString::fromUtf8(sqlite3_column_name(statement, column));
    QStringList rows;
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        QStringList cells;
        for (int column = 0; column < names.size(); ++column) {
            const unsigned char* cell = sqlite3_column_text(statement, column);
            cells << (cell ? QString::fromUtf8(reinterpret_cast<const char*>(cell)) : u"~"_s);
        }
        rows << cells.join(u' ');
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE)
        return u"error: "_s + QString::fromUtf8(sqlite3_errmsg(m_database)) + u" in "_s + query;
    return names.join(u' ') + u": "_s + rows.join(u"; "_s);
}

} // namespace tapdesk::test
