// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QStringList>

#include <span>

namespace tapdesk::sql {

/// How a function of a dialect is written for SQLite.
struct FunctionRule
{
    enum Trait {
        None = 0,
        Aggregate = 1, ///< takes DISTINCT
        Frame = 2, ///< a coordinate system, as a string, may come first
        TruthNumber = 4 ///< yields 1 or 0, which must be compared
    };

    QStringView name; ///< upper case
    int least = 0; ///< arguments, a coordinate system not counted
    int most = 0; ///< likewise; -1: any number
    QStringView form; ///< $1, $2 … for one argument, $* for all
    int traits = None;
};

/// The rules for a function, one for each number of arguments that has a form of its own; none
/// when the embedded service has no such function. All have the same traits.
/// @param name  in any case
std::span<const FunctionRule> functionRules(QStringView name, Dialect dialect);

/// The form with its arguments, which are translated already and fit where the form has them.
QString writeCall(QStringView form, const QStringList& arguments);

} // namespace tapdesk::sql
