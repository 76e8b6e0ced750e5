// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shelf/packing.h"

#include "core/base/writeall.h"

#include <QFile>
#include <QSaveFile>
#include <QUrl>

#include <memory>
#include <zlib.h>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qsizetype pieceBytes = qsizetype(256) * 1024;
constexpr int quickest = 1; // level 6 takes three times as long for a tenth less
constexpr int gzipFormat = 15 + 16; // of deflateInit2: largest window, gzip header

struct EndDeflate
{
    void operator()(z_stream* stream) const
    {
        deflateEnd(stream);
        delete stream;
    }
};

std::unique_ptr<z_stream, EndDeflate> startDeflate()
{
    auto* stream = new z_stream {};
    if (deflateInit2(stream, quickest, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        delete stream;
        return {};
    }
    return std::unique_ptr<z_stream, EndDeflate>(stream);
}

tl::unexpected<Error> fileFailure(const QFileDevice& file)
{
    return failure({.kind = Error::Kind::FileSystem,
                    .detail = file.errorString(),
                    .url = QUrl::fromLocalFile(file.fileName())});
}

/// Packs one piece and writes what comes of it.
bool packPiece(z_stream& stream, QByteArray piece, int flush, QIODevice& to)
{
    QByteArray packed(pieceBytes, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_in = uInt(piece.size());
    do {
        stream.next_out = reinterpret_cast<Bytef*>(packed.data());
        stream.avail_out = uInt(packed.size());
        deflate(&stream, flush);
        if (!writeAll(to, QByteArrayView(packed).first(packed.size() - stream.avail_out)))
            return false;
    } while (stream.avail_out == 0);
    return true;
}

} // namespace

Result<QString> packedCopy(const QString& file, const std::stop_token& stop)
{
    QFile from(file);
    if (!from.open(QIODevice::ReadOnly))
        return fileFailure(from);
    QSaveFile to(file + u".gz"_s);
    if (!to.open(QIODevice::WriteOnly))
        return fileFailure(to);
    to.setPermissions(from.permissions());
    const auto stream = startDeflate();
    if (!stream)
        return failure({.kind = Error::Kind::FileSystem, .detail = u"zlib cannot start"_s});
    while (!from.atEnd()) {
        if (stop.stop_requested())
            return failure({.kind = Error::Kind::Cancelled});
        const auto piece = from.read(pieceBytes);
        if (from.error() != QFile::NoError)
            return fileFailure(from);
        if (!packPiece(*stream, piece, Z_NO_FLUSH, to))
            return fileFailure(to);
    }
    if (!packPiece(*stream, {}, Z_FINISH, to) || !to.commit())
        return fileFailure(to);
    return to.fileName();
}

} // namespace tapdesk
