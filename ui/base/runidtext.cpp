// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/runidtext.h"

#include "ui/base/errortext.h"

#include <QCoreApplication>

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::RunIdText)
};

} // namespace

QString runIdText(const RunIdChange& change)
{
    using End = RunIdChange::End;
    const auto why = errorText(change.error().value_or(Error()));
    switch (change.end()) {
    case End::Changed:
        return Text::tr("The job has the run id.");
    case End::Replaced:
        return Text::tr("The service does not change jobs: a new job with the same query has the "
                        "run id and took the place of the old one.");
    case End::LeftBoth:
        return Text::tr("The service does not change jobs: a new job with the same query has the "
                        "run id. The old one is still there: %1")
            .arg(why);
    case End::Started:
        return Text::tr("The job has been started, so it keeps its run id.");
    case End::Unrepeatable:
        return Text::tr("The service does not change jobs, and this one cannot be made anew: its "
                        "query is not known, or it has an uploaded table.");
    case End::Ignored:
        return Text::tr("The service keeps no run ids.");
    case End::Failed:
        break;
    }
    return why;
}

} // namespace tapdesk::ui
