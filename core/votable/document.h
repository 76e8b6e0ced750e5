// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace tapdesk::votable {

/// An INFO element. Source: VOTable 1.5, section 4.5.
struct Info
{
    QString name = {};
    QString value = {};
    QString text = {};

    friend bool operator==(const Info&, const Info&) = default;
};

/// Something odd in a document that did not stop the reading. The same oddity a million times is
/// one warning with a count.
struct Warning
{
    enum class Kind {
        MissingDatatype, ///< FIELD without datatype was read as text, or by its xtype
        UnknownDatatype, ///< a word never heard of was read as text
        PromotedColumn, ///< cells contradicted the declared datatype, so the column was widened
        BadCell, ///< a cell that is no value of its column's type was read as null
        NonStandardNull, ///< words such as "NULL" or "--" were read as null
        TooFewCells, ///< rows with fewer cells than fields: the rest is null
        TooManyCells, ///< rows with more cells than fields: the rest was dropped
        WrongRowCount, ///< nrows differs from the rows that came
        Repaired, ///< not well-formed, but readable: a bare ampersand, a control character
        Truncated, ///< the document ended early
        Other
    };

    Kind kind = Kind::Other;
    QString subject = {}; ///< column or element concerned; may be empty
    QString detail = {}; ///< first offending text, shortened; may be empty
    qint64 line = 0; ///< of the first occurrence, from 1; 0 in a binary stream
    qint64 count = 1;

    friend bool operator==(const Warning&, const Warning&) = default;
};

/// How a DATA element holds its rows. Source: VOTable 1.5, chapter 5.
enum class Serialization { TableData, Binary, Binary2 };

/// What QUERY_STATUS says, before or after the table; the worst one wins.
/// Source: TAP 1.1, section 3.3; DALI 1.1, section 4.4.
enum class QueryStatus { Unstated, Ok, Overflow, Error };

} // namespace tapdesk::votable
