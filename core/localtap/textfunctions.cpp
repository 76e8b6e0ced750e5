// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sqlfunctions.h"
#include "core/localtap/sqlvalues.h"

#include <QRegularExpression>
#include <QString>

#include <memory>

namespace tapdesk::localtap {

namespace {

QString stringOf(sqlite3_value* value)
{
    const std::string_view text = textOf(value);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// The expression of argument 1, kept from row to row as long as that is a constant.
template <typename Make>
const QRegularExpression& cachedExpression(sqlite3_context* context, QRegularExpression& spare,
                                           const Make& make)
{
    if (auto* kept = static_cast<QRegularExpression*>(sqlite3_get_auxdata(context, 1)))
        return *kept;
    auto made = std::make_unique<QRegularExpression>(make());
    spare = *made;
    sqlite3_set_auxdata(context, 1, made.release(),
                        [](void* data) { delete static_cast<QRegularExpression*>(data); });
    return spare; // SQLite may have dropped what it was given at once
}

QString patternOfLike(QStringView like, QStringView escape)
{
    QString pattern;
    bool literal = false;
    for (const QChar letter : like) {
        if (!literal && !escape.isEmpty() && letter == escape.front()) {
            literal = true;
            continue;
        }
        if (!literal && letter == u'%')
            pattern += QStringLiteral(".*");
        else if (!literal && letter == u'_')
            pattern += u'.';
        else
            pattern += QRegularExpression::escape(QStringView(&letter, 1));
        literal = false;
    }
    return QRegularExpression::anchoredPattern(pattern);
}

template <bool IgnoreCase>
void like(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    QRegularExpression spare;
    const QRegularExpression& expression = cachedExpression(context, spare, [count, values] {
        const QString escape = count > 2 ? stringOf(values[2]) : QStringLiteral("\\");
        QRegularExpression::PatternOptions options =
            QRegularExpression::DotMatchesEverythingOption | QRegularExpression::DontCaptureOption;
        if (IgnoreCase)
            options |= QRegularExpression::CaseInsensitiveOption;
        return QRegularExpression(patternOfLike(stringOf(values[1]), escape), options);
    });
    sqlite3_result_int(context, expression.match(stringOf(values[0])).hasMatch());
}

template <bool IgnoreCase>
void regex(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    QRegularExpression spare;
    const QRegularExpression& expression = cachedExpression(context, spare, [values] {
        return QRegularExpression(stringOf(values[1]),
                                  IgnoreCase ? QRegularExpression::CaseInsensitiveOption
                                             : QRegularExpression::NoPatternOption);
    });
    if (expression.isValid())
        sqlite3_result_int(context, expression.match(stringOf(values[0])).hasMatch());
    else
        returnError(context, "invalid regular expression");
}

void concat(sqlite3_context* context, int count, sqlite3_value** values)
{
    std::string text;
    for (int index = 0; index < count; ++index) {
        if (sqlite3_value_type(values[index]) != SQLITE_NULL)
            text += textOf(values[index]);
    }
    returnText(context, text);
}

void returnString(sqlite3_context* context, const QList<uint>& codePoints, qsizetype first,
                  qsizetype length)
{
    const QString text = QString::fromUcs4(
        reinterpret_cast<const char32_t*>(codePoints.constData()) + first, length);
    returnText(context, text.toStdString());
}

void left(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    const QList<uint> letters = stringOf(values[0]).toUcs4();
    const qint64 wanted = sqlite3_value_int64(values[1]);
    const qint64 length = wanted < 0 ? letters.size() + wanted : wanted;
    returnString(context, letters, 0, std::clamp<qint64>(length, 0, letters.size()));
}

void right(sqlite3_context* context, int count, sqlite3_value** values)
{
    if (anyNull(count, values))
        return;
    const QList<uint> letters = stringOf(values[0]).toUcs4();
    const qint64 wanted = sqlite3_value_int64(values[1]);
    const qint64 first =
        std::clamp<qint64>(wanted < 0 ? -wanted : letters.size() - wanted, 0, letters.size());
    returnString(context, letters, first, letters.size() - first);
}

constexpr FunctionBody bodies[] = {
    {"tap_like", 2, like<false>}, {"tap_like", 3, like<false>},   {"tap_ilike", 2, like<true>},
    {"tap_ilike", 3, like<true>}, {"tap_regex", 2, regex<false>}, {"tap_iregex", 2, regex<true>},
    {"tap_concat", -1, concat},   {"tap_left", 2, left},          {"tap_right", 2, right},
};

} // namespace

std::span<const FunctionBody> textFunctions()
{
    return bodies;
}

} // namespace tapdesk::localtap
