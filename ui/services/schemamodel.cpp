// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/schemamodel.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int tableShift = 32;

quintptr idOf(int schema, int table)
{
    return (static_cast<quintptr>(table + 1) << tableShift) | static_cast<quintptr>(schema + 1);
}

int schemaOf(quintptr id)
{
    return static_cast<int>(id & 0xffffffffU) - 1;
}

int tableOf(quintptr id)
{
    return static_cast<int>(id >> tableShift) - 1;
}

QString tip(const QString& name, const QString& facts, const QString& description)
{
    QString html = u"<b>%1</b>"_s.arg(name.toHtmlEscaped());
    if (!facts.isEmpty())
        html += u"<br>"_s + facts.toHtmlEscaped();
    if (!description.isEmpty())
        html += u"<p>%1</p>"_s.arg(description.simplified().toHtmlEscaped());
    return html;
}

/// The table's own part of its name: the tree shows the schema above it.
QString shortName(const SchemaInfo& schema, const TableInfo& table)
{
    return table.name.startsWith(schema.name + u'.') ? table.name.sliced(schema.name.size() + 1)
                                                     : table.name;
}

QString tablesText(qsizetype tables)
{
    return tables == 1 ? SchemaModel::tr("1 table")
                       : SchemaModel::tr("%1 tables").arg(countText(tables));
}

} // namespace

static_assert(sizeof(quintptr) == 8, "the path of a column is packed into one number");

SchemaModel::SchemaModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void SchemaModel::setTableset(Tableset tableset)
{
    beginResetModel();
    m_tableset = std::move(tableset);
    m_asked.clear();
    endResetModel();
}

QModelIndex SchemaModel::tableIndex(const QString& tableName) const
{
    for (int s = 0; s < static_cast<int>(m_tableset.schemas.size()); ++s) {
        const auto& tables = m_tableset.schemas.at(s).tables;
        for (int t = 0; t < static_cast<int>(tables.size()); ++t) {
            if (tables.at(t).name == tableName)
                return index(t, 0, index(s, 0));
        }
    }
    return {};
}

void SchemaModel::setColumns(const QString& tableName, const TableInfo& loaded)
{
    m_asked.remove(tableName);
    const QModelIndex place = tableIndex(tableName);
    if (!place.isValid() || tableAt(place).columnsLoaded)
        return;
    auto& table = m_tableset.schemas[schemaOf(place.internalId())].tables[place.row()];
    const auto last = static_cast<int>(loaded.columns.size()) - 1;
    if (last >= 0)
        beginInsertRows(place, 0, last);
    table.columns = loaded.columns;
    table.columnsLoaded = true;
    if (last >= 0)
        endInsertRows();
    emit dataChanged(place, place.siblingAtColumn(ColumnCount - 1)); // it may have no columns
}

void SchemaModel::columnsFailed(const QString& tableName)
{
    m_asked.remove(tableName);
}

SchemaModel::Kind SchemaModel::kindOf(const QModelIndex& index)
{
    if (index.internalId() == 0)
        return Kind::Schema;
    return tableOf(index.internalId()) < 0 ? Kind::Table : Kind::Column;
}

const SchemaInfo& SchemaModel::schemaAt(const QModelIndex& index) const
{
    const int schema = kindOf(index) == Kind::Schema ? index.row() : schemaOf(index.internalId());
    return m_tableset.schemas.at(schema);
}

const TableInfo& SchemaModel::tableAt(const QModelIndex& index) const
{
    const int table = kindOf(index) == Kind::Table ? index.row() : tableOf(index.internalId());
    return schemaAt(index).tables.at(table);
}

const ColumnInfo& SchemaModel::columnAt(const QModelIndex& index) const
{
    return tableAt(index).columns.at(index.row());
}

QModelIndex SchemaModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    if (kindOf(parent) == Kind::Schema)
        return createIndex(row, column, idOf(parent.row(), -1));
    return createIndex(row, column, idOf(schemaOf(parent.internalId()), parent.row()));
}

QModelIndex SchemaModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || kindOf(child) == Kind::Schema)
        return {};
    const int schema = schemaOf(child.internalId());
    if (kindOf(child) == Kind::Table)
        return createIndex(schema, 0, quintptr(0));
    return createIndex(tableOf(child.internalId()), 0, idOf(schema, -1));
}

int SchemaModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_tableset.schemas.size());
    if (parent.column() > 0)
        return 0;
    switch (kindOf(parent)) {
    case Kind::Schema:
        return static_cast<int>(schemaAt(parent).tables.size());
    case Kind::Table:
        return static_cast<int>(tableAt(parent).columns.size());
    case Kind::Column:
        break;
    }
    return 0;
}

int SchemaModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool SchemaModel::hasChildren(const QModelIndex& parent) const
{
    return rowCount(parent) > 0 || canFetchMore(parent);
}

bool SchemaModel::canFetchMore(const QModelIndex& parent) const
{
    return parent.isValid() && parent.column() == 0 && kindOf(parent) == Kind::Table
        && !tableAt(parent).columnsLoaded;
}

void SchemaModel::fetchMore(const QModelIndex& parent)
{
    // A view asks again at every layout until the rows are there.
    if (!canFetchMore(parent) || m_asked.contains(tableAt(parent).name))
        return;
    m_asked.insert(tableAt(parent).name);
    emit columnsWanted(tableAt(parent).name);
}

QVariant SchemaModel::schemaData(const QModelIndex& index, int role) const
{
    const SchemaInfo& schema = schemaAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return schema.name.isEmpty() ? tr("(no schema)") : schema.name;
    case Qt::DecorationRole:
        return icon(u"schema"_s);
    case Qt::ToolTipRole:
        return tip(schema.name, tablesText(schema.tables.size()), schema.description);
    case NameRole:
        return schema.name;
    case FilterRole:
        return schema.name;
    default:
        return {};
    }
}

QVariant SchemaModel::tableData(const QModelIndex& index, int role) const
{
    const TableInfo& table = tableAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return shortName(schemaAt(index), table);
    case Qt::DecorationRole:
        return icon(table.type == "view"_L1 ? u"view"_s : u"table"_s);
    case Qt::ToolTipRole:
        return tip(table.name, table.rows ? rowsText(*table.rows) : QString(), table.description);
    case NameRole:
        return table.name;
    case FilterRole:
        return QString(table.name + u'\n' + table.description);
    default:
        return {};
    }
}

QVariant SchemaModel::columnData(const QModelIndex& index, int role) const
{
    const ColumnInfo& column = columnAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case Qt::DecorationRole:
        return icon(column.primary       ? u"column-key"_s
                        : column.indexed ? u"column-indexed"_s
                                         : u"column"_s);
    case Qt::ToolTipRole: {
        QStringList facts {column.type};
        for (const QString& fact : {column.unit, column.ucd, column.utype}) {
            if (!fact.isEmpty())
                facts.append(fact);
        }
        if (column.indexed)
            facts.append(tr("indexed"));
        return tip(column.name, facts.join(u" · "_s), column.description);
    }
    case NameRole:
        return column.name;
    case FilterRole:
        return QString(column.name + u'\n' + column.description + u'\n' + column.ucd);
    default:
        return {};
    }
}

QVariant SchemaModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Kind kind = kindOf(index);
    if (role == KindRole)
        return QVariant::fromValue(static_cast<int>(kind));
    if (index.column() == TypeColumn && (role == Qt::DisplayRole || role == Qt::DecorationRole)) {
        if (role == Qt::DecorationRole)
            return {};
        if (kind == Kind::Table)
            return tableAt(index).rows ? countText(*tableAt(index).rows) : QVariant();
        if (kind == Kind::Column)
            return columnAt(index).unit.isEmpty() ? columnAt(index).type : columnAt(index).unit;
        return {};
    }
    switch (kind) {
    case Kind::Schema:
        return schemaData(index, role);
    case Kind::Table:
        return tableData(index, role);
    case Kind::Column:
        return columnData(index, role);
    }
    return {};
}

QVariant SchemaModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Unit, rows");
}

} // namespace tapdesk::ui
