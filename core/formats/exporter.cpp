// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/exporter.h"

#include "core/formats/delimitedtext.h"
#include "core/formats/plaintext.h"
#include "core/votable/writer.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::formats {

namespace {

Status exportVOTable(QIODevice& device, const Table& table, const Metadata& metadata,
                     votable::Serialization serialization, const std::stop_token& stop)
{
    votable::Writer::Head head {.tableName = metadata.tableName,
                                .tableDescription = metadata.description,
                                .infos = metadata.infos};
    for (const QString& note : metadata.notes)
        head.infos.append({.name = u"note"_s, .value = note});
    return votable::writeTable(device, table, head, serialization, metadata.trailing, stop);
}

} // namespace

const QList<Format>& allFormats()
{
    static const QList<Format> formats = {
        {FormatId::VOTable,
         u"votable"_s,
         {u"vot"_s, u"xml"_s, u"votable"_s},
         u"application/x-votable+xml;serialization=TABLEDATA"_s},
        {FormatId::VOTableBinary2,
         u"votable-binary2"_s,
         {u"vot"_s},
         u"application/x-votable+xml;serialization=BINARY2"_s},
        {FormatId::VOTableBinary,
         u"votable-binary"_s,
         {u"vot"_s},
         u"application/x-votable+xml;serialization=BINARY"_s},
        {FormatId::Csv, u"csv"_s, {u"csv"_s}, u"text/csv;charset=utf-8;header=present"_s},
        {FormatId::Tsv,
         u"tsv"_s,
         {u"tsv"_s, u"tab"_s},
         u"text/tab-separated-values;charset=utf-8"_s},
        {FormatId::Text, u"text"_s, {u"txt"_s, u"text"_s}, u"text/plain;charset=utf-8"_s, false},
    };
    return formats;
}

const Format& format(FormatId id)
{
    const QList<Format>& formats = allFormats();
    return *std::ranges::find(formats, id, &Format::id);
}

std::optional<FormatId> formatFromName(QStringView name)
{
    for (const Format& format : allFormats()) {
        if (name.compare(format.name, Qt::CaseInsensitive) == 0)
            return format.id;
    }
    return std::nullopt;
}

std::optional<FormatId> formatForFile(const QString& fileName)
{
    const QString name = fileName.mid(fileName.lastIndexOf(u'/') + 1);
    const qsizetype dot = name.lastIndexOf(u'.');
    if (dot < 0)
        return std::nullopt;
    const QString suffix = name.mid(dot + 1);
    for (const Format& format : allFormats()) {
        if (format.suffixes.contains(suffix, Qt::CaseInsensitive))
            return format.id;
    }
    return std::nullopt;
}

bool isVotable(FormatId id)
{
    return id == FormatId::VOTable || id == FormatId::VOTableBinary
        || id == FormatId::VOTableBinary2;
}

Status exportTable(QIODevice& device, const Table& table, const Metadata& metadata, FormatId format,
                   const std::stop_token& stop, const TextOptions& options)
{
    switch (format) {
    case FormatId::Csv:
        return exportDelimited(device, table, csv, stop);
    case FormatId::Tsv:
        return exportDelimited(device, table, tsv, stop);
    case FormatId::Text:
        return exportPlainText(device, table, metadata.notes, options, stop);
    case FormatId::VOTable:
        return exportVOTable(device, table, metadata, votable::Serialization::TableData, stop);
    case FormatId::VOTableBinary:
        return exportVOTable(device, table, metadata, votable::Serialization::Binary, stop);
    case FormatId::VOTableBinary2:
        return exportVOTable(device, table, metadata, votable::Serialization::Binary2, stop);
    }
    Q_UNREACHABLE();
}

} // namespace tapdesk::formats
