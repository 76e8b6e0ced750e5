// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobhtml.h"

#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/base/sqlstyle.h"
#include "ui/base/theme.h"
#include "ui/jobs/jobwords.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype longestParameter = 300; // the document has all of it

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::JobHtml)
};

QString link(const QString& target, const QString& words)
{
    return u"<a href='%1'>%2</a>"_s.arg(target.toHtmlEscaped(), words.toHtmlEscaped());
}

QString heading(const QString& words, const QString& more = {})
{
    return u"<p style='margin-bottom:2px'><b>%1</b>%2</p>"_s.arg(
        words.toHtmlEscaped(), more.isEmpty() ? QString() : u" &nbsp; "_s + more);
}

/// As factRow(), of words that are HTML already.
QString linkRow(const QString& name, const QString& html)
{
    return u"<tr><td style='padding-right:12px; white-space:nowrap'><b>%1</b></td><td>%2</td></tr>"_s
        .arg(name.toHtmlEscaped(), html);
}

QString jobLink(const JobRecord& job)
{
    const auto id = QString::fromLatin1(QUrl::toPercentEncoding(job.jobId));
    return link(joblink::job + id, jobName(job)) + u" (%1)"_s.arg(phaseText(job).toHtmlEscaped());
}

QString limits(const JobRecord& job)
{
    QString rows;
    if (job.executionDuration) {
        rows += factRow(Text::tr("May run"),
                        *job.executionDuration > 0
                            ? durationText(std::chrono::seconds(*job.executionDuration))
                            : Text::tr("without a limit"));
    }
    return rows + factRow(Text::tr("Kept until"), utcText(job.destruction));
}

QString lineage(const JobStory& story)
{
    QString rows;
    if (story.original)
        rows += linkRow(Text::tr("Rerun of"), jobLink(*story.original));
    else
        rows += factRow(Text::tr("Rerun of"), story.job.rerunOf);
    QStringList reruns;
    for (const auto& rerun : story.reruns)
        reruns.append(jobLink(rerun));
    if (!reruns.isEmpty())
        rows += linkRow(Text::tr("Rerun as"), reruns.join(u"<br>"_s));
    return rows;
}

QString facts(const JobStory& story)
{
    const auto& job = story.job;
    return factRow(Text::tr("Phase"), phaseText(job))
        + factRow(Text::tr("In sight"), outOfSightText(job, QDateTime::currentDateTimeUtc()))
        + factRow(Text::tr("Run id"), job.runId) + factRow(Text::tr("Queue"), job.queue)
        + factRow(Text::tr("Language"), job.language)
        + factRow(Text::tr("Max rows"), job.maxrec ? countText(*job.maxrec) : QString())
        + factRow(Text::tr("Rows"), job.rows ? countText(*job.rows) : QString())
        + factRow(Text::tr("Size there"), job.serverBytes ? bytesText(*job.serverBytes) : QString())
        + factRow(Text::tr("Size here"), job.bytes ? bytesText(*job.bytes) : QString())
        + limits(job) + lineage(story) + factRow(Text::tr("Owner"), job.owner)
        + factRow(Text::tr("Address"), job.url.toString());
}

QString history(const QList<PhaseChange>& changes)
{
    QString rows;
    for (const auto& change : changes) {
        const auto time = utcText(change.at);
        rows += factRow(change.phase.word(),
                        change.source == PhaseChange::Source::Look
                            ? Text::tr("%1, as seen here").arg(time)
                            : time);
    }
    return rows.isEmpty() ? rows
                          : heading(Text::tr("History")) + u"<table>"_s + rows + u"</table>"_s;
}

QString parameters(const JobStory& story)
{
    QString rows;
    for (const auto& [name, value] : story.parameters) {
        const bool isLong = value.size() > longestParameter;
        rows += factRow(name, isLong ? value.left(longestParameter) + u'…' : value);
    }
    return rows.isEmpty() ? rows
                          : heading(Text::tr("Parameters")) + u"<table>"_s + rows + u"</table>"_s;
}

} // namespace

QString jobHtml(const JobStory& story, const Theme& theme, bool isDocumentOpen)
{
    const auto& job = story.job;
    QString page;
    if (!job.errorMessage.isEmpty()) {
        page += heading(Text::tr("Error"), link(joblink::copyError, Text::tr("Copy")))
            + u"<div style='color:%1'>"_s.arg(theme.bad.name())
            + preformatted(job.errorMessage.trimmed()) + u"</div>"_s;
    }
    if (!job.query.isEmpty()) {
        page += heading(Text::tr("Query"), link(joblink::copyQuery, Text::tr("Copy")))
            + sqlHtml(job.query.trimmed(), sql::dialectFromLanguage(job.language), theme);
    }
    page += u"<p></p><table>"_s + facts(story) + u"</table>"_s + history(story.history)
        + parameters(story);
    if (!story.document.isEmpty()) {
        page +=
            heading(Text::tr("Job document"),
                    link(joblink::document, isDocumentOpen ? Text::tr("Hide") : Text::tr("Show")));
        if (isDocumentOpen)
            page += preformatted(QString::fromUtf8(story.document));
    }
    return page;
}

} // namespace tapdesk::ui
