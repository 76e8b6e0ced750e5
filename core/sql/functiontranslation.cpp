// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/functiontranslation.h"

#include <algorithm>
#include <string_view>

namespace tapdesk::sql {
namespace {

using Rule = FunctionRule;

// Sorted by name, so that a rule is found by bisection.

/// What both dialects write alike. Source: as of the two below.
constexpr Rule commonRules[] = {
    {u"ABS", 1, 1, u"abs($1)"},
    {u"ACOS", 1, 1, u"tap_acos($1)"},
    {u"ASIN", 1, 1, u"tap_asin($1)"},
    {u"ATAN", 1, 1, u"tap_atan($1)"},
    {u"ATAN2", 2, 2, u"tap_atan2($*)"},
    {u"AVG", 1, 1, u"avg($1)", Rule::Aggregate},
    {u"CEILING", 1, 1, u"tap_ceiling($1)"},
    {u"CHARACTER_LENGTH", 1, 1, u"length($1)"},
    {u"CHAR_LENGTH", 1, 1, u"length($1)"},
    {u"COALESCE", 2, -1, u"coalesce($*)"},
    {u"COS", 1, 1, u"tap_cos($1)"},
    {u"COT", 1, 1, u"tap_cot($1)"},
    {u"COUNT", 1, 1, u"count($1)", Rule::Aggregate},
    {u"DEGREES", 1, 1, u"tap_degrees($1)"},
    {u"EXP", 1, 1, u"tap_exp($1)"},
    {u"FLOOR", 1, 1, u"tap_floor($1)"},
    {u"LOG10", 1, 1, u"tap_log10($1)"},
    {u"LOWER", 1, 1, u"lower($1)"},
    {u"MAX", 1, 1, u"max($1)", Rule::Aggregate},
    {u"MIN", 1, 1, u"min($1)", Rule::Aggregate},
    {u"MOD", 2, 2, u"tap_mod($*)"},
    {u"NULLIF", 2, 2, u"nullif($*)"},
    {u"PI", 0, 0, u"tap_pi()"},
    {u"POWER", 2, 2, u"tap_power($*)"},
    {u"RADIANS", 1, 1, u"tap_radians($1)"},
    {u"ROUND", 1, 2, u"tap_round($*)"},
    {u"SIN", 1, 1, u"tap_sin($1)"},
    {u"SQRT", 1, 1, u"tap_sqrt($1)"},
    {u"SUBSTRING", 2, 3, u"substr($*)"},
    {u"SUM", 1, 1, u"sum($1)", Rule::Aggregate},
    {u"TAN", 1, 1, u"tap_tan($1)"},
    {u"UPPER", 1, 1, u"upper($1)"},
};

/// Source: ADQL 2.1, sections 2.3, 4.2 and 4.3, with what the services of Daiquiri add.
constexpr Rule adqlRules[] = {
    {u"AREA", 1, 1, u"tap_area($1)"},
    {u"BOX", 3, 4, u"tap_box($*)", Rule::Frame},
    {u"CENTROID", 1, 1, u"tap_centroid($1)"},
    {u"CIRCLE", 2, 3, u"tap_circle($*)", Rule::Frame},
    {u"CONTAINS", 2, 2, u"tap_contains($*)", Rule::TruthNumber},
    {u"COORD1", 1, 1, u"tap_coord1($1)"},
    {u"COORD2", 1, 1, u"tap_coord2($1)"},
    {u"COORDSYS", 1, 1, u"iif(tap_area($1) IS NULL, NULL, 'ICRS')"},
    {u"DISTANCE", 2, 2, u"tap_distance($*)"},
    {u"DISTANCE", 4, 4, u"tap_distance($*)"},
    {u"INTERSECTS", 2, 2, u"tap_intersects($*)", Rule::TruthNumber},
    {u"LOG", 1, 1, u"tap_ln($1)"},
    {u"POINT", 2, 2, u"tap_point($*)", Rule::Frame},
    {u"POLYGON", 3, -1, u"tap_polygon($*)", Rule::Frame},
    {u"RAND", 0, 1, u"tap_random()"},
    {u"TRIM", 1, 1, u"trim($1)"},
    {u"TRUNCATE", 1, 2, u"tap_trunc($*)"},
};

/// Source: PostgreSQL 15, chapter 9; pgSphere 1.5; q3c 2.0.
constexpr Rule postgresRules[] = {
    {u"AREA", 1, 1, u"tap_radians(tap_radians(tap_area($1)))"},
    {u"BOOL_AND", 1, 1, u"min($1)", Rule::Aggregate},
    {u"BOOL_OR", 1, 1, u"max($1)", Rule::Aggregate},
    {u"BTRIM", 1, 2, u"trim($*)"},
    {u"CBRT", 1, 1, u"tap_cbrt($1)"},
    {u"CEIL", 1, 1, u"tap_ceiling($1)"},
    {u"CONCAT", 1, -1, u"tap_concat($*)"},
    {u"EVERY", 1, 1, u"min($1)", Rule::Aggregate},
    {u"GREATEST", 1, -1, u"tap_greatest($*)"},
    {u"LAT", 1, 1, u"tap_radians(tap_coord2($1))"},
    {u"LEAST", 1, -1, u"tap_least($*)"},
    {u"LEFT", 2, 2, u"tap_left($*)"},
    {u"LENGTH", 1, 1, u"length($1)"},
    {u"LN", 1, 1, u"tap_ln($1)"},
    {u"LOG", 1, 1, u"tap_log10($1)"},
    {u"LOG", 2, 2, u"tap_log($*)"},
    {u"LONG", 1, 1, u"tap_radians(tap_coord1($1))"},
    {u"LTRIM", 1, 2, u"ltrim($*)"},
    {u"NOW", 0, 0, u"datetime('now')"},
    {u"Q3C_DIST", 4, 4, u"tap_distance($*)"},
    {u"Q3C_JOIN", 5, 5, u"(tap_distance($1, $2, $3, $4) <= $5)"},
    {u"Q3C_RADIAL_QUERY", 5, 5, u"(tap_distance($1, $2, $3, $4) <= $5)"},
    {u"RANDOM", 0, 0, u"tap_random()"},
    {u"REPLACE", 3, 3, u"replace($*)"},
    {u"RIGHT", 2, 2, u"tap_right($*)"},
    {u"RTRIM", 1, 2, u"rtrim($*)"},
    {u"SCIRCLE", 2, 2, u"tap_circle($1, tap_degrees($2))"},
    {u"SIGN", 1, 1, u"tap_sign($1)"},
    {u"SPOINT", 2, 2, u"tap_point(tap_degrees($1), tap_degrees($2))"},
    {u"STDDEV", 1, 1, u"tap_stddev_samp($1)", Rule::Aggregate},
    {u"STDDEV_POP", 1, 1, u"tap_stddev_pop($1)", Rule::Aggregate},
    {u"STDDEV_SAMP", 1, 1, u"tap_stddev_samp($1)", Rule::Aggregate},
    {u"STRING_AGG", 2, 2, u"group_concat($*)"},
    {u"STRPOS", 2, 2, u"instr($*)"},
    {u"SUBSTR", 2, 3, u"substr($*)"},
    {u"TRIM", 1, 2, u"trim($*)"},
    {u"TRUNC", 1, 2, u"tap_trunc($*)"},
    {u"VARIANCE", 1, 1, u"tap_var_samp($1)", Rule::Aggregate},
    {u"VAR_POP", 1, 1, u"tap_var_pop($1)", Rule::Aggregate},
    {u"VAR_SAMP", 1, 1, u"tap_var_samp($1)", Rule::Aggregate},
};

constexpr bool isSorted(std::span<const Rule> rules)
{
    const auto text = [](const Rule& rule) {
        return std::u16string_view(rule.name.utf16(), static_cast<std::size_t>(rule.name.size()));
    };
    return std::ranges::is_sorted(rules, {}, text);
}

static_assert(isSorted(commonRules));
static_assert(isSorted(adqlRules));
static_assert(isSorted(postgresRules));

std::span<const Rule> rulesIn(std::span<const Rule> rules, QStringView name)
{
    const auto first = std::lower_bound(
        rules.begin(), rules.end(), name, [](const Rule& rule, QStringView wanted) {
            return rule.name.compare(wanted, Qt::CaseInsensitive) < 0;
        });
    const auto last = std::find_if(first, rules.end(), [name](const Rule& rule) {
        return rule.name.compare(name, Qt::CaseInsensitive) != 0;
    });
    return {first, last};
}

} // namespace

std::span<const FunctionRule> functionRules(QStringView name, Dialect dialect)
{
    const auto own =
        dialect == Dialect::Adql ? rulesIn(adqlRules, name) : rulesIn(postgresRules, name);
    return own.empty() ? rulesIn(commonRules, name) : own;
}

QString writeCall(QStringView form, const QStringList& arguments)
{
    QString call;
    for (qsizetype i = 0; i < form.size(); ++i) {
        if (form[i] != u'$') {
            call += form[i];
            continue;
        }
        ++i;
        if (form[i] == u'*')
            call += arguments.join(QStringView(u", "));
        else
            call += arguments.at(form[i].digitValue() - 1);
    }
    return call;
}

} // namespace tapdesk::sql
