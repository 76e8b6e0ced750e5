// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/column.h"
#include "core/table/field.h"

#include <QMetaType>

#include <memory>
#include <vector>

namespace tapdesk {

/// Some ten thousand rows, column by column. Immutable once shared.
struct Block
{
    qsizetype rows = 0;
    std::vector<Column> columns; ///< as many as the table has fields
};

/// Where one row is stored.
struct RowAddress
{
    const Block* block = nullptr;
    qsizetype row = 0; ///< within the block
};

/// A table as a value: schema plus shared immutable blocks. Copying copies pointers, so the
/// parsing thread hands snapshots of a growing table to everybody who looks.
///
/// A column whose cells contradicted the declared datatype has been promoted; every block's
/// column then has the datatype of fields(), as promote() converts the earlier ones.
class Table
{
public:
    Table() = default;
    explicit Table(Schema fields);

    const Schema& fields() const { return m_fields; }
    qsizetype columnCount() const { return m_fields.size(); }
    qsizetype rowCount() const { return m_rows; }
    const std::vector<std::shared_ptr<const Block>>& blocks() const { return m_blocks; }

    /// Appends rows; @p block must have the columns of fields(), of the same datatypes.
    void append(std::shared_ptr<const Block> block);

    /// Changes a column's datatype to a wider one or to text, converting the rows that are there.
    void promote(qsizetype column, Datatype datatype);

    /// Replaces the metadata of a column, not its datatype.
    void setField(qsizetype column, Field field);

    /// Requires 0 <= row < rowCount(). Logarithmic in the number of blocks.
    RowAddress locate(qsizetype row) const;

    bool isNull(qsizetype row, qsizetype column) const;
    double number(qsizetype row, qsizetype column) const; ///< see Column::number()

    /// The cell as VOTable text, exact for every type: what exports and the clipboard use, and
    /// the default on screen. Null gives a null QString, empty text an empty one.
    QString text(qsizetype row, qsizetype column) const;

    qint64 byteSize() const;

private:
    Schema m_fields;
    std::vector<std::shared_ptr<const Block>> m_blocks;
    std::vector<qsizetype> m_firstRows; // of each block
    qsizetype m_rows = 0;
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::Table)
