// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/streamdecoder.h"

namespace tapdesk::votable {

namespace {

constexpr std::size_t pieceLength = 64 * 1024; // characters; what comes of them stays in cache
constexpr std::size_t gzipHeader = 10; // bytes

// Two bytes of magic might be a number of the first row: look at the whole header (RFC 1952, 2.3).
bool isGzip(std::string_view start)
{
    return start.size() >= gzipHeader && start.substr(0, 3) == "\x1f\x8b\x08"
        && (start[3] & 0xe0) == 0 && (start[8] == 0 || start[8] == 2 || start[8] == 4)
        && (static_cast<unsigned char>(start[9]) <= 13 || start[9] == '\xff');
}

} // namespace

StreamDecoder::StreamDecoder(std::unique_ptr<RowStream> rows, qint64 maxInflation)
    : m_rows(std::move(rows))
    , m_buffer(Base64Decoder::roomFor(pieceLength))
    , m_maxInflation(maxInflation)
{
}

Status StreamDecoder::feed(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t size = m_base64.decode(text.substr(0, pieceLength), m_buffer.data());
        text.remove_prefix(std::min(text.size(), pieceLength));
        if (Status status = pass({m_buffer.data(), size}); !status)
            return status;
    }
    return {};
}

Status StreamDecoder::pass(std::string_view bytes)
{
    if (!m_decided) {
        m_start += bytes;
        if (m_start.size() < gzipHeader)
            return {};
        m_decided = true;
        if (isGzip(m_start))
            m_inflater.emplace(m_maxInflation);
        return pass(m_start);
    }
    if (!m_inflater)
        return m_rows->feed(bytes);
    return m_inflater->feed(
        QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())),
        [this](QByteArrayView piece) {
            return m_rows->feed({piece.data(), static_cast<std::size_t>(piece.size())});
        });
}

Status StreamDecoder::finish()
{
    const std::size_t size = m_base64.finish(m_buffer.data());
    Status status = pass({m_buffer.data(), size});
    if (status && !m_decided)
        status = m_rows->feed(m_start);
    return status ? m_rows->finish() : status;
}

qint64 StreamDecoder::takeLines()
{
    const qint64 before = std::exchange(m_linesTaken, m_base64.lines());
    return m_base64.lines() - before;
}

bool StreamDecoder::isCutShort() const
{
    return m_rows->isCutShort() || (m_inflater && m_inflater->isCutShort());
}

} // namespace tapdesk::votable
