// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/sweepwords.h"

#include "ui/base/batchtext.h"
#include "ui/base/numberformat.h"
#include "ui/base/sweeptext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype mostNamed = 4;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::SweepWords)
};

/// "a, b, c, d, …"
QString firstOf(const QStringList& names)
{
    auto shown = names.first(qMin(mostNamed, names.size()));
    if (shown.size() < names.size())
        shown.append(u"…"_s);
    return shown.join(u", "_s);
}

QStringList namesOf(const BatchReport& report, BatchOutcome::State state)
{
    QStringList names;
    for (const auto& entry : report.entries) {
        if (entry.state == state)
            names.append(entry.name);
    }
    return names;
}

} // namespace

QString sentence(const QString& words)
{
    return words.isEmpty() ? words : words.first(1).toUpper() + words.sliced(1) + u'.';
}

QString queryCountText(const TapQuery& query, qint64 count)
{
    if (query.mode == TapQuery::Mode::Sync)
        return count == 1 ? Text::tr("1 query") : Text::tr("%1 queries").arg(countText(count));
    const auto jobs = count == 1 ? Text::tr("1 job") : Text::tr("%1 jobs").arg(countText(count));
    return query.queue.isEmpty() ? jobs : Text::tr("%1 in the queue %2").arg(jobs, query.queue);
}

QString valuesText(const SweepParameter& parameter)
{
    const auto count = parameter.values.size();
    const auto first = firstOf(parameter.values);
    QStringList words {count == 1 ? Text::tr("1 value: %1").arg(first)
                                  : Text::tr("%1 values: %2").arg(countText(count), first)};
    if (parameter.nulls > 0)
        words.append(parameter.nulls == 1
                         ? Text::tr("1 null is left out")
                         : Text::tr("%1 nulls are left out").arg(countText(parameter.nulls)));
    if (parameter.repeated > 0)
        words.append(parameter.repeated == 1 ? Text::tr("1 value comes again and is left out")
                                             : Text::tr("%1 values come again and are left out")
                                                   .arg(countText(parameter.repeated)));
    return words.join(u" · "_s);
}

QString failureText(const BatchOutcome& outcome)
{
    return u"%1: %2"_s.arg(outcome.name, outcomeText(outcome).simplified());
}

QString sweepNote(const SweepOutcome& outcome)
{
    const auto& report = outcome.report;
    const auto all = countText(report.entries.size());
    QStringList words;
    if (const auto failed = namesOf(report, BatchOutcome::State::Failed); !failed.isEmpty())
        words.append(
            Text::tr("%1 of %2 failed: %3").arg(countText(failed.size()), all, firstOf(failed)));
    if (const auto stopped = namesOf(report, BatchOutcome::State::Stopped); !stopped.isEmpty())
        words.append(
            Text::tr("%1 of %2 stopped: %3").arg(countText(stopped.size()), all, firstOf(stopped)));
    for (const auto& warning : outcome.table.warnings)
        words.append(joinWarningText(warning));
    return words.join(u" · "_s);
}

} // namespace tapdesk::ui
