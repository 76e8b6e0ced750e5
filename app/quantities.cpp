// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/quantities.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

std::optional<std::chrono::seconds> readAge(const QString& text)
{
    using namespace std::chrono;
    static const QRegularExpression form(u"^\\s*(\\d{1,6})\\s*([smhdw])\\s*$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const auto count = match.captured(1).toLongLong();
    switch (match.captured(2).at(0).unicode()) {
    case 's':
        return seconds(count);
    case 'm':
        return minutes(count);
    case 'h':
        return hours(count);
    case 'd':
        return days(count);
    default:
        return weeks(count);
    }
}

std::optional<qint64> readSize(const QString& text)
{
    static const QRegularExpression form(
        u"^\\s*(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([kMGT]?)(i?)B?\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    static const auto prefixes = u" kmgt"_s;
    const auto prefix = match.captured(2).toLower();
    const auto power = prefix.isEmpty() ? 0 : prefixes.indexOf(prefix);
    if (power == 0 && !match.captured(3).isEmpty())
        return {}; // "5iB"
    const double base = match.captured(3).isEmpty() ? 1000 : 1024;
    const double bytes = match.captured(1).toDouble() * std::pow(base, double(power));
    return bytes < 1e18 ? std::make_optional(qint64(std::llround(bytes))) : std::nullopt;
}

std::optional<QDateTime> readMoment(const QString& text)
{
    auto moment = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (!moment.isValid())
        return {};
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    return moment;
}

} // namespace tapdesk::app
