// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QList>

namespace tapdesk {

/// What joining tables had to decide.
struct JoinWarning
{
    enum class Kind {
        Missing, ///< a part has no such column: its cells are null
        Promoted, ///< the parts differ in datatype: the joined column holds both
        Reshaped, ///< the parts differ in the shape of cells
        OtherUnit ///< of a part; its values are as they came
    };

    Kind kind = Kind::Missing;
    QString column = {};
    qsizetype part = 0; ///< the first one concerned

    friend bool operator==(const JoinWarning&, const JoinWarning&) = default;
};

struct JoinedTable
{
    Table table;
    QList<JoinWarning> warnings; ///< at most one of each kind for a column
};

/// The rows of all parts, one part after the other, as one table. A pure function for any thread.
///
/// Columns are matched by name, the second of a name with the second. They stand as in the first
/// part, followed by those that only later ones have. Where datatypes differ, the column has the
/// one that holds every cell exactly (commonDatatype()); a part without rows has no say in it.
/// All other metadata is that of the first part that has the column. Blocks that need no change
/// are shared.
JoinedTable joinTables(const QList<Table>& parts);

/// The table with a first column that has the same value in every row.
///
/// @param field  its metadata: text, Long or Double without a shape of its own
/// @param value  as text; must be one of the datatype
Table withFirstColumn(const Table& table, const Field& field, const QString& value);

} // namespace tapdesk
