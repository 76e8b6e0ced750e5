// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/textwidth.h"

#include <QString>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::formats {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

constexpr Range wideRanges[] = {
    {0x1100, 0x115f}, {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3}, {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
};

// Splits the first character off a text that is not empty.
char32_t takeCharacter(QStringView& rest)
{
    const bool isPair = rest.size() > 1 && rest[0].isHighSurrogate() && rest[1].isLowSurrogate();
    const char32_t c =
        isPair ? QChar::surrogateToUcs4(rest[0], rest[1]) : char32_t(rest[0].unicode());
    rest = rest.mid(isPair ? 2 : 1);
    return c;
}

int characterWidth(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing)
        return 0;
    const bool isWide = std::ranges::any_of(
        wideRanges, [c](const Range& range) { return c >= range.first && c <= range.last; });
    return isWide ? 2 : 1;
}

// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
bool turnsDirection(QChar c)
{
    return c == u'\u061c' || c == u'\u200e' || c == u'\u200f' || (c >= u'\u202a' && c <= u'\u202e')
        || (c >= u'\u2066' && c <= u'\u2069');
}

bool isInvisible(QChar c)
{
    const bool isLineEnd = c == u'\u2028' || c == u'\u2029';
    return c.category() == QChar::Other_Control || isLineEnd || turnsDirection(c);
}

QString escape(QChar c)
{
    switch (c.unicode()) {
    case '\n':
        return u"\\n"_s;
    case '\r':
        return u"\\r"_s;
    case '\t':
        return u"\\t"_s;
    default:
        return u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
    }
}

} // namespace

int textWidth(QStringView text)
{
    int width = 0;
    while (!text.isEmpty())
        width += characterWidth(takeCharacter(text));
    return width;
}

QString elided(const QString& text, int width)
{
    if (text.size() <= width / 2 || textWidth(text) <= width)
        return text;
    int room = width - 1;
    QStringView rest = text;
    QStringView fitting;
    while (!rest.isEmpty()) {
        room -= characterWidth(takeCharacter(rest));
        if (room < 0)
            break;
        fitting = QStringView(text).chopped(rest.size());
    }
    return fitting.toString() + u'…';
}

QString visibleText(const QString& text)
{
    if (std::none_of(text.begin(), text.end(), isInvisible))
        return text;
    QString visible;
    for (const QChar c : text) {
        if (isInvisible(c))
            visible += escape(c);
        else
            visible += c;
    }
    return visible;
}

} // namespace tapdesk::formats
