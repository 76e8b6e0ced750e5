// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace tapdesk::ui {

/// A query of the CARS@AIP guide, verbatim, with what the guide says about how to run it.
struct GuideQuery
{
    QString title;
    QString text;
    QString language;
    QString runAs; ///< "now" or a queue's name
    QString runId;

    friend bool operator==(const GuideQuery&, const GuideQuery&) = default;
};

/// In the order of the guide; the first is the SED query.
/// Source: cars.aip.de, "TAP interface"; kept in resources/guide.
QList<GuideQuery> guideQueries();

} // namespace tapdesk::ui
