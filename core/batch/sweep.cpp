// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sweep.h"

#include "core/batch/decimal.h"
#include "core/sql/literals.h"
#include "core/sql/placeholders.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

using Kind = SweepError::Kind;

tl::unexpected<SweepError> refuse(Kind kind, const QString& evidence)
{
    return tl::unexpected<SweepError>({.kind = kind, .evidence = evidence});
}

/// Long where every value is an integer that one holds, Double where every value is a number.
Datatype datatypeOf(const QStringList& values)
{
    bool isLong = true;
    for (const auto& value : values) {
        bool isNumber = false;
        if (!std::isfinite(value.toDouble(&isNumber)) || !isNumber)
            return Datatype::Char;
        bool isInteger = false;
        (void)value.toLongLong(&isInteger);
        isLong = isLong && isInteger;
    }
    return isLong ? Datatype::Long : Datatype::Double;
}

/// Takes out what comes twice, and counts it.
SweepResult<SweepParameter> checked(SweepParameter parameter)
{
    const auto all = parameter.values.size();
    parameter.values.removeDuplicates();
    parameter.repeated = all - parameter.values.size();
    if (parameter.values.isEmpty())
        return refuse(Kind::NoValues, parameter.name);
    if (parameter.values.size() > mostSweepQueries)
        return refuse(Kind::TooMany, parameter.name);
    return parameter;
}

/// What stands between commas.
struct ListItem
{
    QString text = {};
    bool isQuoted = false;
};

QList<ListItem> itemsIn(const QString& written)
{
    QList<ListItem> items;
    ListItem item;
    bool isOpen = false;
    const auto finish = [&] {
        if (!item.isQuoted)
            item.text = item.text.trimmed();
        if (item.isQuoted || !item.text.isEmpty())
            items.append(std::exchange(item, {}));
        item = {};
    };
    for (qsizetype i = 0; i < written.size(); ++i) {
        const auto c = written.at(i);
        if (isOpen) {
            if (c != u'\'') {
                item.text += c;
            } else if (QStringView(written).mid(i + 1).startsWith(u'\'')) {
                item.text += c;
                ++i;
            } else {
                isOpen = false;
            }
        } else if (c == u',') {
            finish();
        } else if (c == u'\'' && item.text.trimmed().isEmpty() && !item.isQuoted) {
            item = {.isQuoted = true};
            isOpen = true;
        } else if (!item.isQuoted) {
            item.text += c;
        }
    }
    finish();
    return items;
}

QString literalOf(const SweepParameter& parameter, const QString& value)
{
    return parameter.datatype == Datatype::Char ? sql::stringLiteralOf(value) : value;
}

Field fieldOf(const SweepParameter& parameter, const Table& rows)
{
    const auto isTaken =
        std::any_of(rows.fields().cbegin(), rows.fields().cend(), [&](const Field& field) {
            return field.name.compare(parameter.name, Qt::CaseInsensitive) == 0;
        });
    return {.name = isTaken ? parameter.name + u"_parameter"_s : parameter.name,
            .datatype = parameter.datatype,
            .shape = isText(parameter.datatype) ? ArrayShape::variable() : ArrayShape()};
}

} // namespace

SweepResult<SweepParameter> sweepList(const QString& name, const QString& written)
{
    SweepParameter parameter {.name = name};
    bool isText = false;
    for (const auto& item : itemsIn(written)) {
        parameter.values.append(item.text);
        isText = isText || item.isQuoted;
    }
    parameter.datatype = isText ? Datatype::Char : datatypeOf(parameter.values);
    return checked(std::move(parameter));
}

SweepResult<SweepParameter> sweepRange(const QString& name, const QString& written)
{
    const auto parts = written.split(u':');
    const auto start = Decimal::parse(parts.value(0));
    const auto stop = Decimal::parse(parts.value(1));
    auto step = Decimal::parse(parts.size() == 3 ? parts.at(2) : u"1"_s);
    if (parts.size() < 2 || parts.size() > 3 || !start || !stop || !step)
        return refuse(Kind::BadRange, written);
    const auto digits = std::max({start->digits, stop->digits, step->digits});
    const auto first = start->scaled(digits);
    const auto last = stop->scaled(digits);
    auto by = step->scaled(digits);
    if (!first || !last || !by || *by == 0)
        return refuse(Kind::BadRange, written);
    if (parts.size() == 2 && *last < *first)
        by = -*by;
    if ((*by > 0) != (*last >= *first) && *last != *first)
        return refuse(Kind::BadRange, written);
    if ((*last - *first) / *by >= mostSweepQueries)
        return refuse(Kind::TooMany, name);

    SweepParameter parameter {.name = name,
                              .datatype = digits > 0 ? Datatype::Double : Datatype::Long};
    for (auto value = *first; *by > 0 ? value <= *last : value >= *last; value += *by)
        parameter.values.append(Decimal {value, digits}.toString());
    return checked(std::move(parameter));
}

SweepResult<SweepParameter> sweepColumn(const QString& name, const Table& table,
                                        const QString& column)
{
    const auto& fields = table.fields();
    const auto find = [&](Qt::CaseSensitivity sensitivity) {
        return std::find_if(fields.cbegin(), fields.cend(), [&](const Field& field) {
            return field.name.compare(column, sensitivity) == 0;
        });
    };
    auto found = find(Qt::CaseSensitive);
    if (found == fields.cend())
        found = find(Qt::CaseInsensitive);
    if (found == fields.cend())
        return refuse(Kind::NoColumn, column);
    const auto isValue = isText(found->datatype) || isNumeric(found->datatype);
    if (!isValue || (!isText(found->datatype) && !found->shape.isScalar()))
        return refuse(Kind::ArrayColumn, column);

    SweepParameter parameter {.name = name,
                              .datatype = isText(found->datatype) ? Datatype::Char
                                  : isInteger(found->datatype)    ? Datatype::Long
                                                                  : Datatype::Double};
    const auto index = found - fields.cbegin();
    QSet<QString> seen; // a column may be long, and the list of its values short
    for (qsizetype row = 0; row < table.rowCount(); ++row) {
        const auto isNumber = isText(found->datatype) || std::isfinite(table.number(row, index));
        if (table.isNull(row, index) || !isNumber) {
            ++parameter.nulls;
            continue;
        }
        const auto text = table.text(row, index);
        if (seen.contains(text)) {
            ++parameter.repeated;
            continue;
        }
        seen.insert(text);
        parameter.values.append(text);
        if (parameter.values.size() > mostSweepQueries)
            return refuse(Kind::TooMany, name);
    }
    if (parameter.values.isEmpty())
        return refuse(Kind::NoValues, name);
    return parameter;
}

SweepResult<SweepParameter> sweepValues(const QString& name, const QString& written)
{
    const auto parts = written.split(u':');
    const auto isRange = (parts.size() == 2 || parts.size() == 3)
        && std::all_of(parts.cbegin(), parts.cend(),
                       [](const QString& part) { return Decimal::parse(part).has_value(); });
    return isRange ? sweepRange(name, written) : sweepList(name, written);
}

SweepResult<QList<SweepQuery>> sweepQueries(const TapQuery& query,
                                            const QList<SweepParameter>& parameters)
{
    const auto language = query.language.isEmpty() ? query.service.language : query.language;
    const auto dialect = sql::dialectFromLanguage(language);
    auto open = sql::placeholderNames(query.text, dialect);
    qsizetype count = 1;
    for (const auto& parameter : parameters) {
        if (open.removeAll(parameter.name) == 0)
            return refuse(Kind::NoPlaceholder, parameter.name);
        count *= parameter.values.size();
        if (count > mostSweepQueries)
            return refuse(Kind::TooMany, parameter.name);
    }
    if (!open.isEmpty())
        return refuse(Kind::NoParameter, open.first());

    const auto width = QString::number(count).size();
    QList<SweepQuery> queries;
    queries.reserve(count);
    for (qsizetype number = 0; number < count; ++number) {
        QHash<QString, QString> literals;
        SweepQuery one {.query = query, .values = {}};
        auto rest = number;
        // clang 14 does not compile libstdc++'s std::views::reverse
        for (auto last = parameters.size() - 1; last >= 0; --last) {
            const auto& parameter = parameters.at(last);
            const auto& value = parameter.values.at(rest % parameter.values.size());
            rest /= parameter.values.size();
            literals.insert(parameter.name, literalOf(parameter, value));
            one.values.prepend(value);
        }
        one.query.text = sql::fillPlaceholders(query.text, dialect, literals);
        if (!query.runId.isEmpty())
            one.query.runId += u"-%1"_s.arg(number + 1, int(width), 10, QChar(u'0'));
        queries.append(one);
    }
    return queries;
}

SweepTable joinSweep(const TapQuery& query, const QList<SweepParameter>& parameters,
                     const QList<SweepQuery>& queries,
                     const QList<std::optional<QueryResult>>& results)
{
    SweepTable sweep;
    QList<Table> parts;
    auto& truth = sweep.result.truth;
    Truth::Parts told {.all = results.size(), .areSlices = parameters.isEmpty()};
    for (qsizetype index = 0; index < results.size(); ++index) {
        const auto& result = results.at(index);
        if (!result) {
            truth.extent = Truth::Extent::Partial;
            ++told.broken;
            continue;
        }
        if (result->truth.extent == Truth::Extent::Partial)
            ++told.broken;
        else if (result->truth.extent != Truth::Extent::Complete)
            ++told.cut;
        auto table = result->table;
        for (qsizetype i = parameters.size() - 1; i >= 0; --i)
            table = withFirstColumn(table, fieldOf(parameters.at(i), result->table),
                                    queries.at(index).values.at(i));
        parts.append(table);
        // The enumeration lists them by gravity. A part that failed has no cause to tell here.
        if (result->truth.extent > truth.extent
            || (result->truth.extent == truth.extent && !truth.cause)) {
            truth.extent = result->truth.extent;
            truth.cause = result->truth.cause;
        }
        sweep.result.warnings.append(result->warnings);
        if (parts.size() == 1)
            sweep.result.provenance = result->provenance;
        sweep.result.provenance.bytes += parts.size() == 1 ? 0 : result->provenance.bytes;
        sweep.result.provenance.finished =
            std::max(sweep.result.provenance.finished, result->provenance.finished);
    }
    auto joined = joinTables(parts);
    sweep.result.table = std::move(joined.table);
    sweep.warnings = std::move(joined.warnings);
    sweep.result.provenance.query = query.text;
    sweep.result.provenance.runId = query.runId;
    sweep.result.provenance.jobUrl = {}; // of many
    sweep.result.provenance.resultUrl = {};
    truth.rows = sweep.result.table.rowCount();
    truth.maxrec = query.maxrec;
    truth.parts = told;
    return sweep;
}

} // namespace tapdesk
