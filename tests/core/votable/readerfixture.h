// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/reader.h"

#include <QByteArray>
#include <QStringList>

namespace tapdesk::test {

/// What came of a document, in plain words that rows of a test can spell.
struct Reading
{
    Status status; ///< of feed() and finish()
    Table table;
    QStringList types; ///< "name datatype arraysize", one a column
    QStringList rows; ///< cells as text with "|" between; null is "~"
    QStringList warnings; ///< "Kind subject xcount"
    votable::QueryStatus queryStatus = votable::QueryStatus::Unstated;
    QString queryStatusText;
    QList<votable::Info> infos;
    int tableCount = 0;
};

/// How a document is cut into pieces.
enum class Cut { Whole, Bytes, Random };

Reading readDocument(const QByteArray& document, Cut cut = Cut::Whole,
                     const votable::Reader::Options& options = {});

/// A VOTable with one RESOURCE of results.
/// @param inner  content of its TABLE
QByteArray votableWith(const QByteArray& inner);

/// The same with TABLEDATA.
QByteArray tableDataWith(const QByteArray& fields, const QByteArray& rows);

} // namespace tapdesk::test
