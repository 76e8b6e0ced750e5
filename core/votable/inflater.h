// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <functional>
#include <memory>
#include <vector>

namespace tapdesk::votable {

/// Unfolds gzip while it streams by; anything that does not start with 1f 8b passes unchanged.
/// Several gzip members in a row are one stream; whatever follows the last one is ignored.
class Inflater final
{
public:
    using Sink = std::function<Status(QByteArrayView)>;

    /// @param limit  most bytes that gzip may unfold to; 0 = no limit
    explicit Inflater(qint64 limit);
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    /// Gives @p sink the unfolded bytes, in pieces that are valid during the call.
    /// @return success, the failure of @p sink, Error::Kind::Parse for damaged data, or TooLarge
    Status feed(QByteArrayView bytes, const Sink& sink);

    /// Passes on what was held back to tell whether it is gzip.
    Status finish(const Sink& sink);

    bool isCutShort() const; ///< a gzip member has begun and not ended

private:
    enum class Mode { Undecided, Plain, Gzip, Trailer, Ended };
    struct Stream;

    Status decide(QByteArrayView bytes, const Sink& sink);
    Status inflate(QByteArrayView bytes, const Sink& sink);
    bool beginMember(QByteArrayView bytes);

    Mode m_mode = Mode::Undecided;
    bool m_held = false; // the first byte of the magic has come
    qint64 m_limit;
    qint64 m_produced = 0;
    std::unique_ptr<Stream> m_stream;
    std::vector<char> m_buffer;
};

} // namespace tapdesk::votable
