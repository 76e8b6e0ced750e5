// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/binaryrows.h"

#include "core/votable/writefields.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace tapdesk::votable {

namespace {

template <typename T>
void appendBigEndian(std::string& out, T value)
{
    char bytes[sizeof(T)];
    qToBigEndian(value, bytes);
    out.append(bytes, sizeof(T));
}

template <typename T>
void appendBigEndian(std::string& out, std::complex<T> value)
{
    appendBigEndian(out, value.real());
    appendBigEndian(out, value.imag());
}

void appendCount(std::string& out, std::size_t count)
{
    appendBigEndian(out, static_cast<std::int32_t>(count));
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

} // namespace

struct BinaryRows::Encoders
{
    template <typename T>
    static T nullElement(const Cell& cell)
    {
        if constexpr (std::is_integral_v<T>)
            return static_cast<T>(cell.null);
        else if constexpr (std::is_floating_point_v<T>)
            return std::numeric_limits<T>::quiet_NaN();
        else
            return {nullElement<typename T::value_type>(cell),
                    nullElement<typename T::value_type>(cell)};
    }

    template <typename T>
    static void scalar(std::string& out, const Cell& cell, const Column& column, qsizetype row)
    {
        const std::span<const T> values = column.cell<T>(row);
        appendBigEndian(out,
                        values.empty() || column.isNull(row) ? nullElement<T>(cell) : values[0]);
    }

    template <typename T>
    static void array(std::string& out, const Cell& cell, const Column& column, qsizetype row)
    {
        const std::span<const T> values = present<T>(column, row);
        const std::size_t count = cell.isVariable ? values.size() : cell.count;
        if (cell.isVariable)
            appendCount(out, count);
        for (std::size_t i = 0; i < count; ++i)
            appendBigEndian(out, i < values.size() ? values[i] : nullElement<T>(cell));
    }

    static void booleans(std::string& out, const Cell& cell, const Column& column, qsizetype row)
    {
        const std::span<const std::uint8_t> values = present<std::uint8_t>(column, row);
        const std::size_t count = cell.isVariable ? values.size() : cell.count;
        if (cell.isVariable)
            appendCount(out, count);
        for (std::size_t i = 0; i < count; ++i)
            out += i >= values.size() ? '?' : values[i] != 0 ? 'T' : 'F';
    }

    static void bits(std::string& out, const Cell& cell, const Column& column, qsizetype row)
    {
        const std::span<const std::uint8_t> values = present<std::uint8_t>(column, row);
        const std::size_t count = cell.isVariable ? values.size() : cell.count;
        if (cell.isVariable)
            appendCount(out, count);
        const std::size_t first = out.size();
        out.append((count + 7) / 8, '\0');
        for (std::size_t i = 0; i < std::min(count, values.size()); ++i) {
            if (values[i] != 0)
                out[first + i / 8] |= static_cast<char>(0x80U >> (i % 8));
        }
    }

    static void text(std::string& out, const Cell& /*cell*/, const Column& column, qsizetype row)
    {
        const std::string_view utf8 = column.text(row);
        appendCount(out, utf8.size());
        out += utf8;
    }

    static void unicodeText(std::string& out, const Cell& /*cell*/, const Column& column,
                            qsizetype row)
    {
        const std::string_view utf8 = column.text(row);
        if (isAscii(utf8)) {
            appendCount(out, utf8.size());
            for (const char c : utf8) {
                out += '\0';
                out += c;
            }
            return;
        }
        const QString units = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
        appendCount(out, static_cast<std::size_t>(units.size()));
        for (const QChar unit : units)
            appendBigEndian(out, unit.unicode());
    }

private:
    template <typename T>
    static std::span<const T> present(const Column& column, qsizetype row)
    {
        return column.isNull(row) ? std::span<const T>() : column.cell<T>(row);
    }
};

BinaryRows::BinaryRows(const Schema& fields, Serialization serialization)
    : m_hasFlags(serialization == Serialization::Binary2)
{
    for (const Field& field : fields)
        m_cells.push_back(cellOf(field, serialization));
}

BinaryRows::Cell BinaryRows::cellOf(const Field& field, Serialization serialization)
{
    Cell cell;
    cell.isVariable = field.shape.isVariable();
    cell.count = cell.isVariable ? 0 : static_cast<std::size_t>(field.shape.elementCount());
    if (serialization == Serialization::Binary && isInteger(field.datatype))
        cell.null = nullMarker(field);

    const auto numbers = [&]<typename T>(T /*type*/) {
        cell.append = field.shape.isScalar() ? &Encoders::scalar<T> : &Encoders::array<T>;
    };
    switch (field.datatype) {
    case Datatype::Boolean:
        cell.append = &Encoders::booleans;
        break;
    case Datatype::Bit:
        cell.append = &Encoders::bits;
        break;
    case Datatype::UnsignedByte:
        numbers(std::uint8_t());
        break;
    case Datatype::Short:
        numbers(std::int16_t());
        break;
    case Datatype::Int:
        numbers(std::int32_t());
        break;
    case Datatype::Long:
        numbers(std::int64_t());
        break;
    case Datatype::Char:
        cell.append = &Encoders::text;
        break;
    case Datatype::UnicodeChar:
        cell.append = &Encoders::unicodeText;
        break;
    case Datatype::Float:
        numbers(float());
        break;
    case Datatype::Double:
        numbers(double());
        break;
    case Datatype::FloatComplex:
        numbers(std::complex<float>());
        break;
    case Datatype::DoubleComplex:
        numbers(std::complex<double>());
        break;
    }
    return cell;
}

void BinaryRows::append(std::string& out, std::span<const Column* const> columns,
                        qsizetype row) const
{
    if (m_hasFlags) {
        const std::size_t first = out.size();
        out.append((columns.size() + 7) / 8, '\0');
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i]->isNull(row))
                out[first + i / 8] |= static_cast<char>(0x80U >> (i % 8));
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        m_cells[i].append(out, m_cells[i], *columns[i], row);
}

} // namespace tapdesk::votable
