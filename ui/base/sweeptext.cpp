// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/sweeptext.h"

#include "ui/base/numberformat.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype mostNamed = 4;

QStringList namesOf(const BatchReport& report, BatchOutcome::State state)
{
    QStringList names;
    for (const auto& entry : report.entries) {
        if (entry.state == state)
            names.append(entry.name);
    }
    return names;
}

class Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::SweepText)

public:
    static QString sweep(const SweepError& error)
    {
        using Kind = SweepError::Kind;
        const auto& evidence = error.evidence;
        switch (error.kind) {
        case Kind::NoValues:
            return tr("there are no values for :%1").arg(evidence);
        case Kind::BadRange:
            return tr("“%1” is no range; write START:STOP or START:STOP:STEP").arg(evidence);
        case Kind::TooMany:
            return tr("these are too many values for :%1; at most %2 queries at once")
                .arg(evidence, countText(mostSweepQueries));
        case Kind::NoColumn:
            return tr("there is no column “%1”").arg(evidence);
        case Kind::ArrayColumn:
            return tr("the cells of “%1” are no single numbers or texts").arg(evidence);
        case Kind::NoPlaceholder:
            return tr("there is no :%1 in the query").arg(evidence);
        case Kind::NoParameter:
            return tr("there are no values for the query's :%1").arg(evidence);
        }
        return {};
    }

    static QString slice(const sql::SliceRefusal& refusal)
    {
        using Kind = sql::SliceRefusal::Kind;
        switch (refusal.kind) {
        case Kind::NotOneSelect:
            return tr("only one SELECT can be cut into slices");
        case Kind::Unclosed:
            return tr("a quote, a comment or a parenthesis is not closed");
        case Kind::NoFrom:
            return tr("a query without FROM cannot be cut into slices");
        case Kind::Clause:
            return tr("a query with %1 cannot be cut into slices: they would not give the same "
                      "rows together")
                .arg(refusal.evidence);
        case Kind::Aggregate:
            return tr("%1() counts over all rows, which slices do not have").arg(refusal.evidence);
        case Kind::NotAColumn:
            return tr("“%1” is no name of a column").arg(refusal.evidence);
        }
        return {};
    }

    static QString missing(const BatchReport& report)
    {
        const auto all = countText(report.entries.size());
        QStringList words;
        if (const auto failed = namesOf(report, BatchOutcome::State::Failed); !failed.isEmpty())
            words.append(
                tr("%1 of %2 failed: %3").arg(countText(failed.size()), all, firstNames(failed)));
        if (const auto stopped = namesOf(report, BatchOutcome::State::Stopped); !stopped.isEmpty())
            words.append(tr("%1 of %2 stopped: %3")
                             .arg(countText(stopped.size()), all, firstNames(stopped)));
        return words.join(u" · "_s);
    }

    static QString join(const JoinWarning& warning)
    {
        using Kind = JoinWarning::Kind;
        switch (warning.kind) {
        case Kind::Missing:
            return tr("not every part has the column %1").arg(warning.column);
        case Kind::Promoted:
            return tr("the parts differ in the datatype of %1; the table has one for all")
                .arg(warning.column);
        case Kind::Reshaped:
            return tr("the parts differ in the length of the arrays of %1").arg(warning.column);
        case Kind::OtherUnit:
            return tr("the parts differ in the unit of %1; its values are as they came")
                .arg(warning.column);
        }
        return {};
    }
};

} // namespace

QString sweepErrorText(const SweepError& error)
{
    return Text::sweep(error);
}

QString sliceRefusalText(const sql::SliceRefusal& refusal)
{
    return Text::slice(refusal);
}

QString missingText(const BatchReport& report)
{
    return Text::missing(report);
}

QString firstNames(const QStringList& names)
{
    auto shown = names.first(qMin(mostNamed, names.size()));
    if (shown.size() < names.size())
        shown.append(u"…"_s);
    return shown.join(u", "_s);
}

QString joinWarningText(const JoinWarning& warning)
{
    return Text::join(warning);
}

} // namespace tapdesk::ui
