// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/guide.h"

#include "ui/base/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

QList<GuideQuery> guideQueries()
{
    QList<GuideQuery> queries;
    const auto index = QJsonDocument::fromJson(resourceData(u"guide/index.json"_s)).array();
    for (const auto& value : index) {
        const auto entry = value.toObject();
        const auto file = "guide/"_L1 + entry.value("file"_L1).toString();
        queries.append({.title = entry.value("title"_L1).toString(),
                        .text = QString::fromUtf8(resourceData(file)),
                        .language = entry.value("language"_L1).toString(),
                        .runAs = entry.value("runAs"_L1).toString(),
                        .runId = entry.value("runId"_L1).toString()});
    }
    return queries;
}

} // namespace tapdesk::ui
