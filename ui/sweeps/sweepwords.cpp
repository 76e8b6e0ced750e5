// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/sweepwords.h"

#include "ui/base/batchtext.h"
#include "ui/base/numberformat.h"
#include "ui/base/sweeptext.h"
#include "ui/base/truthwords.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::SweepWords)
};

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
    const auto first = firstNames(parameter.values);
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
    QStringList words {missingText(outcome.report), cutPartsText(outcome.table.result.truth)};
    for (const auto& warning : outcome.table.warnings)
        words.append(joinWarningText(warning));
    words.removeAll(QString());
    return words.join(u" · "_s);
}

} // namespace tapdesk::ui
