// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/datatype.h"

#include <QLatin1StringView>
#include <QString>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

struct Spelling
{
    QLatin1StringView word;
    Datatype datatype;
};

// The standard words in the order of the enumeration, then what services write instead. An alien
// unsigned type becomes the next wider signed one, so that every value fits.
constexpr Spelling spellings[] = {
    {"boolean"_L1, Datatype::Boolean},
    {"bit"_L1, Datatype::Bit},
    {"unsignedByte"_L1, Datatype::UnsignedByte},
    {"short"_L1, Datatype::Short},
    {"int"_L1, Datatype::Int},
    {"long"_L1, Datatype::Long},
    {"char"_L1, Datatype::Char},
    {"unicodeChar"_L1, Datatype::UnicodeChar},
    {"float"_L1, Datatype::Float},
    {"double"_L1, Datatype::Double},
    {"floatComplex"_L1, Datatype::FloatComplex},
    {"doubleComplex"_L1, Datatype::DoubleComplex},
    {"bool"_L1, Datatype::Boolean},
    {"logical"_L1, Datatype::Boolean},
    {"byte"_L1, Datatype::UnsignedByte},
    {"uint8"_L1, Datatype::UnsignedByte},
    {"int16"_L1, Datatype::Short},
    {"smallint"_L1, Datatype::Short},
    {"int32"_L1, Datatype::Int},
    {"integer"_L1, Datatype::Int},
    {"unsignedShort"_L1, Datatype::Int},
    {"int64"_L1, Datatype::Long},
    {"bigint"_L1, Datatype::Long},
    {"unsignedInt"_L1, Datatype::Long},
    {"string"_L1, Datatype::Char},
    {"text"_L1, Datatype::Char},
    {"varchar"_L1, Datatype::Char},
    {"timestamp"_L1, Datatype::Char},
    {"unicodeString"_L1, Datatype::UnicodeChar},
    {"float32"_L1, Datatype::Float},
    {"real"_L1, Datatype::Float},
    {"float64"_L1, Datatype::Double},
};

} // namespace

QLatin1StringView datatypeName(Datatype datatype)
{
    return spellings[static_cast<int>(datatype)].word;
}

std::optional<Datatype> datatypeFromName(QStringView name)
{
    const QStringView word = name.trimmed();
    for (const Spelling& spelling : spellings) {
        if (word.compare(spelling.word, Qt::CaseInsensitive) == 0)
            return spelling.datatype;
    }
    return std::nullopt;
}

int elementSize(Datatype datatype)
{
    switch (datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
    case Datatype::Char:
        return 1;
    case Datatype::Short:
    case Datatype::UnicodeChar:
        return 2;
    case Datatype::Int:
    case Datatype::Float:
        return 4;
    case Datatype::Long:
    case Datatype::Double:
    case Datatype::FloatComplex:
        return 8;
    case Datatype::DoubleComplex:
        return 16;
    }
    Q_UNREACHABLE();
}

} // namespace tapdesk
