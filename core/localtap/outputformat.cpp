// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/outputformat.h"

#include <array>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

using Kind = OutputFormat::Kind;

constexpr std::array formats {
    OutputFormat {Kind::VotableTableData, "application/x-votable+xml"_L1, "votable"_L1,
                  "votable/td"_L1, "ivo://ivoa.net/std/TAPRegExt#output-votable-td"_L1},
    OutputFormat {Kind::VotableBinary2, "application/x-votable+xml;serialization=BINARY2"_L1,
                  "votable/b2"_L1, "votableb2"_L1,
                  "ivo://ivoa.net/std/TAPRegExt#output-votable-binary2"_L1},
    OutputFormat {Kind::Csv, "text/csv"_L1, "csv"_L1, {}, {}},
    OutputFormat {Kind::Tsv, "text/tab-separated-values"_L1, "tsv"_L1, {}, {}},
};

struct Synonym
{
    QLatin1StringView word;
    Kind kind;
};

constexpr std::array synonyms {
    Synonym {"text/xml"_L1, Kind::VotableTableData},
    Synonym {"application/xml"_L1, Kind::VotableTableData},
    Synonym {"votabletd"_L1, Kind::VotableTableData},
    Synonym {"application/x-votable+xml;serialization=tabledata"_L1, Kind::VotableTableData},
    Synonym {"text/csv;header=present"_L1, Kind::Csv},
};

} // namespace

std::span<const OutputFormat> outputFormats()
{
    return formats;
}

QByteArray contentType(const QString& asked)
{
    const auto format = outputFormat(asked).value_or(formats.front());
    const QString main = asked.section(u'/', 0, 0).toLower();
    if (main == "text"_L1 || main == "application"_L1)
        return asked.toLatin1();
    return {format.mime.data(), format.mime.size()};
}

std::optional<OutputFormat> outputFormat(QStringView value)
{
    QString word = value.toString().toLower();
    word.remove(u' ');
    for (const OutputFormat& format : formats) {
        if (word == format.alias || (!format.otherAlias.isEmpty() && word == format.otherAlias)
            || word == QString(format.mime).toLower())
            return format;
    }
    for (const Synonym& synonym : synonyms) {
        if (word == synonym.word)
            return formats[static_cast<std::size_t>(synonym.kind)];
    }
    return {};
}

} // namespace tapdesk::localtap
