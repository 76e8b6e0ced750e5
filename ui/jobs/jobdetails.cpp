// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdetails.h"

#include "ui/base/numberformat.h"

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString row(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    return u"<tr><td style='padding-right:10px' nowrap><b>%1</b></td><td>%2</td></tr>"_s.arg(
        name.toHtmlEscaped(), value.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

QString utc(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s : QString();
}

QString html(const JobRecord& job)
{
    QString text = u"<table>"_s + row(JobDetails::tr("Phase"), job.phase.word())
        + row(JobDetails::tr("Error"), job.errorMessage) + row(JobDetails::tr("Run id"), job.runId)
        + row(JobDetails::tr("Queue"), job.queue) + row(JobDetails::tr("Language"), job.language)
        + row(JobDetails::tr("Max rows"), job.maxrec ? countText(*job.maxrec) : QString())
        + row(JobDetails::tr("Rows"), job.rows ? countText(*job.rows) : QString())
        + row(JobDetails::tr("Size"), job.bytes ? bytesText(*job.bytes) : QString())
        + row(JobDetails::tr("Created"), utc(job.created))
        + row(JobDetails::tr("Started"), utc(job.started))
        + row(JobDetails::tr("Ended"), utc(job.ended))
        + row(JobDetails::tr("Last seen"), utc(job.lastSeen))
        + row(JobDetails::tr("Address"), job.url.toString()) + u"</table>"_s;
    if (!job.query.isEmpty())
        text += u"<pre style='white-space:pre-wrap'>%1</pre>"_s.arg(
            job.query.trimmed().toHtmlEscaped());
    return text;
}

} // namespace

JobDetails::JobDetails(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setPlaceholderText(tr("Select a job to see its query, its times and its error."));
    setAccessibleName(tr("Details of the job"));
}

void JobDetails::setJob(const std::optional<JobRecord>& job)
{
    if (job == m_job)
        return;
    m_job = job;
    setHtml(job ? html(*job) : QString());
}

} // namespace tapdesk::ui
