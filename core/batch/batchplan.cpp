// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchplan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<RowsTo, QLatin1StringView>, 3> rowsToWords {{
    {RowsTo::QueryFolder, "query"_L1},
    {RowsTo::OtherFolder, "folder"_L1},
    {RowsTo::Memory, "memory"_L1},
}};

constexpr std::array<std::pair<QString sql::Directives::*, QLatin1StringView>, 6> settings {{
    {&sql::Directives::language, "language"_L1},
    {&sql::Directives::queue, "queue"_L1},
    {&sql::Directives::runId, "runId"_L1},
    {&sql::Directives::maxrec, "maxrec"_L1},
    {&sql::Directives::service, "service"_L1},
    {&sql::Directives::output, "output"_L1},
}};

QJsonObject toObject(const sql::Directives& edits)
{
    QJsonObject object;
    for (const auto& [member, name] : settings) {
        if (!(edits.*member).isEmpty())
            object.insert(name, edits.*member);
    }
    return object;
}

sql::Directives fromObject(const QJsonObject& object)
{
    sql::Directives edits;
    for (const auto& [member, name] : settings)
        edits.*member = object.value(name).toString();
    return edits;
}

QStringList strings(const QJsonValue& list)
{
    QStringList texts;
    for (const auto& text : list.toArray())
        texts.append(text.toString());
    return texts;
}

} // namespace

QByteArray BatchPlan::toJson() const
{
    QJsonObject all {
        {u"paths"_s, QJsonArray::fromStringList(paths)},
        {u"service"_s, serviceId},
        {u"folder"_s, folder},
        {u"format"_s, formats::format(format).name},
        {u"replaces"_s, replacesFiles},
        {u"parallel"_s, parallel},
        {u"unchecked"_s, QJsonArray::fromStringList(unchecked)},
    };
    for (const auto& [value, word] : rowsToWords) {
        if (value == rowsTo)
            all.insert(u"rows"_s, word);
    }
    QJsonObject byFile;
    for (auto it = edits.cbegin(); it != edits.cend(); ++it)
        byFile.insert(it.key(), toObject(*it));
    all.insert(u"edits"_s, byFile);
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

std::optional<BatchPlan> BatchPlan::fromJson(const QByteArray& json)
{
    const auto all = QJsonDocument::fromJson(json).object();
    BatchPlan plan;
    plan.paths = strings(all.value("paths"_L1));
    if (plan.paths.isEmpty())
        return std::nullopt;
    plan.serviceId = all.value("service"_L1).toString();
    plan.folder = all.value("folder"_L1).toString();
    plan.replacesFiles = all.value("replaces"_L1).toBool();
    plan.unchecked = strings(all.value("unchecked"_L1));
    if (const auto format = formats::formatFromName(all.value("format"_L1).toString()))
        plan.format = *format;
    if (const int parallel = all.value("parallel"_L1).toInt(); parallel > 0)
        plan.parallel = parallel;
    for (const auto& [value, word] : rowsToWords) {
        if (all.value("rows"_L1).toString() == word)
            plan.rowsTo = value;
    }
    const auto byFile = all.value("edits"_L1).toObject();
    for (auto it = byFile.begin(); it != byFile.end(); ++it)
        plan.edits.insert(it.key(), fromObject(it.value().toObject()));
    return plan;
}

sql::Directives edited(sql::Directives said, const sql::Directives& edits)
{
    for (const auto& [member, name] : settings) {
        if (!(edits.*member).isEmpty())
            said.*member = edits.*member;
    }
    return said;
}

} // namespace tapdesk
