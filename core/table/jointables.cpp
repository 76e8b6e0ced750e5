// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/jointables.h"

#include "core/table/columnbuilder.h"
#include "core/table/columnconversion.h"

#include <QHash>

#include <algorithm>

namespace tapdesk {

namespace {

/// Where each column of a part goes.
struct Plan
{
    Schema fields;
    QList<QList<qsizetype>> sources; ///< of each part, by joined column; -1 = it has none
    QList<JoinWarning> warnings;

    void warn(JoinWarning::Kind kind, qsizetype column, qsizetype part)
    {
        const auto& name = fields.at(column).name;
        const auto isSaid =
            std::any_of(warnings.cbegin(), warnings.cend(), [&](const JoinWarning& said) {
                return said.kind == kind && said.column == name;
            });
        if (!isSaid)
            warnings.append({.kind = kind, .column = name, .part = part});
    }
};

using Name = std::pair<QString, qsizetype>; // of a column, and how many before have it, too

Plan matched(const QList<Table>& parts)
{
    Plan plan;
    QHash<Name, qsizetype> columns;
    for (const auto& part : parts) {
        QHash<QString, qsizetype> seen;
        QList<qsizetype> sources(plan.fields.size(), -1);
        for (qsizetype i = 0; i < part.columnCount(); ++i) {
            const auto& field = part.fields().at(i);
            const Name name(field.name, seen[field.name]++);
            if (const auto known = columns.constFind(name); known != columns.constEnd()) {
                sources[*known] = i;
                continue;
            }
            columns.insert(name, plan.fields.size());
            plan.fields.append(field);
            sources.append(i);
        }
        plan.sources.append(sources);
    }
    for (auto& sources : plan.sources)
        sources.resize(plan.fields.size(), -1);
    return plan;
}

void adopt(Field& field, Datatype datatype)
{
    if (field.datatype == datatype)
        return;
    if (field.declaredDatatype.isEmpty())
        field.declaredDatatype = datatypeName(field.datatype);
    field.datatype = datatype;
    field.nullValue.clear(); // it was one of the other datatype
}

/// Settles what the parts do not agree on.
void settle(Plan& plan, const QList<Table>& parts)
{
    for (qsizetype column = 0; column < plan.fields.size(); ++column) {
        auto& joined = plan.fields[column];
        bool isSettled = false; // the datatype is that of a part with rows
        for (qsizetype part = 0; part < parts.size(); ++part) {
            const auto source = plan.sources.at(part).at(column);
            if (source < 0) {
                plan.warn(JoinWarning::Kind::Missing, column, part);
                continue;
            }
            const auto& field = parts.at(part).fields().at(source);
            if (field.unit != joined.unit)
                plan.warn(JoinWarning::Kind::OtherUnit, column, part);
            if (parts.at(part).rowCount() == 0)
                continue;
            if (!isSettled) {
                joined.shape = field.shape;
                adopt(joined, field.datatype);
                isSettled = true;
                continue;
            }
            // Lengths of texts differ from query to query: that is worth no word.
            if (field.shape != joined.shape && !isText(field.datatype))
                plan.warn(JoinWarning::Kind::Reshaped, column, part);
            if (field.shape != joined.shape)
                joined.shape = ArrayShape::variable();
            if (field.datatype != joined.datatype) {
                plan.warn(JoinWarning::Kind::Promoted, column, part);
                adopt(joined, commonDatatype(joined.datatype, field.datatype));
                if (isText(joined.datatype))
                    joined.shape = ArrayShape::variable();
            }
        }
    }
}

Column nulls(const Field& field, qsizetype rows)
{
    ColumnBuilder builder(field.datatype, field.shape);
    builder.reserve(rows);
    for (qsizetype row = 0; row < rows; ++row)
        builder.appendNull();
    return builder.take();
}

/// Whether the blocks of a part are those of the joined table.
bool fitsAsItIs(const Plan& plan, const Table& part, const QList<qsizetype>& sources)
{
    for (qsizetype column = 0; column < sources.size(); ++column) {
        if (sources.at(column) != column
            || part.fields().at(column).datatype != plan.fields.at(column).datatype)
            return false;
    }
    return part.columnCount() == plan.fields.size();
}

} // namespace

JoinedTable joinTables(const QList<Table>& parts)
{
    auto plan = matched(parts);
    settle(plan, parts);

    JoinedTable joined {.table = Table(plan.fields), .warnings = plan.warnings};
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const auto& part = parts.at(index);
        const auto& sources = plan.sources.at(index);
        const auto isShared = fitsAsItIs(plan, part, sources);
        for (const auto& block : part.blocks()) {
            if (isShared) {
                joined.table.append(block);
                continue;
            }
            auto changed = std::make_shared<Block>();
            changed->rows = block->rows;
            for (qsizetype column = 0; column < sources.size(); ++column) {
                const auto& field = plan.fields.at(column);
                const auto source = sources.at(column);
                changed->columns.push_back(
                    source < 0 ? nulls(field, block->rows)
                               : convertColumn(block->columns[static_cast<std::size_t>(source)],
                                               field.datatype));
            }
            joined.table.append(std::move(changed));
        }
    }
    return joined;
}

Table withFirstColumn(const Table& table, const Field& field, const QString& value)
{
    const auto utf8 = value.toStdString();
    auto fields = table.fields();
    fields.prepend(field);
    Table wider(fields);
    for (const auto& block : table.blocks()) {
        auto changed = std::make_shared<Block>();
        changed->rows = block->rows;
        ColumnBuilder builder(field.datatype, field.shape);
        builder.reserve(block->rows, block->rows * static_cast<qsizetype>(utf8.size()));
        for (qsizetype row = 0; row < block->rows; ++row) {
            if (field.datatype == Datatype::Long)
                builder.append<std::int64_t>(value.toLongLong());
            else if (field.datatype == Datatype::Double)
                builder.append<double>(value.toDouble());
            else
                builder.appendText(utf8);
        }
        changed->columns.push_back(builder.take());
        changed->columns.insert(changed->columns.end(), block->columns.begin(),
                                block->columns.end());
        wider.append(std::move(changed));
    }
    return wider;
}

} // namespace tapdesk
