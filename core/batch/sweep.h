// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/jointables.h"
#include "core/tap/queryresult.h"
#include "core/tap/tapquery.h"

#include <QStringList>

#include <optional>
#include <tl/expected.hpp>

namespace tapdesk {

/// The values that a placeholder takes, one after the other.
struct SweepParameter
{
    QString name = {}; ///< of the placeholder
    Datatype datatype = Datatype::Char; ///< Long, Double or Char
    QStringList values = {}; ///< as written, numbers too; none twice
    qsizetype nulls = 0; ///< left out: nothing equals null
    qsizetype repeated = 0; ///< left out, as its rows would come twice

    friend bool operator==(const SweepParameter&, const SweepParameter&) = default;
};

/// Why there is no sweep.
struct SweepError
{
    enum class Kind {
        NoValues, ///< of the parameter
        BadRange, ///< START:STOP[:STEP] that is none, goes the wrong way, or overflows
        TooMany, ///< more than mostSweepQueries
        NoColumn, ///< the table has no column of this name
        ArrayColumn, ///< its cells are no single values
        NoPlaceholder, ///< the query has none of this name
        NoParameter ///< a placeholder has no values
    };

    Kind kind = Kind::NoValues;
    QString evidence = {}; ///< the name, or what was written

    friend bool operator==(const SweepError&, const SweepError&) = default;
};

template <typename T>
using SweepResult = tl::expected<T, SweepError>;

constexpr qsizetype mostSweepQueries = 10'000;

/// "a, b" or "1, 2.50, 3": values by commas, in quotes where they hold one ('it''s, really').
/// All are numbers, or all are texts; what is in quotes is text.
SweepResult<SweepParameter> sweepList(const QString& name, const QString& written);

/// START:STOP or START:STOP:STEP, the end included where a step hits it. Integers and decimals
/// are exact: 0.1:0.3:0.1 is 0.1, 0.2, 0.3. The step is 1, or -1 downwards.
SweepResult<SweepParameter> sweepRange(const QString& name, const QString& written);

/// The cells of a column; nulls, and numbers that are none, are left out and counted.
SweepResult<SweepParameter> sweepColumn(const QString& name, const Table& table,
                                        const QString& column);

/// A range if it reads as one, else a list.
SweepResult<SweepParameter> sweepValues(const QString& name, const QString& written);

/// One query of a sweep.
struct SweepQuery
{
    TapQuery query;
    QStringList values; ///< of the parameters, in their order

    friend bool operator==(const SweepQuery&, const SweepQuery&) = default;
};

/// The queries for all combinations of values, the last parameter varying fastest. Numbers are
/// written as they were, texts as SQL literals. A run id gets a number: "sed-07".
SweepResult<QList<SweepQuery>> sweepQueries(const TapQuery& query,
                                            const QList<SweepParameter>& parameters);

/// What the runs of a sweep gave, together.
struct SweepTable
{
    QueryResult result; ///< rows of all parts; cut or partial where the first such part is
    QList<JoinWarning> warnings;
};

/// The rows of all runs that gave some, with the parameters as first columns. A parameter whose
/// name a column of the rows has already is called NAME_parameter. Truth and provenance are those
/// of the sweep: the query with its placeholders, and the worst extent of any part.
///
/// @param results  of @p queries, in their order; nothing for a run that failed, which makes the
///                 whole partial
SweepTable joinSweep(const TapQuery& query, const QList<SweepParameter>& parameters,
                     const QList<SweepQuery>& queries,
                     const QList<std::optional<QueryResult>>& results);

} // namespace tapdesk
