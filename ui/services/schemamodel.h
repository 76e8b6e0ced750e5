// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tableset.h"

#include <QAbstractItemModel>
#include <QSet>

namespace tapdesk::ui {

/// Schemas, tables and columns of a service as a tree. Columns of a table that were not loaded
/// yet are asked for when the table is opened.
class SchemaModel final : public QAbstractItemModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SchemaModel)

public:
    enum Role {
        NameRole =
            Qt::UserRole, ///< as the service gives it: table name with its schema, column name
        FilterRole, ///< name, description and UCD, for the search
        KindRole ///< Kind
    };
    enum class Kind { Schema, Table, Column };
    enum Column { NameColumn, TypeColumn, ColumnCount };

    explicit SchemaModel(QObject* parent = nullptr);

    void setTableset(Tableset tableset);
    void setColumns(const QString& tableName, const TableInfo& table);
    void columnsFailed(const QString& tableName); ///< opening the table again asks again
    QModelIndex tableIndex(const QString& tableName) const;
    const Tableset& tableset() const { return m_tableset; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void columnsWanted(const QString& tableName);

private:
    // The internal id packs the path to the parent: 0 for schemas, schema + 1 for tables, and for
    // columns additionally table + 1 in the upper half.
    static Kind kindOf(const QModelIndex& index);
    const SchemaInfo& schemaAt(const QModelIndex& index) const;
    const TableInfo& tableAt(const QModelIndex& index) const;
    const ColumnInfo& columnAt(const QModelIndex& index) const;
    QVariant schemaData(const QModelIndex& index, int role) const;
    QVariant tableData(const QModelIndex& index, int role) const;
    QVariant columnData(const QModelIndex& index, int role) const;

    Tableset m_tableset;
    QSet<QString> m_asked; // tables whose columns are on their way
};

} // namespace tapdesk::ui
