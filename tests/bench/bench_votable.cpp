// SPDX-License-Identifier: GPL-3.0-or-later

// Reading a VOTable as a whole process, to be timed from outside beside other programs.
//
//   bench_votable make td|b2 ROWS FILE     writes a synthetic table
//   bench_votable read FILE                reads a file; prints rows, memory of the table, and
//                                          when its first rows were there

#include "core/votable/reader.h"
#include "tests/bench/generate.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

using namespace tapdesk;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t pieceSize = 256 * 1024; // what a transfer hands over at once, at most

double milliseconds(Clock::time_point since)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

// What the cells need without any overhead: native elements, a bit a cell for nulls, text bytes.
qint64 nativeBytes(const Table& table)
{
    qint64 bytes = 0;
    for (const auto& block : table.blocks()) {
        for (const Column& column : block->columns) {
            bytes += isText(column.datatype())
                ? static_cast<qint64>(column.elements<char>().size()) + 4 * column.rowCount()
                : elementSize(column.datatype()) * column.rowCount();
            bytes += column.hasNulls() ? column.rowCount() / 8 : 0;
        }
    }
    return bytes;
}

int read(const char* path)
{
    const int file = ::open(path, O_RDONLY);
    if (file < 0) {
        std::perror(path);
        return 2;
    }
    const auto start = Clock::now();
    votable::Reader reader;
    std::vector<char> piece(pieceSize);
    double first = 0;
    qint64 bytes = 0;
    qint64 firstBytes = 0;
    Status status;
    while (status) {
        const auto count = ::read(file, piece.data(), piece.size());
        if (count <= 0)
            break;
        bytes += count;
        status = reader.feed(QByteArrayView(piece.data(), static_cast<qsizetype>(count)));
        if (first == 0 && reader.table().rowCount() > 0) {
            first = milliseconds(start);
            firstBytes = bytes;
        }
    }
    ::close(file);
    if (status)
        status = reader.finish();
    const Table& table = reader.table();
    std::printf("rows %lld, columns %lld, %.1f MB in %.0f ms, first rows after %.1f ms and %.2f %% "
                "of the bytes, table %.1f MB, %.3f of native\n",
                static_cast<long long>(table.rowCount()),
                static_cast<long long>(table.columnCount()), static_cast<double>(bytes) / 1e6,
                milliseconds(start), first,
                100.0 * static_cast<double>(firstBytes) / static_cast<double>(bytes),
                static_cast<double>(table.byteSize()) / 1e6,
                static_cast<double>(table.byteSize()) / static_cast<double>(nativeBytes(table)));
    if (!status)
        std::printf("failed: %s\n", qPrintable(status.error().detail));
    return status ? 0 : 1;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc == 5 && std::strcmp(argv[1], "make") == 0) {
        const bool binary = std::strcmp(argv[2], "b2") == 0;
        bench::writeCatalogue(argv[4], std::atoll(argv[3]),
                              binary ? bench::Encoding::Binary2 : bench::Encoding::TableData);
        return 0;
    }
    if (argc == 3 && std::strcmp(argv[1], "read") == 0)
        return read(argv[2]);
    std::fprintf(stderr, "usage: bench_votable make td|b2 ROWS FILE | read FILE\n");
    return 2;
}
