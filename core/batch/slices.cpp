// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/slices.h"

#include <cmath>
#include <limits>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

/// A whole number if the cell is one, of whatever datatype the service says.
std::optional<qint64> integerIn(const QString& text)
{
    bool isInteger = false;
    const auto value = text.toLongLong(&isInteger);
    return isInteger ? std::make_optional(value) : std::nullopt;
}

QStringList integerBounds(qint64 least, qint64 greatest, int slices)
{
    // Differences of two numbers of 64 bits need one bit more.
    const auto span = static_cast<quint64>(greatest) - static_cast<quint64>(least);
    QStringList bounds;
    for (int i = 1; i < slices; ++i) {
        // span * i / slices without overflow; rounded up, so that no slice is empty for nothing
        const auto whole = span / quint64(slices) * quint64(i);
        const auto rest =
            (span % quint64(slices) * quint64(i) + quint64(slices) - 1) / quint64(slices);
        const auto bound =
            QString::number(static_cast<qint64>(static_cast<quint64>(least) + whole + rest));
        if (bound != QString::number(least) && (bounds.isEmpty() || bounds.last() != bound))
            bounds.append(bound);
    }
    return bounds;
}

QStringList realBounds(double least, double greatest, int slices)
{
    QStringList bounds;
    auto last = least;
    for (int i = 1; i < slices; ++i) {
        const auto part = double(i) / slices;
        const auto bound = least * (1 - part) + greatest * part; // the difference may overflow
        if (bound <= last || bound > greatest)
            continue;
        bounds.append(QString::number(bound, 'g', std::numeric_limits<double>::max_digits10));
        last = bound;
    }
    return bounds;
}

} // namespace

std::optional<QStringList> sliceBounds(const Table& minMax, int slices)
{
    if (minMax.rowCount() != 1 || minMax.columnCount() != 2)
        return std::nullopt;
    if (minMax.isNull(0, 0) || minMax.isNull(0, 1))
        return QStringList();
    const auto least = minMax.text(0, 0);
    const auto greatest = minMax.text(0, 1);
    const auto first = integerIn(least);
    const auto last = integerIn(greatest);
    if (first && last)
        return integerBounds(*first, *last, slices);
    bool isFirst = false;
    bool isLast = false;
    const auto from = least.toDouble(&isFirst);
    const auto to = greatest.toDouble(&isLast);
    if (!isFirst || !isLast || !std::isfinite(from) || !std::isfinite(to))
        return std::nullopt;
    return realBounds(from, to, slices);
}

QStringList sliceConditions(const QString& column, const QStringList& bounds)
{
    const auto null = u"%1 IS NULL"_s.arg(column);
    if (bounds.isEmpty())
        return {u"%1 IS NOT NULL"_s.arg(column), null};
    QStringList conditions {u"%1 < %2"_s.arg(column, bounds.first())};
    for (qsizetype i = 0; i + 1 < bounds.size(); ++i)
        conditions.append(u"%1 >= %2 AND %1 < %3"_s.arg(column, bounds.at(i), bounds.at(i + 1)));
    conditions.append(u"%1 >= %2"_s.arg(column, bounds.last()));
    conditions.append(null);
    return conditions;
}

sql::SliceResult<QList<TapQuery>> sliceQueries(const TapQuery& query, const QString& column,
                                               const QStringList& bounds)
{
    const auto language = query.language.isEmpty() ? query.service.language : query.language;
    const auto dialect = sql::dialectFromLanguage(language);
    if (!sql::isColumnName(column, dialect)) {
        return tl::unexpected<sql::SliceRefusal>(
            {.kind = sql::SliceRefusal::Kind::NotAColumn, .evidence = column});
    }
    const auto conditions = sliceConditions(column, bounds);
    const auto width = QString::number(conditions.size()).size();
    QList<TapQuery> queries;
    for (const auto& condition : conditions) {
        const auto text = sql::withCondition(query.text, dialect, condition);
        if (!text)
            return tl::unexpected(text.error());
        auto one = query;
        one.text = *text;
        if (!query.runId.isEmpty())
            one.runId += u"-%1"_s.arg(queries.size() + 1, int(width), 10, QChar(u'0'));
        queries.append(one);
    }
    return queries;
}

} // namespace tapdesk
