// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/show.h"

#include "app/jobjson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

constexpr int nameWidth = 16; // of "query_language", the longest that is common

QString lineOf(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    // Further lines of a long value, such as a query, stand below its first.
    QString indented = printable(value);
    indented.replace(u'\n', u'\n' + QString(nameWidth, u' '));
    return u"%1%2\n"_s.arg(printable(name) + u' ', -nameWidth).arg(indented);
}

QString timeText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace

void ShowCommand::start()
{
    const auto found = targets();
    if (!found)
        return;
    if (found->size() != 1)
        return usage(u"show takes one job"_s);
    prepareAll(*found, [this](const Targets& jobs) {
        const QUrl url = jobs.first().url();
        askSummary(url, [this, url](const Result<JobSummary>& summary) {
            if (!summary)
                return fail(summary.error());
            show(url, *summary);
        });
    });
}

void ShowCommand::show(const QUrl& url, const JobSummary& summary)
{
    if (line().json) {
        QJsonObject json = jobJson(summary);
        json.insert(u"url"_s, url.toString());
        print(QString::fromUtf8(QJsonDocument(json).toJson()));
        return finish(ExitCode::Done);
    }
    QString text = lineOf(u"URL"_s, url.toString()) + lineOf(u"Phase"_s, summary.phase.word())
        + lineOf(u"Run id"_s, summary.runId) + lineOf(u"Owner"_s, summary.ownerId)
        + lineOf(u"Created"_s, timeText(summary.creationTime))
        + lineOf(u"Started"_s, timeText(summary.startTime))
        + lineOf(u"Ended"_s, timeText(summary.endTime))
        + lineOf(u"Kept until"_s, timeText(summary.destruction));
    if (summary.executionDuration.value_or(0) > 0)
        text += lineOf(u"Time limit"_s, u"%1 s"_s.arg(*summary.executionDuration));
    text += lineOf(u"Error"_s, summary.errorMessage);
    for (const auto& [name, value] : summary.parameters)
        text += lineOf(name, value);
    for (const JobResultRef& result : summary.results)
        text += lineOf(u"Result"_s, result.href.toString());
    print(text);
    finish(ExitCode::Done);
}

} // namespace tapdesk::app
