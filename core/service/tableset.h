// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"

#include <QList>
#include <QString>

#include <optional>

namespace tapdesk {

struct ColumnInfo
{
    QString name = {}; ///< as the service gives it; may be quoted already
    QString description = {};
    QString unit = {};
    QString ucd = {};
    QString utype = {};
    QString type = {}; ///< for people and completion: "double", "char(*)", "VARCHAR(32)"
    bool indexed = false;
    bool primary = false;
    bool principal = false;

    friend bool operator==(const ColumnInfo&, const ColumnInfo&) = default;
};

struct ForeignKey
{
    QString targetTable = {};
    QList<std::pair<QString, QString>> columns = {}; ///< from, target

    friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct TableInfo
{
    QString name = {}; ///< exactly what FROM takes, schema included where it must be
    QString description = {};
    QString type = {}; ///< "table", "view", …
    std::optional<qint64> rows = {};
    QList<ColumnInfo> columns = {};
    bool columnsLoaded = false; ///< false: not asked yet, which is not "has none"
    QList<ForeignKey> foreignKeys = {};

    friend bool operator==(const TableInfo&, const TableInfo&) = default;
};

struct SchemaInfo
{
    QString name = {};
    QString description = {};
    QList<TableInfo> tables = {};

    friend bool operator==(const SchemaInfo&, const SchemaInfo&) = default;
};

/// The tables of a service. Source: VODataService 1.2, section 3; TAP 1.1, section 4.
struct Tableset
{
    QList<SchemaInfo> schemas = {};

    const TableInfo* table(const QString& name) const; ///< case-insensitive; null if unknown
    qsizetype tableCount() const;

    friend bool operator==(const Tableset&, const Tableset&) = default;
};

/// Reads a VOSI tables document (a tableset, or the one table of /tables/NAME) tolerantly.
/// @return Error::Kind::Parse with the line, or Protocol when it is no such document
/// Source: VOSI 1.1, section 4; protocols.md 1.12.
Result<Tableset> readTableset(const QByteArray& document);

/// Puts the rows of TAP_SCHEMA's tables together, by column name, in the layout of TAP 1.0 or
/// 1.1, flags as numbers or words. Any argument but the first two may be empty.
/// Source: TAP 1.1, section 4; protocols.md 1.11.
Tableset tablesetFromTapSchema(const Table& schemas, const Table& tables, const Table& columns,
                               const Table& keys, const Table& keyColumns);

/// The columns in rows of TAP_SCHEMA.columns that are all about one table, in display order.
QList<ColumnInfo> columnsFromTapSchema(const Table& columns);

} // namespace tapdesk
