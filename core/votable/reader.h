// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/votable/document.h"

#include <QByteArrayView>

#include <memory>

namespace tapdesk::votable {

/// Reads a VOTable from bytes as they arrive: TABLEDATA, BINARY, BINARY2 and inline FITS, gzip
/// around any of them (the first two bytes tell).
///
/// A plain class: no thread, no network, no signal. Feed it from one thread at a time. Memory is
/// bounded by the table itself plus a small constant; a text node of gigabytes is never held.
/// No DTD, entity or stream outside the document is ever fetched.
///
/// The result table is chosen as protocols.md 4.16 says: the first TABLE of the first RESOURCE of
/// type "results", else the first with DATA, else the first. Rows of other tables are skipped and
/// their number is told by tableCount().
///
/// Source: VOTable 1.0 to 1.5; deviations of real services in protocols.md 4.15 and daiquiri.md 8.
class Reader
{
public:
    struct Options
    {
        qsizetype firstBlockRows = 256; ///< small, so that the first rows show at once
        qsizetype blockRows = 16384;
        qsizetype maxFields = 100'000;
        qint64 maxInflation = 0; ///< most bytes that gzip may unfold to; 0 = no limit
        qint64 maxBytes = 0; ///< most bytes of table to hold in memory; 0 = no limit
    };

    Reader();
    explicit Reader(const Options& options);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// Consumes the next bytes of the document.
    /// @return success, or Error::Kind::Parse (with line) or TooLarge. After a failure the rows
    ///         read so far stay in table(), and further calls repeat the error.
    Status feed(QByteArrayView bytes);

    /// Says that no byte follows. A document cut short keeps its rows.
    /// @return success, or Error::Kind::Parse: document unfinished, no table in it (unless
    ///         queryStatus() is Error), or not a VOTable at all
    Status finish();

    bool hasSchema() const; ///< the FIELDs of the result table are known
    const Table& table() const; ///< rows of complete blocks so far; all rows after finish()
    qint64 rowsRead() const; ///< rows seen, those of the unfinished block included

    /// Makes the rows of the unfinished block part of table() now, to show slow results early.
    void flush();

    QueryStatus queryStatus() const;
    QString queryStatusText() const; ///< the INFO's own words
    QList<Info> infos() const; ///< of the results RESOURCE and of the root, in document order
    QList<Warning> warnings() const;
    QString tableName() const;
    QString tableDescription() const;
    int tableCount() const; ///< TABLE elements seen outside meta resources

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk::votable
