// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/base64decoder.h"
#include "core/votable/inflater.h"
#include "core/votable/rowstream.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapdesk::votable {

/// Decodes the text of an inline STREAM, base64 with or without gzip in it, for a RowStream.
///
/// Source: VOTable 1.5, section 5.5; protocols.md 4.9.
class StreamDecoder final
{
public:
    /// @param maxInflation  most bytes that gzip may unfold to; 0 = no limit
    StreamDecoder(std::unique_ptr<RowStream> rows, qint64 maxInflation);

    /// Takes raw text of the element.
    Status feed(std::string_view text);

    /// The element has ended.
    Status finish();

    qint64 takeLines(); ///< line ends passed since the last call
    bool hasStrangers() const { return m_base64.hasStrangers(); }
    bool isCutShort() const;

private:
    Status pass(std::string_view bytes);

    std::unique_ptr<RowStream> m_rows;
    Base64Decoder m_base64;
    std::vector<char> m_buffer;
    std::string m_start; // of the stream, until it is known whether it is gzip
    bool m_decided = false;
    std::optional<Inflater> m_inflater;
    qint64 m_maxInflation;
    qint64 m_linesTaken = 0;
};

} // namespace tapdesk::votable
