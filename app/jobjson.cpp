// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobjson.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QJsonValue timeValue(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue numberValue(const std::optional<qint64>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

} // namespace

QJsonObject jobJson(const JobRecord& job)
{
    return {
        {u"id"_s, job.jobId},
        {u"url"_s, job.url.toString()},
        {u"service"_s, job.serviceId},
        {u"runId"_s, textValue(job.runId)},
        {u"phase"_s, job.phase.word()},
        {u"gone"_s, job.gone},
        {u"created"_s, timeValue(job.created)},
        {u"started"_s, timeValue(job.started)},
        {u"ended"_s, timeValue(job.ended)},
        {u"destruction"_s, timeValue(job.destruction)},
        {u"seen"_s, timeValue(job.lastSeen)},
        {u"timeLimit"_s, numberValue(job.executionDuration)},
        {u"language"_s, textValue(job.language)},
        {u"queue"_s, textValue(job.queue)},
        {u"maxrec"_s, numberValue(job.maxrec)},
        {u"query"_s, textValue(job.query)},
        {u"rows"_s, numberValue(job.rows)},
        {u"size"_s, numberValue(job.serverBytes)},
        {u"bytes"_s, numberValue(job.bytes)},
        {u"error"_s, textValue(job.errorMessage)},
        {u"owner"_s, textValue(job.owner)},
        {u"rerunOf"_s, textValue(job.rerunOf)},
        {u"sentHere"_s, job.sentHere},
    };
}

QJsonArray jobsJson(const QList<JobRecord>& jobs)
{
    QJsonArray list;
    for (const auto& job : jobs)
        list.append(jobJson(job));
    return list;
}

QJsonArray historyJson(const QList<PhaseChange>& history)
{
    QJsonArray list;
    for (const auto& change : history) {
        const auto isTold = change.source == PhaseChange::Source::Service;
        list.append(QJsonObject {{u"phase"_s, change.phase.word()},
                                 {u"at"_s, timeValue(change.at)},
                                 {u"source"_s, isTold ? u"service"_s : u"look"_s}});
    }
    return list;
}

} // namespace tapdesk::app
