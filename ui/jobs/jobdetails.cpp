// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdetails.h"

#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/jobs/jobwords.h"

#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString html(const JobRecord& job)
{
    QString text = u"<table>"_s + factRow(JobDetails::tr("Phase"), phaseText(job))
        + factRow(JobDetails::tr("Error"), job.errorMessage)
        + factRow(JobDetails::tr("Run id"), job.runId) + factRow(JobDetails::tr("Queue"), job.queue)
        + factRow(JobDetails::tr("Language"), job.language)
        + factRow(JobDetails::tr("Max rows"), job.maxrec ? countText(*job.maxrec) : QString())
        + factRow(JobDetails::tr("Rows"), job.rows ? countText(*job.rows) : QString())
        + factRow(JobDetails::tr("Size"), job.bytes ? bytesText(*job.bytes) : QString())
        + factRow(JobDetails::tr("Created"), utcText(job.created))
        + factRow(JobDetails::tr("Started"), utcText(job.started))
        + factRow(JobDetails::tr("Ended"), utcText(job.ended))
        + factRow(JobDetails::tr("Last seen"), utcText(job.lastSeen))
        + factRow(JobDetails::tr("Address"), job.url.toString()) + u"</table>"_s;
    if (!job.query.isEmpty())
        text += preformatted(job.query.trimmed());
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
    const bool isSame = job && m_job && job->url == m_job->url;
    const int place = isSame ? verticalScrollBar()->value() : 0;
    m_job = job;
    setHtml(job ? html(*job) : QString());
    verticalScrollBar()->setValue(place); // who reads the query of a running job reads on
}

} // namespace tapdesk::ui
