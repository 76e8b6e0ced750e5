// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sqlfunctions.h"
#include "core/localtap/sqlvalues.h"

#include <QtGlobal>

namespace tapdesk::localtap {

namespace {

/// Running mean and sum of squared distances from it. All zero is the empty state, which is what
/// SQLite hands out. Source: Welford 1962, Technometrics 4, 419.
struct Moments
{
    qint64 count = 0;
    double mean = 0;
    double squares = 0;
};

void addValue(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    auto* moments = static_cast<Moments*>(sqlite3_aggregate_context(context, sizeof(Moments)));
    if (!moments)
        return sqlite3_result_error_nomem(context);
    const double value = sqlite3_value_double(values[0]);
    const double distance = value - moments->mean;
    ++moments->count;
    moments->mean += distance / static_cast<double>(moments->count);
    moments->squares += distance * (value - moments->mean);
}

enum class Of { Sample, Population };
enum class Give { Variance, Deviation };

template <Of Kind, Give Result>
void finish(sqlite3_context* context)
{
    const auto* moments = static_cast<const Moments*>(sqlite3_aggregate_context(context, 0));
    const qint64 weight = moments ? moments->count - (Kind == Of::Sample ? 1 : 0) : 0;
    if (weight < 1)
        return;
    const double variance = moments->squares / static_cast<double>(weight);
    returnNumber(context, Result == Give::Variance ? variance : std::sqrt(variance));
}

constexpr FunctionBody bodies[] = {
    {"tap_stddev_samp", 1, addValue, finish<Of::Sample, Give::Deviation>},
    {"tap_stddev_pop", 1, addValue, finish<Of::Population, Give::Deviation>},
    {"tap_var_samp", 1, addValue, finish<Of::Sample, Give::Variance>},
    {"tap_var_pop", 1, addValue, finish<Of::Population, Give::Variance>},
};

} // namespace

std::span<const FunctionBody> statisticsFunctions()
{
    return bodies;
}

} // namespace tapdesk::localtap
