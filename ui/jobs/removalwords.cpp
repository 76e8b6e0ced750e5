// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/removalwords.h"

#include "ui/base/numberformat.h"

#include <QCoreApplication>

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::RemovalWords)
};

} // namespace

QString removalEntry(Removal removal)
{
    return removal == Removal::Archives ? Text::tr("&Archive…") : Text::tr("&Delete…");
}

QString removalVerb(Removal removal)
{
    return removal == Removal::Archives ? Text::tr("Archive") : Text::tr("Delete");
}

QString removalTip(Removal removal)
{
    return removal == Removal::Archives
        ? Text::tr("Remove the result at the service; the query is kept")
        : Text::tr("Remove the job and its result at the service");
}

QString keptText(Removal removal)
{
    switch (removal) {
    case Removal::Archives:
        return Text::tr("The rows are removed at the service. The queries are kept there and here, "
                        "so they can be run again.");
    case Removal::Deletes:
        return Text::tr("The jobs and their rows are removed at the service. Tapdesk keeps the "
                        "queries, so they can be run again.");
    case Removal::Unknown:
        break;
    }
    return Text::tr("The rows are removed at the service, which has not told yet whether it keeps "
                    "the jobs. Tapdesk keeps the queries, so they can be run again.");
}

QString removalQuestion(Removal removal, const QString& name)
{
    return (removal == Removal::Archives ? Text::tr("Archive the job %1?")
                                         : Text::tr("Delete the job %1?"))
        .arg(name);
}

QString removalQuestion(Removal removal, qint64 count)
{
    return (removal == Removal::Archives ? Text::tr("Archive %1 jobs?")
                                         : Text::tr("Delete %1 jobs?"))
        .arg(countText(count));
}

} // namespace tapdesk::ui
