// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

struct sqlite3;
struct sqlite3_context;
struct sqlite3_value;

namespace tapdesk::localtap {

/// How one of the functions of sql/sqlitefunctions.h is computed. What each means is said there.
struct FunctionBody
{
    using Call = void (*)(sqlite3_context* context, int count, sqlite3_value** values);

    const char* name = nullptr;
    int arity = 0; ///< -1: any number
    Call call = nullptr; ///< of a scalar, and of each row of an aggregate
    void (*finish)(sqlite3_context* context) = nullptr; ///< of an aggregate
};

std::span<const FunctionBody> mathFunctions();
std::span<const FunctionBody> textFunctions();
std::span<const FunctionBody> statisticsFunctions();
std::span<const FunctionBody> geometryFunctions();

/// Adds all of them to a connection.
void registerSqlFunctions(sqlite3* database);

} // namespace tapdesk::localtap
