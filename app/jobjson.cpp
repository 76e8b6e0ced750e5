// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobjson.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QJsonValue timeValue(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue textValue(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QJsonObject jobJson(const JobSummary& summary)
{
    QJsonObject parameters;
    for (const auto& [name, value] : summary.parameters)
        parameters.insert(name, value);
    return {
        {u"jobId"_s, summary.jobId},
        {u"runId"_s, textValue(summary.runId)},
        {u"phase"_s, summary.phase.word()},
        {u"creationTime"_s, timeValue(summary.creationTime)},
        {u"startTime"_s, timeValue(summary.startTime)},
        {u"endTime"_s, timeValue(summary.endTime)},
        {u"destruction"_s, timeValue(summary.destruction)},
        {u"executionDuration"_s,
         summary.executionDuration ? QJsonValue(*summary.executionDuration) : QJsonValue()},
        {u"error"_s, textValue(summary.errorMessage)},
        {u"parameters"_s, parameters},
    };
}

} // namespace tapdesk::app
