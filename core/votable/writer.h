// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/table/table.h"
#include "core/votable/document.h"

#include <QList>

class QIODevice;

namespace tapdesk::votable {

enum class Serialization { TableData, Binary, Binary2 };

/// Writes a VOTable 1.4 block by block, so that a table need not be whole to be sent.
///
/// Order of calls: begin(), write() any number of times, end(). Errors of the device stick and
/// are returned by end().
///
/// Source: VOTable 1.4; good practice in protocols.md 4.17.
class Writer
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
    void write(const Block& block);

    /// @param trailing  INFOs after the table, such as QUERY_STATUS=OVERFLOW
    Status end(const QList<Info>& trailing = {});

private:
    void flushIfLarge();
    void flushBuffer();
    void appendBase64(bool last);

    QIODevice& m_device;
    Serialization m_serialization;
    Schema m_fields;
    std::string m_buffer;
    std::string m_pending; // binary bytes that are not yet base64
    bool m_failed = false;
};

/// Writes a whole table.
Status writeTable(QIODevice& device, const Table& table, const Writer::Head& head,
                  Serialization serialization = Serialization::TableData,
                  const QList<Info>& trailing = {});

} // namespace tapdesk::votable
