// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/writefields.h"

#include "core/votable/xmltext.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace tapdesk::votable {

namespace {

const Column& columnOf(const Block& block, qsizetype column)
{
    return block.columns[static_cast<std::size_t>(column)];
}

bool hasNulls(const Table& table, qsizetype column)
{
    return std::ranges::any_of(table.blocks(), [column](const auto& block) {
        return std::ranges::any_of(columnOf(*block, column).nulls(),
                                   [](std::uint64_t word) { return word != 0; });
    });
}

bool isAscii(const Table& table, qsizetype column)
{
    return std::ranges::all_of(table.blocks(), [column](const auto& block) {
        return std::ranges::all_of(columnOf(*block, column).template elements<char>(),
                                   [](char c) { return static_cast<signed char>(c) >= 0; });
    });
}

// Whether each cell has as many elements as the shape says.
bool keepsShape(const Table& table, qsizetype column, qint64 count)
{
    return std::ranges::all_of(table.blocks(), [=](const auto& block) {
        const Column& cells = columnOf(*block, column);
        const auto offsets = cells.offsets();
        for (qsizetype row = 0; !offsets.empty() && row < block->rows; ++row) {
            const auto index = static_cast<std::size_t>(row);
            if (!cells.isNull(row) && offsets[index + 1] - offsets[index] != count)
                return false;
        }
        return true;
    });
}

// The first value, from the end of the type's range that data rarely reach, that no cell has.
// Each pass over the column looks for 64 candidates at once.
template <typename T>
std::optional<std::int64_t> unusedValue(const Table& table, qsizetype column,
                                        const std::stop_token& stop)
{
    constexpr bool isByte = std::is_same_v<T, std::uint8_t>;
    constexpr auto lowest = static_cast<std::uint64_t>(std::numeric_limits<T>::min());
    constexpr std::uint64_t lastCandidate =
        static_cast<std::uint64_t>(std::numeric_limits<T>::max()) - lowest;

    for (std::uint64_t first = 0; !stop.stop_requested(); first += 64) {
        std::uint64_t used = 0;
        for (const auto& block : table.blocks()) {
            for (const T value : columnOf(*block, column).template elements<T>()) {
                const std::uint64_t candidate = isByte ? 255U - static_cast<std::uint64_t>(value)
                                                       : static_cast<std::uint64_t>(value) - lowest;
                if (candidate - first < 64)
                    used |= std::uint64_t(1) << (candidate - first);
            }
        }
        if (~used != 0) {
            const std::uint64_t free = first + static_cast<std::uint64_t>(std::countr_one(used));
            return static_cast<std::int64_t>(isByte ? 255U - free : free + lowest);
        }
        if (lastCandidate - first < 64)
            break;
    }
    return std::nullopt;
}

std::optional<std::int64_t> unusedValue(const Table& table, qsizetype column, Datatype datatype,
                                        const std::stop_token& stop)
{
    switch (datatype) {
    case Datatype::UnsignedByte:
        return unusedValue<std::uint8_t>(table, column, stop);
    case Datatype::Short:
        return unusedValue<std::int16_t>(table, column, stop);
    case Datatype::Int:
        return unusedValue<std::int32_t>(table, column, stop);
    default:
        return unusedValue<std::int64_t>(table, column, stop);
    }
}

std::pair<std::int64_t, std::int64_t> range(Datatype datatype)
{
    switch (datatype) {
    case Datatype::UnsignedByte:
        return {0, 255};
    case Datatype::Short:
        return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
    case Datatype::Int:
        return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    default:
        return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    }
}

std::optional<std::int64_t> declaredMarker(const Field& field)
{
    bool ok = false;
    const std::int64_t value = field.nullValue.trimmed().toLongLong(&ok);
    const auto [lowest, highest] = range(field.datatype);
    return ok && value >= lowest && value <= highest ? std::optional(value) : std::nullopt;
}

Datatype nextWider(Datatype integer)
{
    return static_cast<Datatype>(static_cast<int>(integer) + 1);
}

void markNulls(Field& field, const Table& table, qsizetype column, const std::stop_token& stop)
{
    if (field.datatype == Datatype::Bit && !field.shape.isVariable())
        field.datatype = Datatype::Boolean;
    if (!isInteger(field.datatype) || declaredMarker(field))
        return;
    if (const auto unused = unusedValue(table, column, field.datatype, stop)) {
        field.nullValue = QString::number(*unused);
    } else {
        field.datatype = nextWider(field.datatype);
        field.nullValue.clear();
    }
}

Field writableField(Field field, Serialization serialization)
{
    static const QRegularExpression precision(u"\\A[EF]?[1-9][0-9]*\\z"_s);
    if (!precision.match(field.precision).hasMatch())
        field.precision.clear();

    if (isText(field.datatype)) {
        if (serialization != Serialization::TableData || field.shape.elementCount() == 1)
            field.shape = field.shape.withoutLimit();
        field.nullValue.clear(); // a null text is an empty cell
    } else if (!field.shape.isVariable() && field.shape.elementCount() == 1) {
        field.shape = {};
    }
    return field;
}

void repairReferences(Schema& fields)
{
    QHash<QString, QString> written; // by the ID in the fields
    QSet<QString> taken;
    for (Field& field : fields) {
        if (field.id.isEmpty())
            continue;
        const QString name = xmlName(field.id);
        QString id = name;
        for (int number = 2; taken.contains(id); ++number)
            id = u"%1_%2"_s.arg(name).arg(number);
        taken.insert(id);
        if (!written.contains(field.id))
            written.insert(field.id, id);
        field.id = id;
    }
    for (Field& field : fields)
        field.ref = written.value(field.ref);
}

} // namespace

std::int64_t nullMarker(const Field& field)
{
    if (const auto declared = declaredMarker(field))
        return *declared;
    const auto [lowest, highest] = range(field.datatype);
    return field.datatype == Datatype::UnsignedByte ? highest : lowest;
}

Schema writableSchema(Schema fields, Serialization serialization)
{
    for (Field& field : fields) {
        field = writableField(std::move(field), serialization);
        if (serialization == Serialization::Binary && isInteger(field.datatype))
            field.nullValue = QString::number(nullMarker(field));
    }
    repairReferences(fields);
    return fields;
}

Schema writableSchema(const Table& table, Serialization serialization, const std::stop_token& stop)
{
    Schema fields = table.fields();
    for (qsizetype i = 0; i < fields.size() && !stop.stop_requested(); ++i) {
        Field& field = fields[i];
        if (isText(field.datatype)) {
            if (serialization != Serialization::TableData && !isAscii(table, i))
                field.datatype = Datatype::UnicodeChar;
        } else if (!field.shape.isVariable() && !keepsShape(table, i, field.shape.elementCount())) {
            field.shape = ArrayShape::variable();
        }
        if (serialization == Serialization::Binary && hasNulls(table, i))
            markNulls(field, table, i, stop);
        field = writableField(std::move(field), serialization);
    }
    repairReferences(fields);
    return fields;
}

} // namespace tapdesk::votable
