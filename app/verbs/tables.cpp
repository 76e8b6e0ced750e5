// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/tables.h"

#include "app/json.h"
#include "app/texttable.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QString rowsText(const TableInfo& table)
{
    return table.rows ? QString::number(*table.rows) : QString();
}

} // namespace

void TablesCommand::start()
{
    const bool columns = line().verb == "columns"_L1;
    if (columns && line().arguments.size() != 1)
        return usage(u"columns takes the name of a table"_s);
    if (!columns && line().arguments.size() > 1)
        return usage(u"tables takes one word at most"_s);
    withService([this](const TapService& service) {
        m_loader = new MetadataLoader(application().http(), service, this);
        connect(m_loader, &MetadataLoader::tablesLoaded, this, &TablesCommand::onTables);
        m_loader->loadTables();
    });
}

void TablesCommand::onTables(const Result<Tableset>& tableset)
{
    if (!tableset)
        return fail(tableset.error());
    if (line().verb != "columns"_L1)
        return showTables(*tableset);

    const QString name = line().arguments.first();
    const TableInfo* table = tableset->table(name);
    if (!table) {
        terminal().error(u"the service lists no table “%1”"_s.arg(name));
        return finish(ExitCode::Failed);
    }
    if (table->columnsLoaded)
        return showColumns(*table);
    connect(m_loader, &MetadataLoader::columnsLoaded, this,
            [this](const QString&, const Result<TableInfo>& loaded) {
                if (!loaded)
                    return fail(loaded.error());
                showColumns(*loaded);
            });
    m_loader->loadColumns(table->name);
}

void TablesCommand::showTables(const Tableset& tableset)
{
    const QString word = line().arguments.value(0);
    TextTable text({u"table"_s, u"rows"_s, u"description"_s});
    QJsonArray json;
    for (const SchemaInfo& schema : tableset.schemas) {
        for (const TableInfo& table : schema.tables) {
            if (!table.name.contains(word, Qt::CaseInsensitive))
                continue;
            text.add({table.name, rowsText(table), table.description.simplified()});
            json.append(
                QJsonObject {{u"schema"_s, schema.name},
                             {u"table"_s, table.name},
                             {u"rows"_s, table.rows ? QJsonValue(*table.rows) : QJsonValue()},
                             {u"description"_s, table.description}});
        }
    }
    if (line().json)
        printJson(json);
    else
        print(text.toString());
    finish(ExitCode::Done);
}

void TablesCommand::showColumns(const TableInfo& table)
{
    TextTable text({u"column"_s, u"type"_s, u"unit"_s, u"UCD"_s, u"description"_s});
    QJsonArray json;
    for (const ColumnInfo& column : table.columns) {
        text.add(
            {column.name, column.type, column.unit, column.ucd, column.description.simplified()});
        json.append(QJsonObject {{u"column"_s, column.name},
                                 {u"type"_s, column.type},
                                 {u"unit"_s, column.unit},
                                 {u"ucd"_s, column.ucd},
                                 {u"utype"_s, column.utype},
                                 {u"indexed"_s, column.indexed},
                                 {u"description"_s, column.description}});
    }
    if (line().json)
        printJson(json);
    else
        print(text.toString());
    finish(ExitCode::Done);
}

} // namespace tapdesk::app
