// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/htmltokenizer.h"
#include "core/service/tableset.h"
#include "core/service/typetext.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qsizetype absent = -1;

qsizetype columnNamed(const Table& table, QLatin1StringView name)
{
    for (qsizetype i = 0; i < table.columnCount(); ++i) {
        auto known = QStringView(table.fields()[i].name);
        if (known.size() > 1 && known.startsWith(u'"') && known.endsWith(u'"'))
            known = known.sliced(1, known.size() - 2); // "size" is a reserved word
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return i;
    }
    return absent;
}

/// The cells of one column, which a service may not have.
class Cells
{
public:
    Cells(const Table& table, QLatin1StringView name)
        : m_table(table)
        , m_column(columnNamed(table, name))
    {
    }

    QString text(qsizetype row) const
    {
        return m_column == absent ? QString() : m_table.text(row, m_column).trimmed();
    }

    /// 0 and 1, booleans, and their words.
    bool flag(qsizetype row) const
    {
        const auto word = text(row).toLower();
        return word == "1"_L1 || word == "t"_L1 || word == "true"_L1 || word == "y"_L1
            || word == "yes"_L1;
    }

    /// Where a row is shown: rows without a place come last.
    double place(qsizetype row) const
    {
        bool ok = false;
        const double number = text(row).toDouble(&ok);
        return ok ? number : std::numeric_limits<double>::infinity();
    }

private:
    const Table& m_table;
    qsizetype m_column;
};

/// Rows by the numbers of @p places, then by @p names, then as they came.
std::vector<qsizetype> sortedRows(const Table& table, const Cells& places, const Cells* names)
{
    struct Row
    {
        qsizetype row = 0;
        double place = 0;
        QString name = {};
    };
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(table.rowCount()));
    for (qsizetype row = 0; row < table.rowCount(); ++row)
        rows.push_back({row, places.place(row), names ? names->text(row).toLower() : QString()});
    std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
        return left.place != right.place ? left.place < right.place : left.name < right.name;
    });
    std::vector<qsizetype> order;
    order.reserve(rows.size());
    for (const auto& row : rows)
        order.push_back(row.row);
    return order;
}

/// Reads rows of TAP_SCHEMA.columns.
class ColumnRows
{
public:
    explicit ColumnRows(const Table& table)
        : m_names(table, "column_name"_L1)
        , m_datatypes(table, "datatype"_L1)
        , m_arraysizes(table, "arraysize"_L1)
        , m_sizes(table, "size"_L1)
        , m_descriptions(table, "description"_L1)
        , m_units(table, "unit"_L1)
        , m_ucds(table, "ucd"_L1)
        , m_utypes(table, "utype"_L1)
        , m_indexed(table, "indexed"_L1)
        , m_principal(table, "principal"_L1)
    {
    }

    ColumnInfo read(qsizetype row) const
    {
        ColumnInfo column;
        column.name = m_names.text(row);
        column.description = withoutHtml(m_descriptions.text(row));
        column.unit = m_units.text(row);
        column.ucd = m_ucds.text(row);
        column.utype = m_utypes.text(row);
        column.type = typeText(m_datatypes.text(row), length(row));
        column.indexed = m_indexed.flag(row);
        column.principal = m_principal.flag(row);
        return column;
    }

private:
    /// "size" counts bytes of numbers on some services: it is a length for text and bytes only.
    QString length(qsizetype row) const
    {
        if (const auto arraysize = m_arraysizes.text(row); !arraysize.isEmpty())
            return arraysize;
        const auto datatype = m_datatypes.text(row);
        const bool hasLength = datatype.contains("char"_L1, Qt::CaseInsensitive)
            || datatype.contains("binary"_L1, Qt::CaseInsensitive);
        return hasLength ? m_sizes.text(row) : QString();
    }

    Cells m_names, m_datatypes, m_arraysizes, m_sizes, m_descriptions, m_units, m_ucds, m_utypes,
        m_indexed, m_principal;
};

/// Puts a tableset together and finds its tables by name.
class Assembly
{
public:
    void addSchemas(const Table& schemas);
    void addTables(const Table& tables);
    void addColumns(const Table& columns);
    void addKeys(const Table& keys, const Table& keyColumns);
    Tableset take() { return std::move(m_tableset); }

private:
    SchemaInfo& schema(const QString& name);
    TableInfo* table(const QString& name);

    Tableset m_tableset;
    QHash<QString, qsizetype> m_schemas; // lower-case name to index
    QHash<QString, std::pair<qsizetype, qsizetype>> m_tables; // to indices of schema and table
};

SchemaInfo& Assembly::schema(const QString& name)
{
    const auto key = name.toLower();
    const auto known = m_schemas.constFind(key);
    if (known != m_schemas.cend())
        return m_tableset.schemas[*known];
    m_schemas.insert(key, m_tableset.schemas.size());
    SchemaInfo schema;
    schema.name = name;
    m_tableset.schemas.append(schema);
    return m_tableset.schemas.last();
}

TableInfo* Assembly::table(const QString& name)
{
    const auto known = m_tables.constFind(name.toLower());
    if (known == m_tables.cend())
        return nullptr;
    return &m_tableset.schemas[known->first].tables[known->second];
}

void Assembly::addSchemas(const Table& schemas)
{
    const Cells names(schemas, "schema_name"_L1);
    const Cells descriptions(schemas, "description"_L1);
    for (const auto row : sortedRows(schemas, {schemas, "schema_index"_L1}, &names)) {
        if (const auto name = names.text(row); !name.isEmpty())
            schema(name).description = withoutHtml(descriptions.text(row));
    }
}

void Assembly::addTables(const Table& tables)
{
    const Cells names(tables, "table_name"_L1);
    const Cells schemas(tables, "schema_name"_L1);
    const Cells types(tables, "table_type"_L1);
    const Cells descriptions(tables, "description"_L1);
    const Cells counts(tables, "nrows"_L1);
    for (const auto row : sortedRows(tables, {tables, "table_index"_L1}, &names)) {
        TableInfo info;
        info.name = names.text(row);
        const auto key = info.name.toLower();
        if (key.isEmpty() || m_tables.contains(key))
            continue;
        info.type = types.text(row);
        info.description = withoutHtml(descriptions.text(row));
        bool ok = false;
        const auto count = counts.text(row).toLongLong(&ok);
        if (ok && count >= 0)
            info.rows = count;
        auto& home = schema(schemas.text(row));
        m_tables.insert(key, {m_schemas.value(home.name.toLower()), home.tables.size()});
        home.tables.append(info);
    }
}

void Assembly::addColumns(const Table& columns)
{
    const Cells tables(columns, "table_name"_L1);
    const ColumnRows rows(columns);
    for (const auto row : sortedRows(columns, {columns, "column_index"_L1}, nullptr)) {
        auto* home = table(tables.text(row));
        auto column = rows.read(row);
        if (!home || column.name.isEmpty())
            continue;
        home->columns.append(std::move(column));
        home->columnsLoaded = true;
    }
}

void Assembly::addKeys(const Table& keys, const Table& keyColumns)
{
    const Cells idsOfPairs(keyColumns, "key_id"_L1);
    const Cells from(keyColumns, "from_column"_L1);
    const Cells target(keyColumns, "target_column"_L1);
    QHash<QString, QList<std::pair<QString, QString>>> pairs;
    for (qsizetype row = 0; row < keyColumns.rowCount(); ++row)
        pairs[idsOfPairs.text(row)].append({from.text(row), target.text(row)});

    const Cells ids(keys, "key_id"_L1);
    const Cells fromTables(keys, "from_table"_L1);
    const Cells targetTables(keys, "target_table"_L1);
    for (qsizetype row = 0; row < keys.rowCount(); ++row) {
        auto* home = table(fromTables.text(row));
        const auto columns = pairs.value(ids.text(row));
        if (home && !columns.isEmpty())
            home->foreignKeys.append({.targetTable = targetTables.text(row), .columns = columns});
    }
}

} // namespace

Tableset tablesetFromTapSchema(const Table& schemas, const Table& tables, const Table& columns,
                               const Table& keys, const Table& keyColumns)
{
    Assembly assembly;
    assembly.addSchemas(schemas);
    assembly.addTables(tables);
    assembly.addColumns(columns);
    assembly.addKeys(keys, keyColumns);
    return assembly.take();
}

QList<ColumnInfo> columnsFromTapSchema(const Table& columns)
{
    const ColumnRows rows(columns);
    QList<ColumnInfo> infos;
    for (const auto row : sortedRows(columns, {columns, "column_index"_L1}, nullptr)) {
        auto column = rows.read(row);
        if (!column.name.isEmpty())
            infos.append(std::move(column));
    }
    return infos;
}

} // namespace tapdesk
