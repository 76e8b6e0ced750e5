// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/fitscolumn.h"

#include <QtEndian>

#include <bit>
#include <cmath>
#include <limits>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxRepeat = std::numeric_limits<std::int32_t>::max();

std::optional<Datatype> datatypeOfCode(char code)
{
    switch (code) {
    case 'L':
        return Datatype::Boolean;
    case 'X':
        return Datatype::Bit;
    case 'B':
        return Datatype::UnsignedByte;
    case 'I':
        return Datatype::Short;
    case 'J':
        return Datatype::Int;
    case 'K':
        return Datatype::Long;
    case 'A':
        return Datatype::Char;
    case 'E':
        return Datatype::Float;
    case 'D':
        return Datatype::Double;
    case 'C':
        return Datatype::FloatComplex;
    case 'M':
        return Datatype::DoubleComplex;
    default:
        return {};
    }
}

std::size_t byteCount(Datatype datatype, qint64 elements)
{
    const auto count = static_cast<std::size_t>(elements);
    return datatype == Datatype::Bit ? (count + 7) / 8
                                     : count * static_cast<std::size_t>(elementSize(datatype));
}

template <typename T>
void appendBigEndian(std::string& out, T value)
{
    char bytes[sizeof(T)];
    qToBigEndian(value, bytes);
    out.append(bytes, sizeof(T));
}

// The integer type that holds what is stored and moved by the offset.
Datatype widened(Datatype stored)
{
    switch (stored) {
    case Datatype::UnsignedByte:
        return Datatype::Short;
    case Datatype::Short:
        return Datatype::Int;
    default:
        return Datatype::Long;
    }
}

// What a column with TZERO = 2^63 stands for where -2^63 is stored.
std::uint64_t unsignedOf(std::int64_t stored)
{
    return static_cast<std::uint64_t>(stored) ^ (std::uint64_t(1) << 63);
}

// Null in such a column, which has no value below 0.
constexpr std::int64_t unsignedNull = -1;

} // namespace

std::optional<FitsColumn> FitsColumn::read(const FitsHeader& header, int number, std::size_t offset,
                                           const Field* declared)
{
    const QByteArray suffix = QByteArray::number(number);
    FitsColumn column;
    column.m_offset = offset;
    if (!column.readForm(header.text("TFORM" + suffix)))
        return {};
    column.readScaling(header, suffix);
    column.makeField(header, suffix, declared);
    return column;
}

// "rT", or "rPT(max)" and "rQT(max)" for what lies in the heap.
bool FitsColumn::readForm(const QByteArray& form)
{
    qsizetype i = 0;
    while (i < form.size() && form[i] >= '0' && form[i] <= '9')
        ++i;
    if (i > 0)
        m_repeat = form.left(i).toLongLong();
    if (m_repeat < 0 || m_repeat > maxRepeat)
        return false;
    if (i < form.size() && (form[i] == 'P' || form[i] == 'Q')) {
        m_descriptorSize = form[i] == 'P' ? 8 : 16;
        ++i;
    }
    const auto datatype = i < form.size() ? datatypeOfCode(form[i]) : std::nullopt;
    if (!datatype || (m_descriptorSize > 0 && m_repeat > 1))
        return false;
    m_stored = *datatype;
    m_width = m_descriptorSize > 0 ? m_descriptorSize * static_cast<std::size_t>(m_repeat)
                                   : byteCount(m_stored, m_repeat);
    return true;
}

void FitsColumn::readScaling(const FitsHeader& header, const QByteArray& suffix)
{
    if (!isNumeric(m_stored))
        return;
    if (isInteger(m_stored) && header.has("TNULL" + suffix))
        m_null = header.integer("TNULL" + suffix, 0);
    m_scale = header.number("TSCAL" + suffix, 1);
    m_zero = header.number("TZERO" + suffix, 0);
    if (m_scale == 1 && m_zero == 0)
        return;
    if (m_stored == Datatype::Long && m_scale == 1 && m_zero == 0x1p63) {
        m_scaling = Scaling::Unsigned;
        return;
    }
    const bool offset = isInteger(m_stored) && m_scale == 1 && m_zero == std::trunc(m_zero)
        && std::abs(m_zero) <= 0x1p31;
    m_scaling = offset ? Scaling::Offset : Scaling::Linear;
}

void FitsColumn::makeField(const FitsHeader& header, const QByteArray& suffix,
                           const Field* declared)
{
    if (declared)
        m_field = *declared;
    else
        m_field.name = QString::fromLatin1(header.text("TTYPE" + suffix));
    if (m_field.name.isEmpty())
        m_field.name = u"col"_s + QString::fromLatin1(suffix);
    if (m_field.unit.isEmpty())
        m_field.unit = QString::fromLatin1(header.text("TUNIT" + suffix));

    const QString word = m_field.declaredDatatype.isEmpty() && declared
        ? QString(datatypeName(declared->datatype))
        : m_field.declaredDatatype;
    m_field.datatype = m_scaling == Scaling::None ? m_stored
        : m_scaling == Scaling::Linear            ? Datatype::Double
                                                  : widened(m_stored);
    m_field.declaredDatatype = word == datatypeName(m_field.datatype) ? QString() : word;

    const ArrayShape shape = m_field.shape;
    if (m_descriptorSize > 0 || m_repeat == 0)
        m_field.shape = shape.isVariable() ? shape : ArrayShape::variable();
    else if (!(shape.isVariable() && m_stored == Datatype::Char)
             && (shape.isVariable() || shape.elementCount() != m_repeat))
        m_field.shape = m_repeat == 1
            ? ArrayShape()
            : ArrayShape::parse(QString::number(m_repeat)).value_or(ArrayShape());
    if (m_null && m_scaling == Scaling::Unsigned) {
        m_field.nullValue = QString::number(unsignedNull);
    } else if (m_null) {
        const auto zero = m_scaling == Scaling::Offset ? static_cast<std::int64_t>(m_zero) : 0;
        m_field.nullValue =
            m_scaling == Scaling::Linear ? QString() : QString::number(*m_null + zero);
    }
}

void FitsColumn::becomeText()
{
    Q_ASSERT(m_scaling == Scaling::Unsigned);
    m_isText = true;
    m_field.datatype = Datatype::Char;
    m_field.shape = ArrayShape::variable();
}

FitsColumn::Outcome FitsColumn::append(std::string& out, std::string_view row,
                                       std::string_view heap) const
{
    std::string_view bytes = row.substr(m_offset, m_width);
    qint64 count = m_repeat;
    if (m_descriptorSize > 0) {
        qint64 offset = 0;
        count = 0;
        if (m_repeat == 1) {
            const bool wide = m_descriptorSize == 16;
            count =
                wide ? qFromBigEndian<qint64>(bytes.data()) : qFromBigEndian<qint32>(bytes.data());
            offset = wide ? qFromBigEndian<qint64>(bytes.data() + 8)
                          : qFromBigEndian<qint32>(bytes.data() + 4);
        }
        if (count < 0 || count > maxRepeat || offset < 0)
            return Outcome::OutsideHeap;
        const std::size_t size = byteCount(m_stored, count);
        const auto begin = static_cast<std::size_t>(offset);
        if (count > 0 && (begin > heap.size() || size > heap.size() - begin))
            return Outcome::OutsideHeap;
        bytes = count > 0 ? heap.substr(begin, size) : std::string_view();
    }
    if (m_stored == Datatype::Char && m_field.shape.isVariable()) {
        bytes = bytes.substr(0, bytes.find('\0'));
        bytes = bytes.substr(0, bytes.find_last_not_of(' ') + 1); // insignificant in FITS
        count = static_cast<qint64>(bytes.size());
    }
    if (m_isText) {
        appendDigits(out, bytes);
        return Outcome::Done;
    }
    if (m_field.shape.isVariable())
        appendBigEndian(out, static_cast<std::int32_t>(count));
    if (m_scaling == Scaling::Unsigned)
        return appendUnsigned(out, bytes) ? Outcome::Done : Outcome::TooBig;
    appendElements(out, bytes);
    return Outcome::Done;
}

// False if one of them is beyond what a long holds.
bool FitsColumn::appendUnsigned(std::string& out, std::string_view bytes) const
{
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::int64_t)) {
        const std::int64_t stored = storedInteger(bytes.data() + i);
        if (m_null == stored)
            appendBigEndian(out, unsignedNull);
        else if (stored >= 0)
            return false;
        else
            appendBigEndian(out, unsignedOf(stored));
    }
    return true;
}

// As text, without elements where the only one is null.
void FitsColumn::appendDigits(std::string& out, std::string_view bytes) const
{
    std::string digits;
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::int64_t)) {
        const std::int64_t stored = storedInteger(bytes.data() + i);
        const bool null = m_null == stored;
        if (null && bytes.size() == sizeof(std::int64_t))
            break;
        if (i > 0)
            digits += ' ';
        digits += null ? std::to_string(unsignedNull) : std::to_string(unsignedOf(stored));
    }
    appendBigEndian(out, static_cast<std::int32_t>(digits.size()));
    out += digits;
}

void FitsColumn::appendElements(std::string& out, std::string_view bytes) const
{
    if (m_scaling == Scaling::None) {
        const std::size_t begin = out.size();
        out += bytes;
        if (m_stored == Datatype::Char) {
            for (std::size_t i = out.size(); i > begin && out[i - 1] == ' '; --i)
                out[i - 1] = '\0';
        }
        return;
    }
    const auto size = static_cast<std::size_t>(elementSize(m_stored));
    for (std::size_t i = 0; i + size <= bytes.size(); i += size) {
        const char* p = bytes.data() + i;
        if (m_scaling == Scaling::Offset) {
            const auto zero = static_cast<std::uint64_t>(static_cast<std::int64_t>(m_zero));
            const auto value =
                static_cast<std::int64_t>(static_cast<std::uint64_t>(storedInteger(p)) + zero);
            if (m_field.datatype == Datatype::Short)
                appendBigEndian(out, static_cast<std::int16_t>(value));
            else if (m_field.datatype == Datatype::Int)
                appendBigEndian(out, static_cast<std::int32_t>(value));
            else
                appendBigEndian(out, value);
            continue;
        }
        double value = std::numeric_limits<double>::quiet_NaN();
        if (m_stored == Datatype::Float)
            value = static_cast<double>(std::bit_cast<float>(qFromBigEndian<quint32>(p)));
        else if (m_stored == Datatype::Double)
            value = std::bit_cast<double>(qFromBigEndian<quint64>(p));
        else if (m_null != storedInteger(p))
            value = static_cast<double>(storedInteger(p));
        appendBigEndian(out, std::bit_cast<quint64>(value * m_scale + m_zero));
    }
}

std::int64_t FitsColumn::storedInteger(const char* p) const
{
    switch (m_stored) {
    case Datatype::UnsignedByte:
        return static_cast<unsigned char>(*p);
    case Datatype::Short:
        return qFromBigEndian<qint16>(p);
    case Datatype::Int:
        return qFromBigEndian<qint32>(p);
    default:
        return qFromBigEndian<qint64>(p);
    }
}

} // namespace tapdesk::votable
