// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/binarycolumns.h"

#include "core/votable/bigendian.h"

#include <array>
#include <cmath>

namespace tapdesk::votable {

namespace {

template <typename T>
void appendNumbers(const BinaryRowLayout& layout, std::size_t column, bool hasFlags,
                   const ColumnPlan& plan, ColumnBuilder& builder)
{
    const std::size_t rows = layout.rows();
    const qsizetype before = builder.rowCount();
    const std::span<T> values = builder.extend<T>(static_cast<qsizetype>(rows));
    const std::span<const std::uint64_t> flags = layout.nulls(column);
    if (!plan.scalar) { // null by its flag only
        const auto count = static_cast<std::size_t>(plan.elements);
        for (std::size_t row = 0; row < rows; ++row) {
            const char* p = layout.cell(column, row);
            for (std::size_t i = 0; i < count; ++i)
                values[row * count + i] = loadBigEndian<T>(p + i * sizeof(T));
        }
        builder.setNulls(before, flags);
        return;
    }
    for (std::size_t row = 0; row < rows; ++row)
        values[row] = loadBigEndian<T>(layout.cell(column, row));

    const bool nanIsNull = std::is_floating_point_v<T> && !hasFlags;
    if (!nanIsNull && !plan.hasNull) {
        builder.setNulls(before, flags);
        return;
    }
    const auto isNull = [&](T value) {
        if constexpr (std::is_floating_point_v<T>)
            return plan.isNull(static_cast<double>(value)) || (nanIsNull && std::isnan(value));
        else
            return plan.isNull(static_cast<std::int64_t>(value));
    };
    std::array<std::uint64_t, BinaryRowLayout::maxRows / 64> nulls {};
    std::copy(flags.begin(), flags.end(), nulls.begin());
    for (std::size_t row = 0; row < rows; ++row)
        nulls[row / 64] |= std::uint64_t(isNull(values[row])) << (row % 64);
    builder.setNulls(before, std::span(nulls).first((rows + 63) / 64));
}

// False if there is a byte that no boolean has.
bool appendBooleans(const BinaryRowLayout& layout, std::size_t column, ColumnBuilder& builder)
{
    std::array<std::uint8_t, BinaryRowLayout::maxRows> values {};
    std::array<std::uint64_t, BinaryRowLayout::maxRows / 64> nulls {};
    const std::size_t rows = layout.rows();
    const std::span<const std::uint64_t> flags = layout.nulls(column);
    std::copy(flags.begin(), flags.end(), nulls.begin());
    bool sound = true;
    for (std::size_t row = 0; row < rows; ++row) {
        const BinaryBoolean value = binaryBoolean(*layout.cell(column, row));
        values[row] = value == BinaryBoolean::True ? 1 : 0;
        nulls[row / 64] |= std::uint64_t(value == BinaryBoolean::Null) << (row % 64);
        sound = sound && value != BinaryBoolean::Bad;
    }
    if (!sound)
        return false;
    const qsizetype before = builder.rowCount();
    const auto cells = builder.extend<std::uint8_t>(static_cast<qsizetype>(rows));
    std::copy_n(values.begin(), rows, cells.begin());
    builder.setNulls(before, std::span(nulls).first((rows + 63) / 64));
    return true;
}

} // namespace

BinaryBoolean binaryBoolean(char c)
{
    switch (c) {
    case 'T':
    case 't':
    case '1':
    case '\1':
        return BinaryBoolean::True;
    case 'F':
    case 'f':
    case '0':
        return BinaryBoolean::False;
    case '?':
    case ' ':
    case '\0':
        return BinaryBoolean::Null;
    default:
        return BinaryBoolean::Bad;
    }
}

bool appendBinaryColumn(const BinaryRowLayout& layout, std::size_t column, bool hasFlags,
                        const ColumnPlan& plan, ColumnBuilder& builder)
{
    if (plan.variable || !builder.isFixed())
        return false;
    switch (plan.datatype) {
    case Datatype::Boolean:
        return plan.scalar && appendBooleans(layout, column, builder);
    case Datatype::UnsignedByte:
        appendNumbers<std::uint8_t>(layout, column, hasFlags, plan, builder);
        return true;
    case Datatype::Short:
        appendNumbers<std::int16_t>(layout, column, hasFlags, plan, builder);
        return true;
    case Datatype::Int:
        appendNumbers<std::int32_t>(layout, column, hasFlags, plan, builder);
        return true;
    case Datatype::Long:
        appendNumbers<std::int64_t>(layout, column, hasFlags, plan, builder);
        return true;
    case Datatype::Float:
        appendNumbers<float>(layout, column, hasFlags, plan, builder);
        return true;
    case Datatype::Double:
        appendNumbers<double>(layout, column, hasFlags, plan, builder);
        return true;
    default:
        return false;
    }
}

} // namespace tapdesk::votable
