// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/truthwords.h"

#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("tapdesk::ui::TruthWords", text);
}

} // namespace

TruthWords truthWords(const Truth& truth)
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

} // namespace tapdesk::ui
