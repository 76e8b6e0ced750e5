// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <memory>

namespace tapdesk {

/// Undoes the Content-Encoding of a body, piece by piece and never more at once than asked, so
/// that a bomb cannot fill the memory.
///
/// Knows gzip (several members too), deflate (with and without the zlib header) and identity. A
/// body that is labelled gzip but does not begin like gzip is passed on as it is, as a word that
/// is no encoding is ignored: servers send both. Source: RFC 9110, section 8.4.1.
class ContentDecoder
{
    Q_DISABLE_COPY_MOVE(ContentDecoder)

public:
    /// @param contentEncoding  value of the header; empty for none
    explicit ContentDecoder(const QByteArray& contentEncoding = {});
    ~ContentDecoder();

    /// Whether it can be undone: false for br, zstd and compress, which nobody asked for.
    bool isSupported() const;

    /// Moves from @p input to @p output, until @p input is empty or @p output holds @p most bytes
    /// more. What @p input still holds belongs to the next call.
    ///
    /// @return Error::Kind::Protocol when the bytes are no such encoding
    Status decode(QByteArray& input, qint64 most, QByteArray& output);

    /// Whether a next call can give bytes although there is no input.
    bool hasPending() const;

    /// Whether the body may end here; false in the middle of a compressed stream. A body without
    /// any byte is complete.
    bool isComplete() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Whether bytes begin like a gzip file. Source: RFC 1952.
bool looksLikeGzip(QByteArrayView bytes);

/// The content of a gzip file.
///
/// @param maxBytes  0 = no limit
/// @return Error::Kind::TooLarge beyond @p maxBytes, Error::Kind::Protocol when it is broken or
///         cut
Result<QByteArray> gunzip(QByteArray bytes, qint64 maxBytes);

} // namespace tapdesk
