// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdetails.h"

#include "core/jobs/jobmonitor.h"
#include "ui/base/theme.h"
#include "ui/jobs/jobhtml.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QScrollBar>

namespace tapdesk::ui {

JobDetails::JobDetails(const JobMonitor& monitor, QWidget* parent)
    : QTextBrowser(parent)
    , m_monitor(monitor)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setPlaceholderText(tr("Select a job to see its query, its times and its error."));
    setAccessibleName(tr("Details of the job"));
    connect(this, &QTextBrowser::anchorClicked, this, &JobDetails::onLink);
    connect(&monitor, &JobMonitor::jobChanged, this, &JobDetails::onJobChanged);
}

void JobDetails::setJob(const std::optional<JobRecord>& job)
{
    if (job == m_job)
        return;
    const bool isSame = job && m_job && keyOf(*job) == keyOf(*m_job);
    m_job = job;
    if (!isSame)
        m_isDocumentOpen = false;
    const int place = isSame ? verticalScrollBar()->value() : 0;
    showStory();
    verticalScrollBar()->setValue(place); // who reads the query of a running job reads on
}

void JobDetails::showStory()
{
    const int place = verticalScrollBar()->value();
    setHtml(
        m_job ? jobHtml(storyOf(*m_job, m_monitor.store()), Theme::of(palette()), m_isDocumentOpen)
              : QString());
    verticalScrollBar()->setValue(place);
}

/// A rerun of the job is news of the job.
void JobDetails::onJobChanged(const JobRecord& job)
{
    if (m_job && job.serviceId == m_job->serviceId && job.rerunOf == m_job->jobId)
        showStory();
}

void JobDetails::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStory();
}

void JobDetails::onLink(const QUrl& url)
{
    if (!m_job)
        return;
    const auto target = url.toString();
    if (target == joblink::copyError) {
        QApplication::clipboard()->setText(m_job->errorMessage);
    } else if (target == joblink::copyQuery) {
        QApplication::clipboard()->setText(m_job->query);
    } else if (target == joblink::document) {
        m_isDocumentOpen = !m_isDocumentOpen;
        showStory();
    } else if (target.startsWith(joblink::job)) {
        emit jobWanted({m_job->serviceId, url.path(QUrl::FullyDecoded)});
    }
}

} // namespace tapdesk::ui
