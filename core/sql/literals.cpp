// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/literals.h"

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

QString undoubled(QStringView inside, const QString& quote)
{
    return inside.toString().replace(quote + quote, quote);
}

bool isDigitOf(QChar c, int base)
{
    bool valid = false;
    (void)QStringView(&c, 1).toUInt(&valid, base);
    return valid;
}

/// A code in digits, of which there may be less, or exactly @p digits when @p all.
struct Code
{
    int base = 8;
    qsizetype digits = 3;
    bool all = false;
};

/// Reads the escape whose character stands at @p position; leaves that on its last character.
void appendEscape(QStringView inside, qsizetype& position, QString& value)
{
    const auto appendCode = [&](qsizetype first, Code code) {
        qsizetype end = first;
        while (end < inside.size() && end - first < code.digits
               && isDigitOf(inside[end], code.base))
            ++end;
        if (end == first || (code.all && end - first != code.digits)) {
            value += inside[position];
            return;
        }
        const char32_t character = inside.mid(first, end - first).toUInt(nullptr, code.base);
        value += character <= 0x10FFFF ? QString::fromUcs4(&character, 1) : QString(QChar::Null);
        position = end - 1;
    };

    switch (inside[position].unicode()) {
    case u'b':
        value += u'\b';
        break;
    case u'f':
        value += u'\f';
        break;
    case u'n':
        value += u'\n';
        break;
    case u'r':
        value += u'\r';
        break;
    case u't':
        value += u'\t';
        break;
    case u'x':
        appendCode(position + 1, {.base = 16, .digits = 2});
        break;
    case u'u':
        appendCode(position + 1, {.base = 16, .digits = 4, .all = true});
        break;
    case u'U':
        appendCode(position + 1, {.base = 16, .digits = 8, .all = true});
        break;
    default:
        appendCode(position, {}); // octal, or the character itself
        break;
    }
}

QString unescaped(QStringView inside)
{
    QString value;
    for (qsizetype position = 0; position < inside.size(); ++position) {
        if (inside[position] == u'\\') {
            ++position;
            appendEscape(inside, position, value);
        } else {
            if (inside[position] == u'\'')
                ++position; // the second of two
            value += inside[position];
        }
    }
    return value;
}

} // namespace

std::optional<QString> stringValue(QStringView token)
{
    QString value;
    switch (token.front().toUpper().unicode()) {
    case u'B':
    case u'X':
        return std::nullopt;
    case u'E':
        value = unescaped(token.mid(2).chopped(1));
        break;
    case u'$': {
        const qsizetype tag = token.indexOf(u'$', 1) + 1;
        value = token.mid(tag).chopped(tag).toString();
        break;
    }
    default:
        value = undoubled(token.mid(token.indexOf(u'\'') + 1).chopped(1), u"'"_s);
        break;
    }
    return value.contains(QChar::Null) ? std::nullopt : std::optional(value);
}

QString quotedNameValue(QStringView token)
{
    return undoubled(token.mid(1).chopped(1), u"\""_s);
}

QString stringLiteralOf(const QString& value)
{
    return u'\'' + QString(value).replace(u"'"_s, u"''"_s) + u'\'';
}

} // namespace tapdesk::sql
