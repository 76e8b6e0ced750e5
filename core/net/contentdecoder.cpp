// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/contentdecoder.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

enum class Coding { Identity, Gzip, Deflate, Unsupported };

constexpr qint64 pieceSize = 64 * 1024;

Coding codingOf(const QByteArray& contentEncoding)
{
    const auto word = contentEncoding.trimmed().toLower();
    if (word == "gzip" || word == "x-gzip")
        return Coding::Gzip;
    if (word == "deflate")
        return Coding::Deflate;
    if (word == "br" || word == "zstd" || word == "compress" || word == "x-compress"
        || word.contains(','))
        return Coding::Unsupported;
    return Coding::Identity;
}

bool hasZlibHeader(const QByteArray& bytes)
{
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

} // namespace

class ContentDecoder::Private
{
    Q_DISABLE_COPY_MOVE(Private)

public:
    explicit Private(Coding how)
        : coding(how)
    {
    }
    ~Private()
    {
        if (isOpen)
            inflateEnd(&stream);
    }

    bool begin(const QByteArray& input);
    bool beginNextMember(QByteArray& input);
    Status inflateSome(QByteArray& input, qint64 most, QByteArray& output);

    Coding coding;
    z_stream stream {};
    bool isOpen = false; ///< the stream has been set up
    bool isEnded = false; ///< a whole member has been read
    bool isOutputPending = false;
};

/// Decides by the first two bytes how to read on; false when there is nothing to inflate.
bool ContentDecoder::Private::begin(const QByteArray& input)
{
    if (coding == Coding::Gzip && !looksLikeGzip(input)) {
        coding = Coding::Identity;
        return false;
    }
    constexpr int gzipOnly = 16; // see inflateInit2() in zlib.h
    const auto windowBits = coding == Coding::Gzip ? MAX_WBITS + gzipOnly
        : hasZlibHeader(input)                     ? MAX_WBITS
                                                   : -MAX_WBITS;
    isOpen = inflateInit2(&stream, windowBits) == Z_OK;
    return isOpen;
}

/// After the end of a member: another one, or padding that means nothing.
bool ContentDecoder::Private::beginNextMember(QByteArray& input)
{
    if (coding == Coding::Gzip && input.size() < 2 && input.startsWith('\x1f'))
        return false;
    if (coding != Coding::Gzip || !looksLikeGzip(input)) {
        input.clear();
        return false;
    }
    isEnded = false;
    return inflateReset(&stream) == Z_OK;
}

Status ContentDecoder::Private::inflateSome(QByteArray& input, qint64 most, QByteArray& output)
{
    const auto size = output.size();
    const auto piece = static_cast<qsizetype>(std::min(most, pieceSize));
    output.resize(size + piece);
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data() + size);
    stream.avail_out = static_cast<uInt>(piece);
    const auto outcome = inflate(&stream, Z_NO_FLUSH);
    output.resize(size + piece - static_cast<qsizetype>(stream.avail_out));
    input.remove(0, input.size() - static_cast<qsizetype>(stream.avail_in));
    isEnded = outcome == Z_STREAM_END;
    isOutputPending = stream.avail_out == 0 && !isEnded;
    if (outcome == Z_OK || outcome == Z_STREAM_END || outcome == Z_BUF_ERROR)
        return {};
    return failure({.kind = Error::Kind::Protocol,
                    .detail = QString::fromLatin1(stream.msg ? stream.msg : "inflate failed")});
}

ContentDecoder::ContentDecoder(const QByteArray& contentEncoding)
    : d(std::make_unique<Private>(codingOf(contentEncoding)))
{
}

ContentDecoder::~ContentDecoder() = default;

bool ContentDecoder::isSupported() const
{
    return d->coding != Coding::Unsupported;
}

Status ContentDecoder::decode(QByteArray& input, qint64 most, QByteArray& output)
{
    const auto end = output.size() + most;
    while ((!input.isEmpty() || d->isOutputPending) && output.size() < end) {
        if (d->coding == Coding::Identity) {
            const auto count = std::min<qint64>(input.size(), end - output.size());
            output += input.first(count);
            input.remove(0, count);
        } else if (!d->isOpen && (input.size() < 2 || !d->begin(input))) {
            if (d->coding != Coding::Identity)
                break; // one byte does not tell what it is
        } else if (d->isEnded && !d->beginNextMember(input)) {
            break;
        } else if (auto status = d->inflateSome(input, end - output.size(), output); !status) {
            return status;
        }
    }
    return {};
}

bool ContentDecoder::hasPending() const
{
    return d->isOutputPending;
}

bool ContentDecoder::isComplete() const
{
    return d->coding == Coding::Identity || !d->isOpen || d->isEnded;
}

bool looksLikeGzip(QByteArrayView bytes)
{
    return bytes.startsWith("\x1f\x8b");
}

Result<QByteArray> gunzip(QByteArray bytes, qint64 maxBytes)
{
    ContentDecoder decoder("gzip");
    const auto most = maxBytes > 0 ? maxBytes + 1 : std::numeric_limits<qint64>::max() / 2;
    QByteArray content;
    if (auto status = decoder.decode(bytes, most, content); !status)
        return failure(status.error());
    if (content.size() >= most)
        return failure({.kind = Error::Kind::TooLarge});
    if (!decoder.isComplete())
        return failure({.kind = Error::Kind::Protocol, .detail = u"the gzip data is cut"_s});
    return content;
}

} // namespace tapdesk
