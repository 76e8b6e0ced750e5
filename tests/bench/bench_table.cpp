// SPDX-License-Identifier: GPL-3.0-or-later

// bench_table [ROWS] [FOLDER]
//
// Fills a table of sixteen columns like the one of the reading benchmark, tells its bytes per cell,
// and exports it in every format, to FOLDER or to nowhere.

#include "core/formats/exporter.h"
#include "core/table/columnbuilder.h"

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

constexpr qsizetype blockRows = 16'384;

struct Group
{
    Datatype datatype;
    int count;
};
constexpr Group groups[] = {{Datatype::Double, 8}, {Datatype::Float, 3},   {Datatype::Long, 2},
                            {Datatype::Int, 1},    {Datatype::Boolean, 1}, {Datatype::Char, 1}};

void appendCell(ColumnBuilder& builder, std::mt19937_64& random)
{
    const std::uint64_t bits = random();
    if (bits % 50 == 0)
        return builder.appendNull();
    const double fraction = static_cast<double>(bits >> 11) * 0x1p-53;
    switch (builder.datatype()) {
    case Datatype::Double:
        return builder.append(fraction * 360);
    case Datatype::Float:
        return builder.append(static_cast<float>(fraction * 20));
    case Datatype::Long:
        return builder.append(static_cast<std::int64_t>(bits >> 2));
    case Datatype::Int:
        return builder.append(static_cast<std::int32_t>(bits % 100'000));
    case Datatype::Boolean:
        return builder.append(static_cast<std::uint8_t>(bits >> 63));
    default:
        return builder.appendText("source-" + std::to_string(bits % 1'000'000));
    }
}

Table makeTable(qsizetype rows)
{
    Schema fields;
    std::vector<ColumnBuilder> builders;
    for (const Group& group : groups) {
        for (int i = 0; i < group.count; ++i) {
            fields.append({.name = u"c%1"_s.arg(fields.size() + 1), .datatype = group.datatype});
            if (isText(group.datatype))
                fields.last().shape = ArrayShape::variable();
            builders.emplace_back(group.datatype).reserve(blockRows);
        }
    }
    Table table(fields);
    std::mt19937_64 random(1);
    for (qsizetype first = 0; first < rows; first += blockRows) {
        auto block = std::make_shared<Block>();
        block->rows = std::min(blockRows, rows - first);
        for (ColumnBuilder& builder : builders) {
            for (qsizetype row = 0; row < block->rows; ++row)
                appendCell(builder, random);
            block->columns.push_back(builder.take());
        }
        table.append(std::move(block));
    }
    return table;
}

// Values, one bit of null each, text bytes: what no design can do without.
qint64 nativeBytes(const Table& table)
{
    qint64 bytes = 0;
    for (const auto& block : table.blocks()) {
        for (const Column& column : block->columns) {
            const qint64 values = isText(column.datatype())
                ? static_cast<qint64>(column.elements<char>().size()) + 4 * block->rows
                : elementSize(column.datatype()) * block->rows;
            bytes += values + block->rows / 8;
        }
    }
    return bytes;
}

double secondsFor(const Table& table, formats::FormatId id, const QString& fileName, qint64& bytes)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("%s: %s", qPrintable(fileName), qPrintable(file.errorString()));
    QElapsedTimer timer;
    timer.start();
    const Status status = formats::exportTable(file, table, {}, id, {}, {.maxRows = 0});
    const double seconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    if (!status)
        qFatal("%s", qPrintable(status.error().detail));
    bytes = file.size();
    return seconds;
}

} // namespace

int main(int argc, char** argv)
{
    const qsizetype rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    const QString folder = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();

    QElapsedTimer timer;
    timer.start();
    const Table table = makeTable(rows);
    std::printf("fill                %6.2f s  %lld rows of %lld columns\n",
                static_cast<double>(timer.elapsed()) * 1e-3, static_cast<long long>(rows),
                static_cast<long long>(table.columnCount()));
    std::printf("memory              %6.3f of the native width (%.1f MB)\n",
                static_cast<double>(table.byteSize()) / static_cast<double>(nativeBytes(table)),
                static_cast<double>(table.byteSize()) * 1e-6);

    for (const formats::Format& format : formats::allFormats()) {
        const QString fileName =
            folder.isEmpty() ? u"/dev/null"_s : folder + u"/table-"_s + format.name;
        qint64 bytes = 0;
        const double seconds = secondsFor(table, format.id, fileName, bytes);
        std::printf("%-18s  %6.2f s  %5.1f M cells/s  %.0f MB\n", qPrintable(format.name), seconds,
                    static_cast<double>(rows * table.columnCount()) * 1e-6 / seconds,
                    static_cast<double>(bytes) * 1e-6);
    }
    return 0;
}
