// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/resultwriter.h"

#include "core/localtap/sampleschema.h"
#include "core/table/celltext.h"
#include "core/votable/writer.h"

#include <QIODevice>
#include <QXmlStreamWriter>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

using votable::Info;

QList<Info> provenance(const QueryRun& run, const QueryRequest& request)
{
    QList<Info> infos {
        {u"QUERY_STATUS"_s, u"OK"_s, {}},
        {u"SYNTHETIC"_s, u"true"_s, syntheticNote},
        {u"PROVIDER"_s, u"Tapdesk sample service"_s, {}},
        {u"server_software"_s, u"Tapdesk/" TAPDESK_VERSION ""_s, {}},
        {u"QUERY"_s, request.query, {}},
        {u"QUERY_LANGUAGE"_s, request.language, {}},
    };
    for (const QString& table : run.sources())
        infos.append({u"SOURCE"_s, table, {}});
    return infos;
}

QList<Info> closing(const Status& status, bool overflow)
{
    if (!status)
        return {{u"QUERY_STATUS"_s, u"ERROR"_s, status.error().detail}};
    if (overflow)
        return {{u"QUERY_STATUS"_s, u"OVERFLOW"_s, {}}};
    return {};
}

Status writeVotable(QIODevice& device, QueryRun& run, const QueryRequest& request,
                    votable::Serialization serialization)
{
    votable::Writer writer(device, serialization);
    writer.begin(run.fields(),
                 {.tableName = u"result"_s,
                  .tableDescription = syntheticNote,
                  .infos = provenance(run, request)});
    Status status;
    for (;;) {
        const auto block = run.next();
        if (!block)
            status = failure(block.error());
        if (!block || block->rows == 0)
            break;
        writer.write(*block);
        if (!device.isWritable())
            break; // nobody reads any more
    }
    const auto written = writer.end(closing(status, run.isOverflow()));
    return status ? written : status;
}

// Quotes what would otherwise be read as a separator or as the end of the row (RFC 4180).
void appendQuoted(std::string& line, std::string_view cell, char separator)
{
    const bool plain = cell.find_first_of("\"\r\n") == std::string_view::npos
        && cell.find(separator) == std::string_view::npos;
    if (plain) {
        line += cell;
        return;
    }
    line += '"';
    for (const char letter : cell) {
        if (letter == '"')
            line += '"';
        line += letter;
    }
    line += '"';
}

Status writeSeparated(QIODevice& device, QueryRun& run, char separator)
{
    std::string line;
    for (qsizetype column = 0; column < run.fields().size(); ++column) {
        if (column > 0)
            line += separator;
        appendQuoted(line, run.fields().at(column).name.toStdString(), separator);
    }
    line += "\r\n";
    std::string cell;
    for (;;) {
        const auto block = run.next();
        if (!block)
            return failure(block.error());
        for (qsizetype row = 0; row < block->rows; ++row) {
            for (std::size_t column = 0; column < block->columns.size(); ++column) {
                if (column > 0)
                    line += separator;
                cell.clear();
                appendCellText(cell, block->columns[column], row);
                appendQuoted(line, cell, separator);
            }
            line += "\r\n";
        }
        const auto size = static_cast<qint64>(line.size());
        if (device.write(line.data(), size) != size) {
            return failure({.kind = Error::Kind::FileSystem, .detail = device.errorString()});
        }
        line.clear();
        if (block->rows == 0)
            return {};
    }
}

} // namespace

Status writeResult(QIODevice& device, QueryRun& run, const QueryRequest& request,
                   const OutputFormat& format)
{
    switch (format.kind) {
    case OutputFormat::Kind::VotableTableData:
        return writeVotable(device, run, request, votable::Serialization::TableData);
    case OutputFormat::Kind::VotableBinary2:
        return writeVotable(device, run, request, votable::Serialization::Binary2);
    case OutputFormat::Kind::Csv:
        return writeSeparated(device, run, ',');
    case OutputFormat::Kind::Tsv:
        return writeSeparated(device, run, '\t');
    }
    return {};
}

QByteArray errorDocument(const QString& message)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.writeStartDocument();
    xml.writeStartElement(u"VOTABLE"_s);
    xml.writeAttribute(u"version"_s, u"1.4"_s);
    xml.writeDefaultNamespace(u"http://www.ivoa.net/xml/VOTable/v1.3"_s);
    xml.writeStartElement(u"RESOURCE"_s);
    xml.writeAttribute(u"type"_s, u"results"_s);
    xml.writeStartElement(u"INFO"_s);
    xml.writeAttribute(u"name"_s, u"QUERY_STATUS"_s);
    xml.writeAttribute(u"value"_s, u"ERROR"_s);
    QString text; // characters that XML has no way to write would spoil the document
    for (const QChar letter : message) {
        const bool allowed = letter >= u' ' || letter == u'\n' || letter == u'\t';
        text += allowed ? letter : QChar(QChar::ReplacementCharacter);
    }
    xml.writeCharacters(text);
    xml.writeEndDocument();
    return document;
}

} // namespace tapdesk::localtap
