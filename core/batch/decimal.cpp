// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/decimal.h"

#include <limits>

namespace tapdesk {

namespace {

constexpr qint64 mostUnits = std::numeric_limits<qint64>::max() / 4;

} // namespace

std::optional<Decimal> Decimal::parse(QStringView text)
{
    auto rest = text.trimmed();
    const auto isNegative = rest.startsWith(u'-');
    if (isNegative || rest.startsWith(u'+'))
        rest = rest.mid(1);
    Decimal number;
    bool hasPoint = false;
    int seen = 0;
    for (const auto c : rest) {
        if (c == u'.' && !hasPoint) {
            hasPoint = true;
            continue;
        }
        if (c < u'0' || c > u'9' || number.units > mostUnits / 10 || number.digits >= mostDigits)
            return std::nullopt;
        number.units = number.units * 10 + (c.unicode() - u'0');
        number.digits += hasPoint ? 1 : 0;
        ++seen;
    }
    if (seen == 0)
        return std::nullopt;
    if (isNegative)
        number.units = -number.units;
    return number;
}

std::optional<qint64> Decimal::scaled(int wanted) const
{
    auto scaled = units;
    for (int i = digits; i < wanted; ++i) {
        if (scaled > mostUnits / 10 || scaled < -mostUnits / 10)
            return std::nullopt;
        scaled *= 10;
    }
    return scaled;
}

QString Decimal::toString() const
{
    auto text = QString::number(units < 0 ? -units : units).rightJustified(digits + 1, u'0');
    if (digits > 0)
        text.insert(text.size() - digits, u'.');
    return units < 0 ? u'-' + text : text;
}

} // namespace tapdesk
