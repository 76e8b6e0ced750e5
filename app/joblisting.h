// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "app/joblookup.h"
#include "core/uws/jobsummary.h"

#include <QObject>
#include <QSet>

namespace tapdesk::app {

/// Makes the mirror true for the jobs of one service that a filter lets through: asks the
/// service's list, looks at those that it leaves out, and reads documents that nobody has read.
///
/// ARCHIVED jobs are listed by nobody who is not asked for them. Source: UWS 1.1, section 2.2.2.1;
/// daiquiri.md section 4.
class JobListing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobListing)

public:
    /// @param application  not owned, must outlive the object
    /// @param service      ready to be asked
    /// @param filter       its serviceId is the service's
    /// @param mostDetails  so many documents of the newest jobs are read at most
    JobListing(Application& application, TapService service, RecordFilter filter, int mostDetails,
               QObject* parent = nullptr);

    void start();

    const TapService& service() const { return m_service; }
    const RecordFilter& filter() const { return m_filter; }
    bool isCut() const; ///< the list ended where it was told to: there may be more
    int unread() const { return m_unread; } ///< jobs whose documents nobody has read

signals:
    void progress(int done, int count); ///< of the documents
    void finished(const tapdesk::Status& outcome); ///< once and last; the mirror has the jobs

private:
    QList<JobFilter> lists() const;
    void ask();
    void onListed(const JobFilter& list, const Result<HttpResponse>& answer);
    Status merge(const QList<JobListEntry>& entries);
    void look();
    bool isInDoubt(const JobRecord& record) const;
    QList<JobRecord> meant() const;

    Application& m_application;
    TapService m_service;
    RecordFilter m_filter;
    int m_details;
    int m_unread = 0;
    QList<JobFilter> m_lists; // not asked yet
    QSet<QString> m_listed; // ids
    QSet<QString> m_looked; // ids
    bool m_isCut = false;
    Status m_outcome;
};

/// That there are more jobs than were asked for.
QString cutText(const JobListing& listing);

} // namespace tapdesk::app
