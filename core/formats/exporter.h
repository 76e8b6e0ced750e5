// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/votable/document.h"

#include <QList>
#include <QStringList>

#include <optional>
#include <stop_token>

class QIODevice;

namespace tapdesk::formats {

enum class FormatId { Csv, Tsv, Text, VOTable, VOTableBinary, VOTableBinary2 };

/// A format that tables can be written in.
struct Format
{
    FormatId id = FormatId::Csv;
    QString name = {}; ///< the word of the command line, such as "csv"
    QStringList suffixes = {}; ///< without dot, the usual one first
    QString mimeType = {};
    bool isComplete = true; ///< false: for people, cells and rows may be left out
};

/// All formats, in the order in which a menu shows them. Where two have a suffix in common, the
/// first is the one that formatForFile() finds.
const QList<Format>& allFormats();

const Format& format(FormatId id);

/// The format of a word such as "CSV"; nothing for a word never heard of.
std::optional<FormatId> formatFromName(QStringView name);

/// The format that a file name's suffix asks for, in any case; nothing when it has none of ours.
std::optional<FormatId> formatForFile(const QString& fileName);

bool isVotable(FormatId id); ///< in whichever serialization

/// What is to be told about a table beside its cells.
///
/// VOTable has all of it: notes become INFOs called "note". Text ends with the notes. CSV and TSV
/// have no place for it, so nothing of it is written there; a caller who exports a cut result to
/// them must tell the user by other means.
struct Metadata
{
    QString tableName = {};
    QString description = {};
    QList<votable::Info> infos = {}; ///< service, query, times; QUERY_STATUS
    QList<votable::Info> trailing = {}; ///< after the table, such as QUERY_STATUS=OVERFLOW
    QStringList notes = {}; ///< sentences: "cut at 20000 rows by the service"
};

/// Choices for FormatId::Text; the other formats have none.
struct TextOptions
{
    qsizetype maxRows = 50; ///< 0 = all
    int maxCellWidth = 40; ///< terminal columns; longer cells end in "…"; 0 = any width
    int maxLineWidth = 0; ///< columns that do not fit are left out and named; 0 = any width
    QString nullText = QStringLiteral("--"); ///< so that null is no blank, which is an empty text
};

/// Writes a table, block by block, in UTF-8.
///
/// - Csv: RFC 4180 with a header row. A null is an empty field, an empty text is "" in quotes; in a
///   table of one column null is "" too, because readers skip empty lines. Booleans are true and
///   false, arrays are their elements with blanks between them, numbers as appendCellText() writes
///   them.
/// - Tsv: the same with tabs and LF, fields quoted as in CSV where they need it.
/// - Text: aligned columns for people, with units; see TextOptions. The last line counts rows.
///   Control characters are made visible, so that no server can steer a terminal.
/// - VOTable: see votable::Writer.
///
/// A pure function for any thread.
///
/// @param device  open for writing, not owned; not closed
/// @return success, Error::Kind::FileSystem when the device refuses bytes, or Cancelled soon after
///         @p stop asks for it; what is on the device is then incomplete
Status exportTable(QIODevice& device, const Table& table, const Metadata& metadata, FormatId format,
                   const std::stop_token& stop = {}, const TextOptions& options = {});

} // namespace tapdesk::formats
