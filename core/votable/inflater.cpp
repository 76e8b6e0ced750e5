// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/inflater.h"

#include <algorithm>
#include <isa-l/igzip_lib.h>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr char firstMagic = '\x1f';
constexpr char secondMagic = '\x8b';
constexpr std::size_t pieceSize = 256 * 1024; // fits the second-level cache beside its input

Error damaged(int code)
{
    return {.kind = Error::Kind::Parse,
            .detail = code == ISAL_INCORRECT_CHECKSUM ? u"gzip: wrong check sum"_s
                                                      : u"gzip: damaged data"_s};
}

} // namespace

// ISA-L unfolds twice as fast as zlib, and streams, which libdeflate does not.
struct Inflater::Stream
{
    Stream() { begin(); }

    void begin()
    {
        isal_inflate_init(&state);
        state.crc_flag = ISAL_GZIP; // header read, sum checked
    }
    bool isEnded() const { return state.block_state == ISAL_BLOCK_FINISH; }

    inflate_state state; // 80 KiB, set up by begin()
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
    case Mode::Trailer:
        return beginMember(bytes) ? inflate(bytes, sink) : Status();
    case Mode::Ended:
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
    m_buffer.resize(pieceSize);
    inflate_state& state = m_stream->state;
    while (!bytes.isEmpty()) {
        const auto take = std::min<qsizetype>(bytes.size(), 1 << 30); // avail_in is 32 bits wide
        state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
        state.avail_in = static_cast<std::uint32_t>(take);
        do {
            state.next_out = reinterpret_cast<std::uint8_t*>(m_buffer.data());
            state.avail_out = static_cast<std::uint32_t>(m_buffer.size());
            if (const int code = isal_inflate(&state); code != ISAL_DECOMP_OK)
                return failure(damaged(code));
            const auto produced = static_cast<qsizetype>(m_buffer.size() - state.avail_out);
            m_produced += produced;
            if (m_limit > 0 && m_produced > m_limit)
                return failure({.kind = Error::Kind::TooLarge});
            if (produced > 0) {
                if (auto status = sink(QByteArrayView(m_buffer.data(), produced)); !status)
                    return status;
            }
        } while (!m_stream->isEnded() && (state.avail_in > 0 || state.avail_out == 0));
        bytes = bytes.sliced(take - static_cast<qsizetype>(state.avail_in));
        if (m_stream->isEnded()) {
            m_mode = Mode::Trailer;
            if (!beginMember(bytes))
                break;
        }
    }
    return {};
}

// Behind a member: another one, perhaps later, or padding that means nothing.
bool Inflater::beginMember(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return false;
    m_mode = bytes[0] == firstMagic ? Mode::Gzip : Mode::Ended;
    m_stream->begin();
    return m_mode == Mode::Gzip;
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
