// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/votable/binaryrows.h"
#include "core/votable/document.h"

#include <QList>

#include <stop_token>

class QIODevice;

namespace tapdesk::votable {

/// Writes a VOTable 1.4 block by block, so that a table need not be whole to be sent.
///
/// Order of calls: begin(), write() any number of times, end(). Errors of the device stick and
/// are returned by end(). Bytes go to the device in pieces of some 64 KiB.
///
/// What writableSchema() says of fields happens in begin(). Text: characters that XML forbids are
/// dropped in TABLEDATA. Only BINARY2 tells empty text and empty arrays from null; the format has
/// nothing for it in the other two.
///
/// Source: VOTable 1.4; good practice in protocols.md 4.17.
class Writer final
{
public:
    struct Head
    {
        QString tableName = {};
        QString tableDescription = {};
        QList<Info> infos = {}; ///< before the table
        qint64 rows = -1; ///< attribute nrows; -1 = not known yet
    };

    /// @param device  open for writing, not owned, must outlive the writer
    explicit Writer(QIODevice& device, Serialization serialization = Serialization::TableData);

    void begin(const Schema& fields, const Head& head);

    /// @p block has the columns of begin()'s fields.
    void write(const Block& block);

    /// @param trailing  INFOs after the table, such as QUERY_STATUS=OVERFLOW
    Status end(const QList<Info>& trailing = {});

    bool hasFailed() const { return m_failed; } ///< nothing more is written

private:
    friend Status writeTable(QIODevice&, const Table&, const Head&, Serialization,
                             const QList<Info>&, const std::stop_token&);

    void beginWith(Schema writable, const Head& head);
    void writeTableData(std::span<const Column* const> columns, qsizetype rows);
    void writeBinary(std::span<const Column* const> columns, qsizetype rows);
    void flush();

    QIODevice& m_device;
    Serialization m_serialization;
    Schema m_fields;
    BinaryRows m_rows;
    std::string m_buffer; // text on its way to the device
    std::string m_pending; // binary bytes that are not yet base64
    bool m_failed = false;
};

/// Writes a whole table, with what writableSchema() learns from its cells.
///
/// @return success, Error::Kind::FileSystem when the device refuses bytes, or Cancelled soon after
///         @p stop asks for it; the document is then incomplete
Status writeTable(QIODevice& device, const Table& table, const Writer::Head& head,
                  Serialization serialization = Serialization::TableData,
                  const QList<Info>& trailing = {}, const std::stop_token& stop = {});

} // namespace tapdesk::votable
