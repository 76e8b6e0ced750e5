// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitevalues.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

/// The digits from @p at on as a number, or -1.
int digits(QStringView text, qsizetype at, qsizetype count)
{
    int number = 0;
    for (const auto character : text.sliced(at, count)) {
        if (character < u'0' || character > u'9')
            return -1;
        number = number * 10 + (character.unicode() - u'0');
    }
    return number;
}

} // namespace

QVariant sqlTime(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs)) : QVariant();
}

/// Of the form that sqlTime() writes; QDateTime::fromString() takes most of the time of reading
/// a long list of jobs.
QDateTime timeFromSql(const QVariant& value)
{
    const auto text = value.toString();
    if (text.size() == 24 && text[23] == u'Z') {
        const QDate date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
        const QTime time(digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2),
                         digits(text, 20, 3));
        if (date.isValid() && time.isValid())
            return {date, time, Qt::UTC};
    }
    return text.isEmpty() ? QDateTime() : QDateTime::fromString(text, Qt::ISODateWithMs);
}

QVariant sqlNumber(const std::optional<qint64>& number)
{
    return number ? QVariant(*number) : QVariant();
}

std::optional<qint64> numberFromSql(const QVariant& value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

QString sqlText(const QString& text)
{
    return text.isNull() ? u""_s : text;
}

QString sqlUrl(const QUrl& url)
{
    return sqlText(url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo));
}

QString sqlContaining(const QString& text)
{
    QString pattern = u"%"_s;
    for (const auto character : text) {
        if (character == u'%' || character == u'_' || character == u'\\')
            pattern += u'\\';
        pattern += character;
    }
    return pattern + u'%';
}

} // namespace tapdesk
