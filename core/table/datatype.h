// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace tapdesk {

/// Primitive type of a column's elements. Source: VOTable 1.5, section 2.1.
enum class Datatype {
    Boolean,
    Bit,
    UnsignedByte,
    Short,
    Int,
    Long,
    Char, ///< text; stored as UTF-8
    UnicodeChar, ///< text; UCS-2 in binary streams, stored as UTF-8
    Float,
    Double,
    FloatComplex,
    DoubleComplex
};

/// Word of the attribute `datatype`, such as "unsignedByte".
QLatin1StringView datatypeName(Datatype datatype);

/// The type that an attribute names, spellings of real services included ("int64", "string");
/// in any case and between blanks; nothing for a word never heard of.
std::optional<Datatype> datatypeFromName(QStringView name);

/// Bytes of one element in a BINARY stream: 2 for UnicodeChar, although memory has it as UTF-8;
/// 1 for Bit, of which a stream packs eight into a byte.
int elementSize(Datatype datatype);

inline bool isText(Datatype d)
{
    return d == Datatype::Char || d == Datatype::UnicodeChar;
}
inline bool isInteger(Datatype d)
{
    return d == Datatype::UnsignedByte || d == Datatype::Short || d == Datatype::Int
        || d == Datatype::Long;
}
inline bool isFloating(Datatype d)
{
    return d == Datatype::Float || d == Datatype::Double;
}
inline bool isNumeric(Datatype d)
{
    return isInteger(d) || isFloating(d);
}

} // namespace tapdesk
