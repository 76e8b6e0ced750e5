// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/column.h"

#include <limits>

namespace tapdesk {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

template <typename T>
qint64 heldBytes(const std::vector<T>& vector)
{
    return static_cast<qint64>(vector.capacity()) * static_cast<qint64>(sizeof(T));
}

} // namespace

Column::Column(Datatype datatype, qsizetype rows, Elements elements,
               std::vector<std::uint32_t> offsets, qsizetype perRow,
               std::vector<std::uint64_t> nulls)
    : m_datatype(datatype)
    , m_rows(rows)
    , m_perRow(perRow)
    , m_elements(std::move(elements))
    , m_offsets(std::move(offsets))
    , m_nulls(std::move(nulls))
{
    Q_ASSERT(m_offsets.empty() || m_offsets.size() == static_cast<std::size_t>(rows) + 1);
    Q_ASSERT(m_nulls.empty() || m_nulls.size() * 64 >= static_cast<std::size_t>(rows));
}

std::string_view Column::text(qsizetype row) const
{
    if (isNull(row))
        return {};
    const std::span<const char> bytes = cell<char>(row);
    return {bytes.data(), bytes.size()};
}

double Column::number(qsizetype row) const
{
    if (isNull(row))
        return notANumber;
    const auto first = [this, row]<typename T>(T /*type*/) {
        const std::span<const T> values = cell<T>(row);
        return values.empty() ? notANumber : static_cast<double>(values.front());
    };
    switch (m_datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return first(std::uint8_t());
    case Datatype::Short:
        return first(std::int16_t());
    case Datatype::Int:
        return first(std::int32_t());
    case Datatype::Long:
        return first(std::int64_t());
    case Datatype::Float:
        return first(float());
    case Datatype::Double:
        return first(double());
    case Datatype::Char:
    case Datatype::UnicodeChar:
    case Datatype::FloatComplex:
    case Datatype::DoubleComplex:
        return notANumber;
    }
    Q_UNREACHABLE();
}

std::int64_t Column::integer(qsizetype row) const
{
    if (isNull(row))
        return 0;
    const auto first = [this, row]<typename T>(T /*type*/) -> std::int64_t {
        const std::span<const T> values = cell<T>(row);
        return values.empty() ? 0 : values.front();
    };
    switch (m_datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return first(std::uint8_t());
    case Datatype::Short:
        return first(std::int16_t());
    case Datatype::Int:
        return first(std::int32_t());
    case Datatype::Long:
        return first(std::int64_t());
    case Datatype::Float:
    case Datatype::Double:
    case Datatype::Char:
    case Datatype::UnicodeChar:
    case Datatype::FloatComplex:
    case Datatype::DoubleComplex:
        return 0;
    }
    Q_UNREACHABLE();
}

Column Column::first(qsizetype rows) const
{
    const auto count = static_cast<std::size_t>(rows);
    Column part;
    part.m_datatype = m_datatype;
    part.m_rows = rows;
    part.m_perRow = m_perRow;
    if (!m_offsets.empty())
        part.m_offsets.assign(m_offsets.begin(), m_offsets.begin() + rows + 1);
    if (!m_nulls.empty()) // bits of further rows in the last word are never looked at
        part.m_nulls.assign(m_nulls.begin(), m_nulls.begin() + (rows + 63) / 64);
    const auto elements = m_offsets.empty() ? count * static_cast<std::size_t>(m_perRow)
                                            : std::size_t(m_offsets[count]);
    std::visit(
        [&](const auto& all) {
            part.m_elements = std::decay_t<decltype(all)>(
                all.begin(), all.begin() + static_cast<std::ptrdiff_t>(elements));
        },
        m_elements);
    return part;
}

qint64 Column::byteSize() const
{
    return std::visit([](const auto& values) { return heldBytes(values); }, m_elements)
        + heldBytes(m_offsets) + heldBytes(m_nulls);
}

} // namespace tapdesk
