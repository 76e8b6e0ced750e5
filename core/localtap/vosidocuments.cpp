// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/vosidocuments.h"

#include "core/localtap/queryrequest.h"
#include "core/localtap/sampleschema.h"

#include <QXmlStreamWriter>

#include <array>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr auto capabilitiesNamespace = "http://www.ivoa.net/xml/VOSICapabilities/v1.0"_L1;
constexpr auto tablesNamespace = "http://www.ivoa.net/xml/VOSITables/v1.0"_L1;
constexpr auto availabilityNamespace = "http://www.ivoa.net/xml/VOSIAvailability/v1.0"_L1;
constexpr auto dataServiceNamespace = "http://www.ivoa.net/xml/VODataService/v1.1"_L1;
constexpr auto resourceNamespace = "http://www.ivoa.net/xml/VOResource/v1.0"_L1;
constexpr auto tapNamespace = "http://www.ivoa.net/xml/TAPRegExt/v1.0"_L1;
constexpr auto instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"_L1;

void writeText(QXmlStreamWriter& xml, QLatin1StringView name, const QString& text)
{
    if (!text.isEmpty())
        xml.writeTextElement(QString(name), text);
}

void setType(QXmlStreamWriter& xml, QLatin1StringView type)
{
    xml.writeAttribute(QString(instanceNamespace), u"type"_s, type);
}

void writeInterface(QXmlStreamWriter& xml, const QString& url, QLatin1StringView use,
                    QLatin1StringView version)
{
    xml.writeStartElement(u"interface"_s);
    setType(xml, "vs:ParamHTTP"_L1);
    xml.writeAttribute(u"role"_s, u"std"_s);
    if (!version.isEmpty())
        xml.writeAttribute(u"version"_s, version);
    xml.writeStartElement(u"accessURL"_s);
    xml.writeAttribute(u"use"_s, use);
    xml.writeCharacters(url);
    xml.writeEndElement();
    xml.writeEndElement();
}

void writeCapability(QXmlStreamWriter& xml, QLatin1StringView standard, const QString& url)
{
    xml.writeStartElement(u"capability"_s);
    xml.writeAttribute(u"standardID"_s, standard);
    writeInterface(xml, url, "full"_L1, {});
    xml.writeEndElement();
}

void writeFeatures(QXmlStreamWriter& xml, QLatin1StringView type,
                   std::span<const QLatin1StringView> forms)
{
    xml.writeStartElement(u"languageFeatures"_s);
    xml.writeAttribute(u"type"_s, type);
    for (const QLatin1StringView form : forms) {
        xml.writeStartElement(u"feature"_s);
        xml.writeTextElement(u"form"_s, form);
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

void writeLanguages(QXmlStreamWriter& xml)
{
    static constexpr std::array geometry {"POINT"_L1,    "CIRCLE"_L1,     "BOX"_L1,   "POLYGON"_L1,
                                          "CONTAINS"_L1, "INTERSECTS"_L1, "AREA"_L1,  "CENTROID"_L1,
                                          "DISTANCE"_L1, "COORD1"_L1,     "COORD2"_L1};
    static constexpr std::array text {"LOWER"_L1, "UPPER"_L1, "ILIKE"_L1};
    static constexpr std::array offset {"OFFSET"_L1};

    xml.writeStartElement(u"language"_s);
    xml.writeTextElement(u"name"_s, u"ADQL"_s);
    for (const auto version : {"2.0"_L1, "2.1"_L1}) {
        xml.writeStartElement(u"version"_s);
        xml.writeAttribute(u"ivo-id"_s, "ivo://ivoa.net/std/ADQL#v"_L1 + version);
        xml.writeCharacters(version);
        xml.writeEndElement();
    }
    xml.writeTextElement(u"description"_s,
                         u"LOG is the natural logarithm, LOG10 the decadic one"_s);
    writeFeatures(xml, "ivo://ivoa.net/std/TAPRegExt#features-adqlgeo"_L1, geometry);
    writeFeatures(xml, "ivo://ivoa.net/std/TAPRegExt#features-adql-string"_L1, text);
    writeFeatures(xml, "ivo://ivoa.net/std/TAPRegExt#features-adql-offset"_L1, offset);
    xml.writeEndElement();

    xml.writeStartElement(u"language"_s);
    xml.writeTextElement(u"name"_s, u"PostgreSQL"_s);
    xml.writeTextElement(u"version"_s, u"15"_s);
    xml.writeTextElement(u"description"_s, u"Queries only; log is the decadic logarithm"_s);
    xml.writeEndElement();
}

void writeLimit(QXmlStreamWriter& xml, QLatin1StringView name, qint64 usual, qint64 hard,
                QLatin1StringView unit)
{
    xml.writeStartElement(QString(name));
    for (const auto& [element, value] :
         {std::pair("default"_L1, usual), std::pair("hard"_L1, hard)}) {
        xml.writeStartElement(QString(element));
        if (!unit.isEmpty())
            xml.writeAttribute(u"unit"_s, unit);
        xml.writeCharacters(QString::number(value));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

void writeTapCapability(QXmlStreamWriter& xml, const QString& base, std::chrono::seconds longest)
{
    xml.writeStartElement(u"capability"_s);
    xml.writeAttribute(u"standardID"_s, u"ivo://ivoa.net/std/TAP"_s);
    setType(xml, "tr:TableAccess"_L1);
    writeInterface(xml, base, "base"_L1, "1.1"_L1);
    writeLanguages(xml);
    for (const OutputFormat& format : outputFormats()) {
        xml.writeStartElement(u"outputFormat"_s);
        if (!format.identifier.isEmpty())
            xml.writeAttribute(u"ivo-id"_s, format.identifier);
        xml.writeTextElement(u"mime"_s, format.mime);
        writeText(xml, "alias"_L1, format.alias);
        writeText(xml, "alias"_L1, format.otherAlias);
        xml.writeEndElement();
    }
    writeLimit(xml, "executionDuration"_L1, 30, longest.count(), {});
    writeLimit(xml, "outputLimit"_L1, defaultRows, maxRows, "row"_L1);
    xml.writeEndElement();
}

void writeColumn(QXmlStreamWriter& xml, const ColumnInfo& column)
{
    xml.writeStartElement(u"column"_s);
    if (column.standard)
        xml.writeAttribute(u"std"_s, u"true"_s);
    writeText(xml, "name"_L1, column.queryName());
    writeText(xml, "description"_L1, column.description);
    writeText(xml, "unit"_L1, column.unit);
    writeText(xml, "ucd"_L1, column.ucd);
    xml.writeStartElement(u"dataType"_s);
    setType(xml, "vs:VOTableType"_L1);
    if (column.isText())
        xml.writeAttribute(u"arraysize"_s, u"*"_s);
    if (!column.xtype.isEmpty())
        xml.writeAttribute(u"extendedType"_s, column.xtype);
    xml.writeCharacters(datatypeName(column.datatype));
    xml.writeEndElement();
    if (column.indexed)
        xml.writeTextElement(u"flag"_s, u"indexed"_s);
    if (column.principal)
        xml.writeTextElement(u"flag"_s, u"principal"_s);
    xml.writeEndElement();
}

void writeKey(QXmlStreamWriter& xml, const KeyInfo& key)
{
    xml.writeStartElement(u"foreignKey"_s);
    writeText(xml, "targetTable"_L1, key.targetTable);
    xml.writeStartElement(u"fkColumn"_s);
    writeText(xml, "fromColumn"_L1, key.fromColumn);
    writeText(xml, "targetColumn"_L1, key.targetColumn);
    xml.writeEndElement();
    writeText(xml, "description"_L1, key.description);
    xml.writeEndElement();
}

void writeTableContent(QXmlStreamWriter& xml, const TableInfo& table, TableDetail detail,
                       const RowCounts& counts)
{
    xml.writeAttribute(u"type"_s, u"table"_s);
    xml.writeTextElement(u"name"_s, table.qualifiedName());
    writeText(xml, "description"_L1, table.description);
    if (const auto count = counts.constFind(table.qualifiedName()); count != counts.cend())
        xml.writeTextElement(u"nrows"_s, QString::number(*count));
    if (detail == TableDetail::NamesOnly)
        return;
    for (const ColumnInfo& column : table.columns)
        writeColumn(xml, column);
    for (const KeyInfo& key : sampleKeys()) {
        if (key.fromTable == table.qualifiedName())
            writeKey(xml, key);
    }
}

std::span<const TableInfo> tablesOf(const SchemaInfo& schema)
{
    return schema.name == dataSchema ? dataTables() : metadataTables();
}

void startTables(QXmlStreamWriter& xml, const QString& root)
{
    xml.writeStartDocument();
    xml.writeNamespace(tablesNamespace, u"vosi"_s);
    xml.writeNamespace(instanceNamespace, u"xsi"_s);
    xml.writeNamespace(dataServiceNamespace, u"vs"_s);
    xml.writeStartElement(tablesNamespace, root);
}

} // namespace

QByteArray capabilitiesDocument(const QString& base, std::chrono::seconds longest)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    xml.writeStartDocument();
    xml.writeNamespace(capabilitiesNamespace, u"vosi"_s);
    xml.writeNamespace(instanceNamespace, u"xsi"_s);
    xml.writeNamespace(dataServiceNamespace, u"vs"_s);
    xml.writeNamespace(resourceNamespace, u"vr"_s);
    xml.writeNamespace(tapNamespace, u"tr"_s);
    xml.writeStartElement(capabilitiesNamespace, u"capabilities"_s);
    writeTapCapability(xml, base, longest);
    writeCapability(xml, "ivo://ivoa.net/std/VOSI#capabilities"_L1, base + "/capabilities"_L1);
    writeCapability(xml, "ivo://ivoa.net/std/VOSI#availability"_L1, base + "/availability"_L1);
    writeCapability(xml, "ivo://ivoa.net/std/VOSI#tables-1.1"_L1, base + "/tables"_L1);
    writeCapability(xml, "ivo://ivoa.net/std/DALI#examples"_L1, base + "/examples"_L1);
    xml.writeEndDocument();
    return document;
}

QByteArray availabilityDocument(const QDateTime& upSince)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    const QString space(availabilityNamespace);
    xml.writeStartDocument();
    xml.writeNamespace(space, u"vosi"_s);
    xml.writeStartElement(space, u"availability"_s);
    xml.writeTextElement(space, u"available"_s, u"true"_s);
    xml.writeTextElement(space, u"upSince"_s, upSince.toUTC().toString(Qt::ISODate));
    xml.writeTextElement(space, u"note"_s, syntheticNote);
    xml.writeEndDocument();
    return document;
}

QByteArray tablesDocument(TableDetail detail, const RowCounts& counts)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    startTables(xml, u"tableset"_s);
    for (const SchemaInfo& schema : sampleSchemas()) {
        xml.writeStartElement(u"schema"_s);
        writeText(xml, "name"_L1, schema.name);
        writeText(xml, "description"_L1, schema.description);
        for (const TableInfo& table : tablesOf(schema)) {
            xml.writeStartElement(u"table"_s);
            writeTableContent(xml, table, detail, counts);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return document;
}

std::optional<QByteArray> tableDocument(const QString& qualifiedName, const RowCounts& counts)
{
    for (const SchemaInfo& schema : sampleSchemas()) {
        for (const TableInfo& table : tablesOf(schema)) {
            if (table.qualifiedName().compare(qualifiedName, Qt::CaseInsensitive) != 0)
                continue;
            QByteArray document;
            QXmlStreamWriter xml(&document);
            startTables(xml, u"table"_s);
            writeTableContent(xml, table, TableDetail::Full, counts);
            xml.writeEndDocument();
            return document;
        }
    }
    return {};
}

} // namespace tapdesk::localtap
