// SPDX-License-Identifier: GPL-3.0-or-later

// Reading a VOTable as a whole process, to be timed from outside beside other programs.
//
//   bench_votable make td|bin|b2 ROWS FILE writes a synthetic table
//   bench_votable read FILE                one thread: votable::Reader alone
//   bench_votable open FILE                as the program opens a file: reading and unfolding it
//                                          on one thread, parsing on another
//
// Both print rows, memory of the table, and when its first rows were there.

#include "core/tap/resultreader.h"
#include "core/votable/reader.h"
#include "tests/bench/generate.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <vector>

using namespace tapdesk;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t pieceSize = 256 * 1024; // what a transfer hands over at once, at most

double elapsed(Clock::time_point since)
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

/// When the first rows were there, and after how many bytes.
struct FirstRows
{
    double milliseconds = 0;
    qint64 bytes = 0;

    void note(const Table& table, Clock::time_point start, qint64 bytesRead)
    {
        if (bytes == 0 && table.rowCount() > 0)
            *this = {.milliseconds = elapsed(start), .bytes = bytesRead};
    }
};

void print(const Table& table, Clock::time_point start, const FirstRows& first, qint64 bytes)
{
    std::printf("rows %lld, columns %lld, %.1f MB in %.0f ms, first rows after %.1f ms and %.2f %% "
                "of the bytes, table %.1f MB, %.3f of native\n",
                static_cast<long long>(table.rowCount()),
                static_cast<long long>(table.columnCount()), static_cast<double>(bytes) / 1e6,
                elapsed(start), first.milliseconds,
                100.0 * static_cast<double>(first.bytes) / static_cast<double>(bytes),
                static_cast<double>(table.byteSize()) / 1e6,
                static_cast<double>(table.byteSize()) / static_cast<double>(nativeBytes(table)));
}

int conclude(const std::optional<Error>& error)
{
    if (error)
        std::printf("failed: %s\n", qPrintable(error->detail));
    return error ? 1 : 0;
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
    FirstRows first;
    qint64 bytes = 0;
    Status status;
    while (status) {
        const auto count = ::read(file, piece.data(), piece.size());
        if (count <= 0)
            break;
        bytes += count;
        status = reader.feed(QByteArrayView(piece.data(), static_cast<qsizetype>(count)));
        first.note(reader.table(), start, bytes);
    }
    ::close(file);
    if (status)
        status = reader.finish();
    print(reader.table(), start, first, bytes);
    return conclude(status ? std::nullopt : std::optional(status.error()));
}

int open(QCoreApplication& application, const QString& path)
{
    const auto start = Clock::now();
    ResultReader reader;
    FirstRows first;
    std::optional<Error> error;
    QObject::connect(&reader, &ResultReader::tableChanged, &application,
                     [&](const Table& table) { first.note(table, start, reader.bytesReceived()); });
    QObject::connect(&reader, &ResultReader::finished, &application, [&](const auto& outcome) {
        if (!outcome)
            error = outcome.error();
        else
            error = outcome->truth.cause;
        application.quit();
    });
    reader.readFile(path);
    QCoreApplication::exec();
    print(reader.table(), start, first, QFileInfo(path).size());
    return conclude(error);
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc == 5 && std::strcmp(argv[1], "make") == 0) {
        const std::string_view encoding = argv[2];
        bench::writeCatalogue(argv[4], std::atoll(argv[3]),
                              encoding == "b2"        ? bench::Encoding::Binary2
                                  : encoding == "bin" ? bench::Encoding::Binary
                                                      : bench::Encoding::TableData);
        return 0;
    }
    if (argc == 3 && std::strcmp(argv[1], "read") == 0)
        return read(argv[2]);
    if (argc == 3 && std::strcmp(argv[1], "open") == 0) {
        QCoreApplication application(argc, argv);
        return open(application, QFile::decodeName(argv[2]));
    }
    std::fprintf(stderr, "usage: bench_votable make td|bin|b2 ROWS FILE | read FILE | open FILE\n");
    return 2;
}
