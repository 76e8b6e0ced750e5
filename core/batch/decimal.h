// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace tapdesk {

/// A number in decimal notation, exact: units / 10^digits.
struct Decimal
{
    static constexpr int mostDigits = 15; ///< behind the point

    qint64 units = 0;
    int digits = 0;

    /// "-12", "0.10", ".5", "+3."; no exponent. Nothing for anything else, or what 15 digits on
    /// either side of the point do not hold.
    static std::optional<Decimal> parse(QStringView text);

    /// The units with so many digits behind the point, at least the present ones; nothing when
    /// they leave the middle half of the range of 64 bits, so that sums stay in it.
    std::optional<qint64> scaled(int wanted) const;

    QString toString() const; ///< with all digits: "0.10"
};

} // namespace tapdesk
