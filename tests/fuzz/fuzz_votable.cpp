// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes: no crash, no more memory than the input and the limits allow, and the same table
// whether the bytes come at once or in pieces.

#include "core/votable/reader.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tapdesk;

namespace {

votable::Reader::Options smallLimits()
{
    return {.firstBlockRows = 4,
            .blockRows = 16,
            .maxFields = 1000,
            .maxInflation = 1 << 22,
            .maxBytes = 1 << 24};
}

bool read(votable::Reader& reader, QByteArrayView bytes, qsizetype piece)
{
    bool good = true;
    while (!bytes.isEmpty() && good) {
        const qsizetype length = std::min(piece, bytes.size());
        good = reader.feed(bytes.first(length)).has_value();
        bytes = bytes.sliced(length);
        reader.flush();
    }
    return good && reader.finish().has_value();
}

void touch(const Table& table)
{
    for (const auto& block : table.blocks()) {
        if (block->columns.size() != static_cast<std::size_t>(table.columnCount()))
            std::abort();
        for (const Column& column : block->columns) {
            if (column.rowCount() != block->rows)
                std::abort();
        }
    }
    const qsizetype rows = std::min<qsizetype>(table.rowCount(), 50);
    for (qsizetype row = 0; row < rows; ++row) {
        for (qsizetype column = 0; column < std::min<qsizetype>(table.columnCount(), 50); ++column)
            (void)table.text(row, column);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    // the last byte says how all are cut: the first ones decide what the reader takes it for
    const qsizetype piece = 1 + data[size - 1] % 64;
    const QByteArrayView bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));

    votable::Reader whole(smallLimits());
    const bool wholeGood = read(whole, bytes, std::max<qsizetype>(1, bytes.size()));
    votable::Reader pieces(smallLimits());
    const bool piecesGood = read(pieces, bytes, piece);

    touch(whole.table());
    touch(pieces.table());
    if (wholeGood && piecesGood && whole.table().rowCount() != pieces.table().rowCount())
        std::abort();
    return 0;
}
