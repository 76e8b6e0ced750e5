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

QString choose(Removal removal, const QString& archives, const QString& deletes,
               const QString& unknown)
{
    switch (removal) {
    case Removal::Archives:
        return archives;
    case Removal::Deletes:
        return deletes;
    case Removal::Unknown:
        break;
    }
    return unknown;
}

} // namespace

QString removalEntry(Removal removal)
{
    return choose(removal, Text::tr("&Archive…"), Text::tr("&Delete…"), Text::tr("Remo&ve…"));
}

QString removalVerb(Removal removal)
{
    return choose(removal, Text::tr("Archive"), Text::tr("Delete"), Text::tr("Remove"));
}

QString removalTip(Removal removal)
{
    return choose(removal, Text::tr("Remove the result at the service; the query is kept"),
                  Text::tr("Remove the job and its result at the service"),
                  Text::tr("Remove the result at the service, and the job if it does not keep it"));
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
    return choose(removal, Text::tr("Archive the job %1?"), Text::tr("Delete the job %1?"),
                  Text::tr("Remove the job %1?"))
        .arg(name);
}

QString removalQuestion(Removal removal, qint64 count)
{
    return choose(removal, Text::tr("Archive %1 jobs?"), Text::tr("Delete %1 jobs?"),
                  Text::tr("Remove %1 jobs?"))
        .arg(countText(count));
}

QString removalTitle(Removal removal)
{
    return choose(removal, Text::tr("Archive jobs"), Text::tr("Delete jobs"),
                  Text::tr("Remove jobs"));
}

QString removingText(Removal removal)
{
    return choose(removal, Text::tr("Archiving: %1 of %2"), Text::tr("Deleting: %1 of %2"),
                  Text::tr("Removing: %1 of %2"));
}

QString removedText(Removal removal)
{
    return choose(removal, Text::tr("Archived %1 of %2 jobs."), Text::tr("Deleted %1 of %2 jobs."),
                  Text::tr("Removed %1 of %2 jobs."));
}

} // namespace tapdesk::ui
