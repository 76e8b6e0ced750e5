// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retry.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

/// The three forms of a date that RFC 9110, section 5.6.7, obliges a recipient to read.
QDateTime httpDate(const QByteArray& text)
{
    const auto date = QString::fromLatin1(text.simplified());
    constexpr std::array formats {"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_L1,
                                  "dddd, dd-MMM-yy hh:mm:ss 'GMT'"_L1,
                                  "ddd MMM d hh:mm:ss yyyy"_L1};
    for (const auto format : formats) {
        auto time = QLocale::c().toDateTime(date, format);
        if (!time.isValid())
            continue;
        // Two digits of a year are read as 19xx.
        if (time.date().year() < 1970)
            time = time.addYears(100);
        return QDateTime(time.date(), time.time(), Qt::UTC);
    }
    return {};
}

} // namespace

bool isTransientStatus(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

std::optional<std::chrono::milliseconds> retryAfter(const QByteArray& value, const QDateTime& now)
{
    using std::chrono::milliseconds;
    bool isNumber = false;
    const auto seconds = value.trimmed().toLongLong(&isNumber);
    auto wait = longestRetryAfter;
    if (isNumber) {
        if (seconds < 0)
            return {};
        wait = milliseconds(std::min<qint64>(seconds, longestRetryAfter.count() / 1000) * 1000);
    } else {
        const auto date = httpDate(value);
        if (!date.isValid())
            return {};
        wait = milliseconds(now.msecsTo(date));
    }
    return std::clamp(wait, milliseconds(0), longestRetryAfter);
}

std::chrono::milliseconds backOff(std::chrono::milliseconds first, int attempt, double random)
{
    const auto factor = std::ldexp(1.0, std::clamp(attempt - 1, 0, 10)) * (0.75 + 0.5 * random);
    return std::chrono::milliseconds(std::llround(static_cast<double>(first.count()) * factor));
}

} // namespace tapdesk
