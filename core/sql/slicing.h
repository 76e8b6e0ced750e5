// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

namespace tapdesk::sql {

/// Why a statement cannot be cut into slices whose rows together are its own.
struct SliceRefusal
{
    enum class Kind {
        NotOneSelect, ///< several statements, or one that does not begin with SELECT
        Unclosed, ///< a literal, a comment or a parenthesis has no end
        NoFrom,
        Clause, ///< evidence is the word: DISTINCT, TOP, LIMIT, GROUP, ORDER, UNION, …
        Aggregate, ///< evidence is the function
        NotAColumn ///< what was named is no name of a column
    };

    Kind kind = Kind::NotOneSelect;
    QString evidence = {};

    friend bool operator==(const SliceRefusal&, const SliceRefusal&) = default;
};

template <typename T>
using SliceResult = tl::expected<T, SliceRefusal>;

/// The statement with a further condition that its rows must meet: added to its own WHERE, whose
/// condition is put in parentheses, or as a WHERE of its own.
///
/// Only a SELECT whose rows do not depend on one another can be cut: no aggregates, windows, set
/// operations, DISTINCT, TOP, LIMIT, and no ORDER BY, as its order would be lost. What is within
/// parentheses of FROM and WHERE does not matter. An aggregate that a site has defined itself
/// cannot be told from a function of one row.
SliceResult<QString> withCondition(const QString& text, Dialect dialect, const QString& condition);

/// The query for the least and the greatest value of a column in the rows of the statement, named
/// slice_min and slice_max.
/// @param column  as the statement may name it in WHERE: `x`, `a.x`, `"X"`
SliceResult<QString> boundsQuery(const QString& text, Dialect dialect, const QString& column);

/// Whether it is a name as SQL writes them, qualified or not.
bool isColumnName(QStringView name, Dialect dialect);

} // namespace tapdesk::sql
