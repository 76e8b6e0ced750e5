// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/truthwords.h"

#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("tapdesk::ui::TruthWords", text);
}

/// Of the rows of one query.
TruthWords wordsOfOne(const Truth& truth)
{
    const QString rows = rowsText(truth.rows);
    switch (truth.extent) {
    case Truth::Extent::Complete:
        return {say("Complete"), u"truth-complete"_s,
                say("All rows that the query found are here: %1.").arg(rows)};
    case Truth::Extent::CutByMaxrec:
        return {say("Cut by max rows"), u"truth-cut"_s,
                say("There may be more rows: you asked for %1 at most, and the service stopped "
                    "there. Clear “Max rows” to get all that it gives.")
                    .arg(countText(truth.maxrec.value_or(truth.rows)))};
    case Truth::Extent::CutByService:
        return {say("Cut by the service"), u"truth-cut"_s,
                say("The service says that there are more rows and that it stopped after %1. Ask "
                    "for more by “Max rows”, or run the query as a job.")
                    .arg(rows)};
    case Truth::Extent::Partial:
        return {say("Incomplete"), u"truth-partial"_s,
                say("The answer broke off after %1. %2")
                    .arg(rows, truth.cause ? errorText(*truth.cause) : QString())
                    .trimmed()};
    }
    return {};
}

/// "3 of 41 slices"
QString partsText(const Truth::Parts& parts, qsizetype count)
{
    return (parts.areSlices ? say("%1 of %2 slices") : say("%1 of %2 queries"))
        .arg(countText(count), countText(parts.all));
}

/// Limits hold for each part, so what helps is not what helps a single query.
QString sentenceOfParts(const Truth& truth)
{
    const auto& parts = *truth.parts;
    const auto cut = partsText(parts, parts.cut);
    const auto advice = parts.areSlices
        ? say("Cut into more slices to get more.")
        : say("Ask for more by “Max rows”, which counts for each query.");
    switch (truth.extent) {
    case Truth::Extent::Complete:
        return {};
    case Truth::Extent::CutByMaxrec:
        return say("There may be more rows: you asked for %1 at most from each query, and %2 "
                   "stopped there. Clear “Max rows” to get all that the service gives.")
            .arg(countText(truth.maxrec.value_or(truth.rows)), cut);
    case Truth::Extent::CutByService:
        return say("The service says that there are more rows: it cut %1. %2").arg(cut, advice);
    case Truth::Extent::Partial:
        break;
    }
    QStringList words {
        say("%1 did not give their rows, or not all.").arg(partsText(parts, parts.broken))};
    if (truth.cause)
        words.append(errorText(*truth.cause));
    if (parts.cut > 0)
        words.append(say("Of the others, %1 were cut. %2").arg(cut, advice));
    return words.join(u' ');
}

} // namespace

TruthWords truthWords(const Truth& truth)
{
    auto words = wordsOfOne(truth);
    if (truth.parts && truth.extent != Truth::Extent::Complete)
        words.sentence = sentenceOfParts(truth);
    return words;
}

QString cutPartsText(const Truth& truth)
{
    if (!truth.parts || truth.parts->cut == 0)
        return {};
    const auto cut = partsText(*truth.parts, truth.parts->cut);
    if (truth.extent == Truth::Extent::CutByMaxrec || !truth.parts->areSlices)
        return say("%1 are cut; “Max rows” counts for each").arg(cut);
    return say("%1 are cut; more slices help").arg(cut);
}

} // namespace tapdesk::ui
