// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/columnbuilder.h"
#include "core/table/table.h"
#include "core/votable/columnplan.h"
#include "core/votable/reader.h"
#include "core/votable/warninglog.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace tapdesk::votable {

/// Puts cells together to rows, and rows to the blocks of a table.
///
/// The decoder of an encoding appends one cell to the builder of each column in turn, then calls
/// endRow(). In between, the columns before the open one have one cell more than there are rows.
class TableFiller final
{
public:
    /// @param warnings  not owned, must outlive the filler
    TableFiller(const Schema& fields, const Reader::Options& options, WarningLog& warnings);

    qsizetype columnCount() const { return m_table.columnCount(); }
    const std::vector<ColumnPlan>& plans() const { return m_plans; }
    ColumnPlan& plan(qsizetype column) { return m_plans[static_cast<std::size_t>(column)]; }
    ColumnBuilder& builder(qsizetype column)
    {
        return m_builders[static_cast<std::size_t>(column)];
    }
    const QString& columnName(qsizetype column) const { return m_table.fields()[column].name; }
    WarningLog& warnings() { return m_warnings; }

    /// Appends the cell that @p text spells, whatever it takes: a column that cannot hold it is
    /// promoted, with a warning.
    /// @param text  characters of the cell, UTF-8
    void appendText(qsizetype column, std::string_view text, qint64 line);

    /// Makes text of a column between two rows, with a warning.
    void promoteToText(qsizetype column) { promote(column, Datatype::Char, {}, 0); }

    /// Counts a complete row, and cuts the block when that is due.
    /// @return success or Error::Kind::TooLarge
    Status endRow()
    {
        if (++m_blockRows < m_nextLook) [[likely]]
            return {};
        return look();
    }

    /// Rows that may be appended to all columns, column by column, before endRows(); at least one.
    qsizetype rowsToLook() const { return std::max<qsizetype>(1, m_nextLook - m_blockRows); }

    /// The same as endRow() for @p rows complete rows at once, no more than rowsToLook().
    Status endRows(qsizetype rows)
    {
        m_blockRows += rows;
        return m_blockRows < m_nextLook ? Status() : look();
    }

    /// Looks at the memory in use at the end of this row: it has a long cell.
    void lookSoon() { m_nextLook = 0; }

    /// Complete rows become part of the table now; cells of an open row wait for their row.
    void flush();

    /// Takes the types of the columns anew, before the first row: a FITS stream has its own.
    void replaceFields(const Schema& fields);

    const Table& table() const { return m_table; }
    qint64 rowsRead() const { return m_table.rowCount() + m_blockRows; }

private:
    void promote(qsizetype column, Datatype datatype, std::string_view text, qint64 line);
    void lengthen(qsizetype column, std::string_view text, qint64 line);
    void prepare();
    void reserve();
    void cut();
    Status look();

    Reader::Options m_options;
    WarningLog& m_warnings;
    Table m_table;
    std::vector<ColumnPlan> m_plans;
    std::vector<ColumnBuilder> m_builders;
    qsizetype m_blockRows = 0; // complete ones in the builders
    qsizetype m_cutAt = 0; // rows
    qsizetype m_nextLook = 1; // rows, at which the memory in use is looked at
};

} // namespace tapdesk::votable
