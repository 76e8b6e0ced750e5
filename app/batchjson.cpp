// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/batchjson.h"

#include "app/json.h"
#include "ui/base/batchtext.h"
#include "ui/base/errortext.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QString stateWord(BatchOutcome::State state)
{
    using State = BatchOutcome::State;
    switch (state) {
    case State::Waiting:
        return u"waiting"_s;
    case State::Sending:
        return u"sending"_s;
    case State::Running:
        return u"running"_s;
    case State::Writing:
        return u"writing"_s;
    case State::Done:
        return u"done"_s;
    case State::Failed:
        return u"failed"_s;
    case State::Stopped:
        return u"stopped"_s;
    }
    return {};
}

QJsonValue extentWord(const std::optional<Truth>& truth)
{
    if (!truth)
        return {};
    switch (truth->extent) {
    case Truth::Extent::Complete:
        return u"complete"_s;
    case Truth::Extent::CutByMaxrec:
        return u"cutByMaxrec"_s;
    case Truth::Extent::CutByService:
        return u"cutByService"_s;
    case Truth::Extent::Partial:
        return u"partial"_s;
    }
    return {};
}

} // namespace

QJsonObject entryJson(const BatchEntry& entry)
{
    QJsonArray problems;
    for (const auto& problem : entry.problems)
        problems.append(ui::problemText(problem));
    return {{u"file"_s, entry.file},
            {u"title"_s, textValue(entry.directives.title)},
            {u"service"_s, textValue(entry.serviceName.value)},
            {u"language"_s, textValue(entry.language.value)},
            {u"queue"_s, textValue(entry.queue.value)},
            {u"runId"_s, textValue(entry.runId.value)},
            {u"maxrec"_s, textValue(entry.maxrec.value)},
            {u"output"_s, textValue(entry.output.value)},
            {u"canRun"_s, entry.canRun()},
            {u"problems"_s, problems}};
}

QJsonObject refusedJson(const BatchEntry& entry)
{
    QStringList words;
    for (const auto& problem : entry.problems)
        words.append(ui::problemText(problem));
    auto json = outcomeJson({.name = entry.name(), .state = BatchOutcome::State::Failed});
    json.insert(u"message"_s, words.join(u"; "_s));
    return json;
}

QJsonObject outcomeJson(const BatchOutcome& outcome)
{
    return {
        {u"name"_s, outcome.name},
        {u"state"_s, stateWord(outcome.state)},
        {u"job"_s, textValue(outcome.jobUrl.toString())},
        {u"rows"_s, outcome.truth ? QJsonValue(outcome.truth->rows) : QJsonValue()},
        {u"extent"_s, extentWord(outcome.truth)},
        {u"output"_s, textValue(outcome.output)},
        {u"replaced"_s, outcome.replaced},
        {u"message"_s, outcome.error ? textValue(ui::errorText(*outcome.error)) : QJsonValue()}};
}

} // namespace tapdesk::app
