// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tableset.h"

#include "core/base/htmltokenizer.h"
#include "core/base/xmlcursor.h"
#include "core/net/servermessage.h"
#include "core/service/typetext.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

std::optional<qint64> readRowCount(const QString& text)
{
    bool ok = false;
    const auto count = text.toLongLong(&ok);
    return ok && count >= 0 ? std::make_optional(count) : std::nullopt;
}

QString readType(XmlCursor& xml)
{
    auto length = xml.attribute("arraysize"_L1);
    if (length.isEmpty())
        length = xml.attribute("size"_L1);
    return typeText(xml.text(), length);
}

ColumnInfo readColumn(XmlCursor& xml)
{
    ColumnInfo column;
    while (xml.nextChild()) {
        const auto name = xml.name();
        if (name == "name"_L1) {
            column.name = xml.text();
        } else if (name == "description"_L1) {
            column.description = withoutHtml(xml.text());
        } else if (name == "unit"_L1) {
            column.unit = xml.text();
        } else if (name == "ucd"_L1) {
            column.ucd = xml.text();
        } else if (name == "utype"_L1) {
            column.utype = xml.text();
        } else if (name == "dataType"_L1) {
            column.type = readType(xml);
        } else if (name == "flag"_L1) {
            const auto flag = xml.text();
            column.indexed = column.indexed || flag == "indexed"_L1;
            column.primary = column.primary || flag == "primary"_L1;
        } else {
            xml.skip();
        }
    }
    return column;
}

ForeignKey readForeignKey(XmlCursor& xml)
{
    ForeignKey key;
    while (xml.nextChild()) {
        if (xml.name() == "targetTable"_L1) {
            key.targetTable = xml.text();
        } else if (xml.name() == "fkColumn"_L1) {
            std::pair<QString, QString> pair;
            while (xml.nextChild()) {
                if (xml.name() == "fromColumn"_L1)
                    pair.first = xml.text();
                else if (xml.name() == "targetColumn"_L1)
                    pair.second = xml.text();
                else
                    xml.skip();
            }
            key.columns.append(pair);
        } else {
            xml.skip();
        }
    }
    return key;
}

TableInfo readTable(XmlCursor& xml)
{
    TableInfo table;
    table.type = xml.unprefixedAttribute("type"_L1);
    // Daiquiri counts rows in an attribute of its own, as a number or the word None.
    table.rows = readRowCount(xml.unprefixedAttribute("size"_L1));
    QString title;
    while (xml.nextChild()) {
        const auto name = xml.name();
        if (name == "name"_L1) {
            table.name = xml.text();
        } else if (name == "title"_L1) {
            title = xml.text();
        } else if (name == "description"_L1) {
            table.description = withoutHtml(xml.text());
        } else if (name == "nrows"_L1) {
            table.rows = readRowCount(xml.text());
        } else if (name == "column"_L1) {
            const auto column = readColumn(xml);
            if (!column.name.isEmpty())
                table.columns.append(column);
        } else if (name == "foreignKey"_L1) {
            table.foreignKeys.append(readForeignKey(xml));
        } else {
            xml.skip();
        }
    }
    if (table.description.isEmpty())
        table.description = title;
    // There is no table without columns: a list without them was asked to be short.
    table.columnsLoaded = !table.columns.isEmpty();
    return table;
}

void readTableInto(XmlCursor& xml, SchemaInfo& schema)
{
    auto table = readTable(xml);
    if (!table.name.isEmpty())
        schema.tables.append(std::move(table));
}

SchemaInfo readSchema(XmlCursor& xml)
{
    SchemaInfo schema;
    QString title;
    while (xml.nextChild()) {
        const auto name = xml.name();
        if (name == "name"_L1)
            schema.name = xml.text();
        else if (name == "title"_L1)
            title = xml.text();
        else if (name == "description"_L1)
            schema.description = withoutHtml(xml.text());
        else if (name == "table"_L1)
            readTableInto(xml, schema);
        else
            xml.skip();
    }
    if (schema.description.isEmpty())
        schema.description = title;
    return schema;
}

/// Reads the children of a tableset; tables outside any schema go into one without a name.
Tableset readSchemas(XmlCursor& xml)
{
    Tableset tableset;
    SchemaInfo nameless;
    while (xml.nextChild()) {
        if (xml.name() == "schema"_L1)
            tableset.schemas.append(readSchema(xml));
        else if (xml.name() == "table"_L1)
            readTableInto(xml, nameless);
        else
            xml.skip();
    }
    if (!nameless.tables.isEmpty())
        tableset.schemas.append(nameless);
    return tableset;
}

} // namespace

const TableInfo* Tableset::table(const QString& name) const
{
    for (const auto& schema : schemas) {
        for (const auto& table : schema.tables) {
            if (table.name.compare(name, Qt::CaseInsensitive) == 0)
                return &table;
        }
    }
    return nullptr;
}

qsizetype Tableset::tableCount() const
{
    return std::accumulate(
        schemas.begin(), schemas.end(), qsizetype(0),
        [](qsizetype sum, const SchemaInfo& schema) { return sum + schema.tables.size(); });
}

Result<Tableset> readTableset(const QByteArray& document)
{
    XmlCursor xml(document);
    if (!xml.readRoot())
        return failure(xml.error());
    Tableset tableset;
    if (xml.name() == "tableset"_L1) {
        tableset = readSchemas(xml);
    } else if (xml.name() == "table"_L1) {
        SchemaInfo nameless;
        readTableInto(xml, nameless);
        tableset.schemas.append(nameless);
    } else {
        return failure({.kind = Error::Kind::Protocol, .detail = serverMessage(document)});
    }
    if (xml.failed())
        return failure(xml.error());
    return tableset;
}

} // namespace tapdesk
