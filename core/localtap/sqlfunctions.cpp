// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sqlfunctions.h"

#include "core/sql/sqlitefunctions.h"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

namespace tapdesk::localtap {

namespace {

const FunctionBody* bodyOf(const sql::SqliteFunction& function)
{
    for (const auto list :
         {mathFunctions(), textFunctions(), statisticsFunctions(), geometryFunctions()}) {
        const auto found = std::ranges::find_if(list, [&function](const FunctionBody& body) {
            return body.arity == function.arity && std::strcmp(body.name, function.name) == 0;
        });
        if (found != list.end())
            return &*found;
    }
    return nullptr;
}

} // namespace

void registerSqlFunctions(sqlite3* database)
{
    for (const sql::SqliteFunction& function : sql::sqliteFunctions()) {
        const FunctionBody* body = bodyOf(function);
        Q_ASSERT_X(body, function.name, "no such function here");
        if (!body)
            continue;
        int flags = SQLITE_UTF8;
        if (std::strcmp(body->name, "tap_random") != 0)
            flags |= SQLITE_DETERMINISTIC;
        sqlite3_create_function(database, body->name, body->arity, flags, nullptr,
                                body->finish ? nullptr : body->call,
                                body->finish ? body->call : nullptr, body->finish);
    }
}

} // namespace tapdesk::localtap
