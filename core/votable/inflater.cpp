// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/inflater.h"

#include <algorithm>
#include <zlib.h>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr char firstMagic = '\x1f';
constexpr char secondMagic = '\x8b';
constexpr std::size_t pieceSize = 256 * 1024; // fits the second-level cache beside its input

Error damaged(const char* message)
{
    return {.kind = Error::Kind::Parse,
            .detail = u"gzip: "_s + QString::fromLatin1(message ? message : "damaged data")};
}

} // namespace

struct Inflater::Stream
{
    Stream()
    {
        ready = inflateInit2(&z, MAX_WBITS + 16) == Z_OK; // +16: gzip wrapper
    }
    ~Stream()
    {
        if (ready)
            inflateEnd(&z);
    }
    Q_DISABLE_COPY_MOVE(Stream)

    z_stream z {};
    bool ready = false;
};

Inflater::Inflater(qint64 limit)
    : m_limit(limit)
{
}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

Status Inflater::feed(QByteArrayView bytes, const Sink& sink)
{
    if (bytes.isEmpty())
        return {};
    switch (m_mode) {
    case Mode::Plain:
        return sink(bytes);
    case Mode::Gzip:
        return inflate(bytes, sink);
    case Mode::BetweenMembers:
        return beginMember(bytes[0]) ? inflate(bytes, sink) : Status();
    case Mode::Trailer:
        return {};
    case Mode::Undecided:
        break;
    }
    return decide(bytes, sink);
}

Status Inflater::decide(QByteArrayView bytes, const Sink& sink)
{
    const bool held = std::exchange(m_held, false);
    if (!held && bytes.size() == 1 && bytes[0] == firstMagic) {
        m_held = true;
        return {};
    }
    const bool gzip =
        held ? bytes[0] == secondMagic : bytes[0] == firstMagic && bytes[1] == secondMagic;
    m_mode = gzip ? Mode::Gzip : Mode::Plain;
    if (gzip)
        m_stream = std::make_unique<Stream>();
    if (held) {
        if (auto status = feed(QByteArrayView(&firstMagic, 1), sink); !status)
            return status;
    }
    return feed(bytes, sink);
}

Status Inflater::inflate(QByteArrayView bytes, const Sink& sink)
{
    if (!m_stream->ready)
        return failure(damaged(m_stream->z.msg));
    m_buffer.resize(pieceSize);
    z_stream& z = m_stream->z;
    while (!bytes.isEmpty()) {
        const auto take = std::min<qsizetype>(bytes.size(), 1 << 30); // avail_in is 32 bits wide
        z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        z.avail_in = static_cast<uInt>(take);
        int code = Z_OK;
        do {
            z.next_out = reinterpret_cast<Bytef*>(m_buffer.data());
            z.avail_out = static_cast<uInt>(m_buffer.size());
            code = ::inflate(&z, Z_NO_FLUSH);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
                return failure(damaged(z.msg));
            const auto produced = static_cast<qsizetype>(m_buffer.size() - z.avail_out);
            m_produced += produced;
            if (m_limit > 0 && m_produced > m_limit)
                return failure({.kind = Error::Kind::TooLarge});
            if (produced > 0) {
                if (auto status = sink(QByteArrayView(m_buffer.data(), produced)); !status)
                    return status;
            }
        } while (code == Z_OK && (z.avail_in > 0 || z.avail_out == 0));
        bytes = bytes.sliced(take - static_cast<qsizetype>(z.avail_in));
        if (code == Z_STREAM_END) {
            m_mode = Mode::BetweenMembers;
            if (!bytes.isEmpty() && !beginMember(bytes[0]))
                break;
        }
    }
    return {};
}

/// Whether what begins with @p first, behind the end of a member, is another one.
bool Inflater::beginMember(char first)
{
    m_mode = first == firstMagic ? Mode::Gzip : Mode::Trailer;
    return m_mode == Mode::Gzip && inflateReset(&m_stream->z) == Z_OK;
}

Status Inflater::finish(const Sink& sink)
{
    if (!std::exchange(m_held, false))
        return {};
    m_mode = Mode::Plain;
    return sink(QByteArrayView(&firstMagic, 1));
}

bool Inflater::isCutShort() const
{
    return m_mode == Mode::Gzip;
}

} // namespace tapdesk::votable
