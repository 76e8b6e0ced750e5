// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/binaryrowdecoder.h"

#include "core/votable/bigendian.h"
#include "core/votable/binarycolumns.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longList = 1 << 16; // elements, after which the filler looks at its memory

} // namespace

BinaryRowDecoder::BinaryRowDecoder(TableFiller& filler, Flags flags, Repairs& repairs)
    : m_filler(filler)
    , m_repairs(repairs)
    , m_hasFlags(flags == Flags::Present)
    , m_layout(filler.plans(), m_hasFlags)
{
    if (m_hasFlags)
        m_flags.resize(static_cast<std::size_t>((filler.columnCount() + 7) / 8));
}

Status BinaryRowDecoder::feed(std::string_view bytes)
{
    if (m_filler.columnCount() == 0) // rows of nothing, however many
        return {};
    return m_carry.feed(bytes, [this](const char*& p, const char* end) {
        const char* begin = p;
        Status status = consume(p, end);
        m_offset += p - begin;
        return status;
    });
}

Status BinaryRowDecoder::finish()
{
    if (m_inRow && m_inList && m_left > 0 && m_filler.plan(m_column).variable)
        return fail(u"%1 elements announced, %2 missing"_s.arg(m_count).arg(m_left));
    return {};
}

Status BinaryRowDecoder::fail(const QString& what) const
{
    return failure({.kind = Error::Kind::Parse,
                    .detail = u"byte %1, row %2, column %3: %4"_s.arg(m_offset)
                                  .arg(m_filler.rowsRead() + 1)
                                  .arg(m_filler.columnName(m_column), what)});
}

Status BinaryRowDecoder::consume(const char*& p, const char* end)
{
    const qsizetype columns = m_filler.columnCount();
    while (true) {
        if (!m_inRow) {
            if (Status status = takeWholeRows(p, end); !status)
                return status;
            if (!beginRow(p, end))
                return {};
        }
        while (m_column < columns) {
            m_null = isFlagged();
            switch (takeCell(p, end)) {
            case Progress::Done:
                ++m_column;
                break;
            case Progress::NeedMore:
                return {};
            case Progress::Failed:
                return m_failure;
            }
        }
        m_inRow = false;
        if (Status status = m_filler.endRow(); !status)
            return status;
    }
}

Status BinaryRowDecoder::takeWholeRows(const char*& p, const char* end)
{
    Status status;
    while (status) {
        const auto most = static_cast<std::size_t>(m_filler.rowsToLook());
        const char* next = m_layout.find(p, end, most);
        if (next == p)
            break;
        for (m_column = 0; m_column < m_filler.columnCount(); ++m_column)
            takeColumn(next);
        p = next;
        status = m_filler.endRows(static_cast<qsizetype>(m_layout.rows()));
    }
    return status;
}

// All cells of a column in the rows that have been found; these end at @p end.
void BinaryRowDecoder::takeColumn(const char* end)
{
    const auto column = static_cast<std::size_t>(m_column);
    const ColumnPlan& plan = m_filler.plan(m_column);
    if (plan.datatype == Datatype::Char)
        return takeTexts();
    if (appendBinaryColumn(m_layout, column, m_hasFlags, plan, m_filler.builder(m_column)))
        return;
    const std::span<const std::uint64_t> nulls = m_layout.nulls(column);
    for (std::size_t row = 0; row < m_layout.rows(); ++row) {
        m_null = !nulls.empty() && ((nulls[row / 64] >> (row % 64)) & 1) != 0;
        const char* p = m_layout.cell(column, row);
        const Progress progress = takeCell(p, end);
        Q_ASSERT(progress == Progress::Done);
        Q_UNUSED(progress)
    }
}

void BinaryRowDecoder::takeTexts()
{
    const auto column = static_cast<std::size_t>(m_column);
    const ColumnPlan& plan = m_filler.plan(m_column);
    const std::span<const std::uint64_t> nulls = m_layout.nulls(column);
    for (std::size_t row = 0; row < m_layout.rows(); ++row) {
        const char* p = m_layout.cell(column, row);
        qint64 length = plan.elements;
        if (plan.variable) {
            length = loadBigEndian<std::int32_t>(p);
            p += sizeof(std::int32_t);
        }
        const bool flagged = !nulls.empty() && ((nulls[row / 64] >> (row % 64)) & 1) != 0;
        if (flagged || length < 0)
            m_filler.builder(m_column).appendNull();
        else
            endText({p, static_cast<std::size_t>(length)});
    }
}

bool BinaryRowDecoder::beginRow(const char*& p, const char* end)
{
    if (end == p || static_cast<std::size_t>(end - p) < m_flags.size())
        return false;
    if (m_hasFlags) {
        std::memcpy(m_flags.data(), p, m_flags.size());
        p += m_flags.size();
    }
    m_inRow = true;
    m_column = 0;
    return true;
}

bool BinaryRowDecoder::isFlagged() const
{
    const auto column = static_cast<std::size_t>(m_column);
    return m_hasFlags && (m_flags[column / 8] & (0x80U >> (column % 8))) != 0;
}

BinaryRowDecoder::Progress BinaryRowDecoder::takeCell(const char*& p, const char* end)
{
    const ColumnPlan& plan = m_filler.plan(m_column);
    if (!plan.scalar || isText(plan.datatype))
        return takeList(p, end);
    switch (plan.datatype) {
    case Datatype::Boolean:
        return takeBoolean(p, end);
    case Datatype::Bit:
        return takeList(p, end);
    case Datatype::UnsignedByte:
        return takeScalar<std::uint8_t>(p, end);
    case Datatype::Short:
        return takeScalar<std::int16_t>(p, end);
    case Datatype::Int:
        return takeScalar<std::int32_t>(p, end);
    case Datatype::Long:
        return takeScalar<std::int64_t>(p, end);
    case Datatype::Float:
        return takeScalar<float>(p, end);
    case Datatype::Double:
        return takeScalar<double>(p, end);
    case Datatype::FloatComplex:
        return takeScalar<std::complex<float>>(p, end);
    case Datatype::DoubleComplex:
        return takeScalar<std::complex<double>>(p, end);
    case Datatype::Char:
    case Datatype::UnicodeChar:
        break;
    }
    Q_UNREACHABLE();
}

template <typename T>
BinaryRowDecoder::Progress BinaryRowDecoder::takeScalar(const char*& p, const char* end)
{
    if (end - p < static_cast<std::ptrdiff_t>(sizeof(T)))
        return Progress::NeedMore;
    const T value = loadBigEndian<T>(p);
    p += sizeof(T);
    bool null = m_null;
    if constexpr (std::is_floating_point_v<T>) {
        const auto number = static_cast<double>(value);
        null =
            null || m_filler.plan(m_column).isNull(number) || (!m_hasFlags && std::isnan(number));
    } else if constexpr (std::is_integral_v<T>) {
        null = null || m_filler.plan(m_column).isNull(static_cast<std::int64_t>(value));
    } else {
        null = null || (!m_hasFlags && std::isnan(value.real()) && std::isnan(value.imag()));
    }
    if (null)
        m_filler.builder(m_column).appendNull();
    else
        m_filler.builder(m_column).append(value);
    return Progress::Done;
}

BinaryRowDecoder::Progress BinaryRowDecoder::takeBoolean(const char*& p, const char* end)
{
    if (p == end)
        return Progress::NeedMore;
    const char c = *p++;
    const BinaryBoolean value = binaryBoolean(c);
    if (value == BinaryBoolean::Bad && !m_null) {
        m_filler.warnings().add(Warning::Kind::BadCell, m_filler.columnName(m_column),
                                std::string_view(&c, 1), 0);
    }
    if (m_null || value == BinaryBoolean::Null || value == BinaryBoolean::Bad)
        m_filler.builder(m_column).appendNull();
    else
        m_filler.builder(m_column).append<std::uint8_t>(value == BinaryBoolean::True ? 1 : 0);
    return Progress::Done;
}

// Text, arrays and bits.
BinaryRowDecoder::Progress BinaryRowDecoder::takeList(const char*& p, const char* end)
{
    if (!m_inList) {
        if (const Progress progress = beginList(p, end); progress != Progress::Done)
            return progress;
    }
    m_null = m_null || m_count < 0;
    takeListPart(p, end);
    if (m_left > 0)
        return Progress::NeedMore;
    m_inList = false;
    endList();
    return Progress::Done;
}

BinaryRowDecoder::Progress BinaryRowDecoder::beginList(const char*& p, const char* end)
{
    const ColumnPlan& plan = m_filler.plan(m_column);
    m_count = plan.elements;
    if (plan.variable) {
        if (end - p < 4)
            return Progress::NeedMore;
        m_count = loadBigEndian<std::int32_t>(p);
        p += 4;
    }
    if (m_count < -1 || m_count > std::numeric_limits<std::int32_t>::max()) {
        m_failure = fail(u"count %1"_s.arg(m_count));
        return Progress::Failed;
    }
    if (m_count > longList)
        m_filler.lookSoon();
    m_left = std::max<qint64>(0, m_count);
    m_inList = true;
    m_text.clear();
    return Progress::Done;
}

void BinaryRowDecoder::takeListPart(const char*& p, const char* end)
{
    switch (m_filler.plan(m_column).datatype) {
    case Datatype::Boolean:
    case Datatype::UnsignedByte:
        return takeElements<std::uint8_t>(p, end);
    case Datatype::Bit:
        return takeBits(p, end);
    case Datatype::Short:
        return takeElements<std::int16_t>(p, end);
    case Datatype::Int:
        return takeElements<std::int32_t>(p, end);
    case Datatype::Long:
        return takeElements<std::int64_t>(p, end);
    case Datatype::Float:
        return takeElements<float>(p, end);
    case Datatype::Double:
        return takeElements<double>(p, end);
    case Datatype::FloatComplex:
        return takeElements<std::complex<float>>(p, end);
    case Datatype::DoubleComplex:
        return takeElements<std::complex<double>>(p, end);
    case Datatype::Char:
    case Datatype::UnicodeChar:
        return takeText(p, end);
    }
}

template <typename T>
void BinaryRowDecoder::takeElements(const char*& p, const char* end)
{
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(T));
    const qint64 count = std::min<qint64>(m_left, (end - p) / size);
    if (!m_null) {
        ColumnBuilder& builder = m_filler.builder(m_column);
        const bool boolean = m_filler.plan(m_column).datatype == Datatype::Boolean;
        for (qint64 i = 0; i < count; ++i) {
            T value = loadBigEndian<T>(p + i * size);
            if constexpr (std::is_same_v<T, std::uint8_t>)
                value = boolean ? binaryBoolean(static_cast<char>(value)) == BinaryBoolean::True
                                : value;
            builder.add(value);
        }
    }
    p += count * size;
    m_left -= count;
}

void BinaryRowDecoder::takeBits(const char*& p, const char* end)
{
    if (m_count == 1 && m_left == 1 && p < end) { // astropy 5.2 writes 0x08 for it
        if (!m_null)
            m_filler.builder(m_column).add<std::uint8_t>(*p == '\0' ? 0 : 1);
        ++p;
        m_left = 0;
    }
    for (; p < end && m_left > 0; ++p) {
        const qint64 count = std::min<qint64>(8, m_left);
        for (int bit = 0; bit < count && !m_null; ++bit) {
            const int value = (static_cast<unsigned char>(*p) >> (7 - bit)) & 1;
            m_filler.builder(m_column).add(static_cast<std::uint8_t>(value));
        }
        m_left -= count;
    }
}

void BinaryRowDecoder::takeText(const char*& p, const char* end)
{
    const std::ptrdiff_t size = elementSize(m_filler.plan(m_column).datatype);
    const qint64 count = std::min<qint64>(m_left, (end - p) / size);
    if (!m_null)
        m_text.append(p, static_cast<std::size_t>(count * size));
    p += count * size;
    m_left -= count;
}

void BinaryRowDecoder::endList()
{
    if (m_null || (m_count == 0 && !m_hasFlags)) {
        m_filler.builder(m_column).discardCell();
        m_filler.builder(m_column).appendNull();
        return;
    }
    switch (m_filler.plan(m_column).datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return endArray<std::uint8_t>();
    case Datatype::Short:
        return endArray<std::int16_t>();
    case Datatype::Int:
        return endArray<std::int32_t>();
    case Datatype::Long:
        return endArray<std::int64_t>();
    case Datatype::Float:
        return endArray<float>();
    case Datatype::Double:
        return endArray<double>();
    case Datatype::FloatComplex:
        return endArray<std::complex<float>>();
    case Datatype::DoubleComplex:
        return endArray<std::complex<double>>();
    case Datatype::Char:
    case Datatype::UnicodeChar:
        return endText(m_text);
    }
}

template <typename T>
void BinaryRowDecoder::endArray()
{
    m_filler.builder(m_column).endCell<T>();
}

void BinaryRowDecoder::endText(std::string_view bytes)
{
    const ColumnPlan& plan = m_filler.plan(m_column);
    std::string_view text = bytes;
    if (plan.datatype == Datatype::UnicodeChar) {
        m_decoded.clear();
        appendUtf16(m_decoded, bytes);
        text = m_decoded;
    } else if (!isPlain(bytes)) {
        if (plan.stringArray) { // a NUL ends one of the strings: keep the others in their places
            m_text = bytes;
            std::replace(m_text.begin(), m_text.end(), '\0', ' ');
            bytes = m_text;
        }
        m_decoded.clear();
        appendBinaryText(m_decoded, bytes, m_repairs);
        text = m_decoded;
    }
    const bool null =
        (!plan.nullText.empty() && text == plan.nullText) || (text.empty() && !m_hasFlags);
    if (null)
        m_filler.builder(m_column).appendNull();
    else
        m_filler.builder(m_column).appendText(text);
}

} // namespace tapdesk::votable
