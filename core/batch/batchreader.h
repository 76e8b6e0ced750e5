// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/batch/batchentry.h"
#include "core/formats/exporter.h"

#include <QStringList>

#include <functional>

namespace tapdesk {

/// The .sql files that are meant: a folder stands for those in it (suffix in any case, hidden ones
/// and folders below left out) in natural order, a file for itself, in the order given; one that
/// is named twice counts once.
///
/// Natural order: runs of digits by their number, the rest by lower case, then by code point, so
/// that query-2 comes before query-10. @return absolute names, or Error::Kind::FileSystem for a
/// folder that cannot be listed; a file that is not there becomes an entry with a problem
Result<QStringList> batchFiles(const QStringList& paths);

/// Whether a name comes before another in natural order.
bool naturallyBefore(QStringView left, QStringView right);

/// Reads the files, one entry each, in their order. Text is UTF-8 (a mark at its start is taken
/// off), else Latin-1, which is said.
QList<BatchEntry> readBatch(const QStringList& files);

/// What holds for a whole batch. A choice goes before the comments of a file, these before the
/// defaults.
struct BatchChoices
{
    TapService service = {}; ///< where the comments name none
    bool serviceIsChosen = false; ///< it goes before the comments, too
    QString language = {}; ///< empty: as the comments say, else PostgreSQL where it is spoken
    QString queue = {}; ///< empty: as the comments say, else "30s" where there is one
    std::optional<qint64> maxrec = {};
    bool writesFiles = true; ///< false: rows are handed over unless a comment names a file
    QString outputFolder = {}; ///< empty: beside the query
    formats::FormatId format = formats::FormatId::VOTable; ///< where no comment names a file
    bool formatIsChosen = false; ///< it goes before the suffix of OUTPUT, which is changed

    friend bool operator==(const BatchChoices&, const BatchChoices&) = default;
};

/// A service by the name or address in a comment; nothing for one that nobody knows.
using FindService = std::function<std::optional<TapService>(const QString& name)>;

/// Fills in what is to become of each entry, and says what is odd about it. Pure but for looking
/// at no more than the entries; may be called again after a change of choices.
///
/// Defaults are those of the CARS guide ("List of file queries"): PostgreSQL, 30s, the run id is
/// the name of the file without suffix. A service that is known not to have them gets its own
/// language and the queue it chooses. Names of queues and languages are only refused where the
/// service's are known: a list of nothing but ADQL is what every service has. Languages may carry a
/// version: "postgresql-16.2" (daiquiri.md section 2).
void settleBatch(QList<BatchEntry>& entries, const BatchChoices& choices,
                 const FindService& findService);

/// Writes directives into the comments of an entry's file, as writeDirectives() does, atomically.
/// Byte order mark, encoding and line ends stay. The file is read anew, so that a change made
/// elsewhere meanwhile is kept.
/// @return Error::Kind::FileSystem, or Parse for a value that the file's Latin-1 cannot hold
Status saveDirectives(const QString& path, const sql::Directives& wanted);

} // namespace tapdesk
