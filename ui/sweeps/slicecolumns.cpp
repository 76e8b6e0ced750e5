// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/slicecolumns.h"

#include "core/table/datatype.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// Of VOTable ("double") or of SQL ("BIGINT", "numeric(10,2)"); arrays are not.
bool isNumericType(const QString& type)
{
    static const QStringList ofSql {u"integer"_s, u"smallint"_s, u"bigint"_s, u"real"_s,
                                    u"double precision"_s};
    const auto word = type.trimmed().toLower();
    if (word.startsWith("numeric"_L1) || word.startsWith("decimal"_L1) || ofSql.contains(word))
        return true;
    const auto datatype = datatypeFromName(word);
    return datatype && isNumeric(*datatype);
}

/// Whether a text has the name, and not as a part of a longer one.
bool isNamed(const QString& text, const QString& name)
{
    const auto goesOn = [&text](qsizetype at) {
        return at >= 0 && at < text.size()
            && (text.at(at).isLetterOrNumber() || text.at(at) == u'_');
    };
    for (auto at = text.indexOf(name, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(name, at + 1, Qt::CaseInsensitive)) {
        if (!goesOn(at - 1) && !goesOn(at + name.size()))
            return true;
    }
    return false;
}

} // namespace

QStringList sliceColumns(const QString& query, const Tableset& tables)
{
    QList<ColumnInfo> columns;
    for (const auto& schema : tables.schemas) {
        for (const auto& table : schema.tables) {
            if (!table.name.isEmpty() && isNamed(query, table.name))
                columns += table.columns;
        }
    }
    const auto count = [all = columns](const ColumnInfo& wanted) {
        return std::count_if(all.cbegin(), all.cend(),
                             [&](const auto& column) { return column.name == wanted.name; });
    };
    columns.removeIf(
        [&](const auto& column) { return !isNumericType(column.type) || count(column) > 1; });
    std::stable_partition(columns.begin(), columns.end(),
                          [](const auto& column) { return column.indexed || column.primary; });
    QStringList names;
    for (const auto& column : columns)
        names.append(column.name);
    return names;
}

} // namespace tapdesk::ui
