// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QStringView>

#include <span>

namespace tapdesk::sql {

/// Whether a word is worth the colour of a keyword. Any case; names of functions are none.
bool isKeyword(QStringView word, Dialect dialect);

/// Whether a word names a function that the language has, or that many services add to it
/// (pgSphere, q3c, the functions of the IVOA's catalogue). Any case.
bool isFunction(QStringView word, Dialect dialect);

/// Whether a word must be quoted to be the name of a column or table. Any case.
bool isReserved(QStringView word, Dialect dialect);

/// All words for which isKeyword() is true; upper case, sorted.
std::span<const QStringView> keywords(Dialect dialect);

/// All words for which isFunction() is true; upper case, sorted.
std::span<const QStringView> functions(Dialect dialect);

} // namespace tapdesk::sql
