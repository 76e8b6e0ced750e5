// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/runoptions.h"

#include "core/sql/directives.h"

namespace tapdesk::ui {

namespace {

/// The choice that @p wanted names in any case, or an empty text.
QString matching(const QList<QString>& choices, QStringView wanted)
{
    for (const auto& choice : choices) {
        if (choice.compare(wanted, Qt::CaseInsensitive) == 0)
            return choice;
    }
    return {};
}

/// A job of Daiquiri tells its language with the version: adql-2.0. Source: daiquiri.md section 2.
QString matchingLanguage(const TapService& service, const QString& wanted)
{
    const auto known = matching(service.languages, wanted);
    return known.isEmpty()
        ? matching(service.languages, QStringView(wanted).left(wanted.lastIndexOf(u'-')))
        : known;
}

} // namespace

QList<QString> runAsChoices(const TapService& service)
{
    QList<QString> choices {RunOptions::now, RunOptions::automatic};
    for (const auto& queue : service.queues)
        choices.append(queue.name);
    if (service.queues.isEmpty())
        choices.append(RunOptions::asJob);
    return choices;
}

RunOptions fitted(RunOptions options, const TapService& service)
{
    options.serviceId = service.id;
    if (const auto known = matchingLanguage(service, options.language); !known.isEmpty())
        options.language = known;
    else if (options.language.isEmpty() || !service.languages.isEmpty())
        options.language = service.language;

    const auto choices = runAsChoices(service);
    const auto choice =
        options.runAs.isEmpty() ? RunOptions::now : matching(choices, options.runAs);
    options.runAs = choice.isEmpty() ? choices.at(2) : choice; // the first that is a job
    return options;
}

RunOptions withDirectives(RunOptions options, const sql::Directives& directives)
{
    if (!directives.language.isEmpty())
        options.language = directives.language;
    if (!directives.queue.isEmpty())
        options.runAs = directives.queue;
    if (!directives.runId.isEmpty())
        options.runId = directives.runId;
    bool isNumber = false;
    if (const auto maxrec = directives.maxrec.toLongLong(&isNumber); isNumber && maxrec >= 0)
        options.maxrec = maxrec;
    return options;
}

TapQuery tapQuery(const TapService& service, const RunOptions& options, const QString& text)
{
    const bool isSync = options.runAs == RunOptions::now || options.runAs == RunOptions::automatic;
    TapQuery query;
    query.service = service;
    query.text = text;
    query.language = options.language;
    query.mode = isSync ? TapQuery::Mode::Sync : TapQuery::Mode::Async;
    if (!isSync && options.runAs != RunOptions::asJob)
        query.queue = options.runAs;
    query.runId = options.runId;
    query.maxrec = options.maxrec;
    return query;
}

} // namespace tapdesk::ui
