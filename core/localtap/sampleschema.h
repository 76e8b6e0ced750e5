// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/datatype.h"

#include <QLatin1StringView>
#include <QString>

#include <span>

namespace tapdesk::localtap {

/// What a column of the sample service is. One place for CREATE TABLE, TAP_SCHEMA, the VOSI
/// tables document and the FIELDs of results.
struct ColumnInfo
{
    QLatin1StringView name = {};
    Datatype datatype = Datatype::Double;
    QLatin1StringView unit = {};
    QLatin1StringView ucd = {};
    QLatin1StringView description = {};
    QLatin1StringView xtype = {};
    bool indexed = false;
    bool principal = false; ///< of those that a person wants to see first
    bool standard = false; ///< prescribed by a standard

    constexpr bool isText() const { return datatype == Datatype::Char; }

    /// The name as a query of any language writes it: reserved words of ADQL in quotes.
    QString queryName() const;
};

/// A table of the sample service.
struct TableInfo
{
    QLatin1StringView schema = {};
    QLatin1StringView name = {}; ///< without the schema
    QLatin1StringView description = {};
    std::span<const ColumnInfo> columns = {};

    /// "schema.name", which is also what the table is called in SQLite.
    QString qualifiedName() const;
};

/// A foreign key: a column of one table whose values are those of a column of another.
struct KeyInfo
{
    QLatin1StringView id = {};
    QLatin1StringView fromTable = {}; ///< qualified
    QLatin1StringView targetTable = {}; ///< qualified
    QLatin1StringView fromColumn = {};
    QLatin1StringView targetColumn = {};
    QLatin1StringView description = {};
};

struct SchemaInfo
{
    QLatin1StringView name = {};
    QLatin1StringView description = {};
};

inline constexpr QLatin1StringView dataSchema {"cars_dr1"};
inline constexpr QLatin1StringView metadataSchema {"TAP_SCHEMA"};

/// The sentence that goes with every result.
inline constexpr QLatin1StringView syntheticNote {"SYNTHETIC data: every value comes from a random "
                                                  "number generator and describes no real object"};

std::span<const SchemaInfo> sampleSchemas();
std::span<const TableInfo> dataTables(); ///< of schema cars_dr1
std::span<const TableInfo> metadataTables(); ///< of TAP_SCHEMA
std::span<const KeyInfo> sampleKeys();

/// The column, found by names in any case; null when there is none.
const ColumnInfo* findColumn(QStringView qualifiedTable, QStringView column);

} // namespace tapdesk::localtap
