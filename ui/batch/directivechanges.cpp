// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/directivechanges.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

QStringList changedLines(const QString& before, const QString& after)
{
    const auto old = before.split(u'\n');
    const auto fresh = after.split(u'\n');
    QStringList changes;
    qsizetype i = 0;
    auto added = fresh.size() - old.size();
    for (qsizetype j = 0; j < fresh.size(); ++j) {
        if (i < old.size() && fresh.at(j) == old.at(i)) {
            ++i;
            continue;
        }
        // A line was added where the old one comes soon behind it.
        const bool isAdded =
            i >= old.size() || fresh.mid(j + 1, std::max<qsizetype>(added, 0)).contains(old.at(i));
        if (isAdded)
            --added;
        else
            changes.append(u"- "_s + old.at(i++));
        changes.append(u"+ "_s + fresh.at(j));
    }
    return changes;
}

} // namespace tapdesk::ui
