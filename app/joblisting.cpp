// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/joblisting.h"

#include "app/joblooks.h"
#include "core/jobs/jobnews.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using Kind = JobPhase::Kind;

/// Whether the service can tell itself which are the newest that match.
bool isServicesOwn(const RecordFilter& filter)
{
    return filter.text.isEmpty() && !filter.runId && !filter.before.isValid();
}

bool isLost(const Status& outcome)
{
    return !outcome
        && (outcome.error().kind == Error::Kind::Network
            || outcome.error().kind == Error::Kind::Timeout);
}

} // namespace

JobListing::JobListing(Application& application, TapService service, RecordFilter filter,
                       int mostDetails, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_service(std::move(service))
    , m_filter(std::move(filter))
    , m_details(mostDetails)
{
    m_filter.serviceId = m_service.id;
}

void JobListing::start()
{
    m_lists = lists();
    ask();
}

bool JobListing::isCut() const
{
    return m_isCut && m_filter.limit == 0;
}

/// What to ask for. LAST is of use where lists have no end, and where all that is wanted has run:
/// Daiquiri's leaves out what never ran.
QList<JobFilter> JobListing::lists() const
{
    JobFilter list {.phases = m_filter.phases, .after = m_filter.after};
    const auto isAny = list.phases.isEmpty() || list.phases.contains(Kind::Unknown);
    const auto isArchived = list.phases.isEmpty() || list.phases.contains(Kind::Archived);
    if (isAny)
        list.phases.clear();
    const auto hasRun = !isAny && !list.phases.contains(Kind::Pending);
    const auto isPrivate = m_application.jobs().removalAt(m_service) == Removal::Archives;
    if (m_filter.limit > 0 && isServicesOwn(m_filter) && (hasRun || !isPrivate))
        list.last = m_filter.limit;
    else if (!isPrivate)
        list.last = listedAtMost;
    if (!isAny || !isArchived)
        return {list};
    auto archived = list;
    archived.phases = {Kind::Archived};
    return {list, archived};
}

void JobListing::ask()
{
    if (m_lists.isEmpty())
        return look();
    const auto list = m_lists.takeFirst();
    auto* transfer = m_application.http().start(
        uwsDocumentRequest(list.applied(m_service.resource(u"async"_s))), this);
    connect(transfer, &Transfer::finished, this, [this, transfer, list](const auto& answer) {
        transfer->deleteLater();
        onListed(list, answer);
    });
}

void JobListing::onListed(const JobFilter& list, const Result<HttpResponse>& answer)
{
    if (!answer) {
        emit finished(failure(answer.error()));
        return;
    }
    const auto entries = readJobList(answer->body, answer->url);
    if (!entries) {
        emit finished(failure(unexpectedAnswer(*answer)));
        return;
    }
    m_isCut = m_isCut || (list.last > 0 && entries->size() >= list.last);
    if (const auto merged = merge(*entries); !merged)
        emit finished(merged);
    else
        ask();
}

Status JobListing::merge(const QList<JobListEntry>& entries)
{
    const auto seen = QDateTime::currentDateTimeUtc();
    QList<JobRecord> news;
    for (const auto& entry : entries) {
        const auto id = jobIdOf(entry.url);
        const auto known = m_application.store().job(m_service.id, id);
        if (!known)
            return failure(known.error());
        const auto before = known->value_or(JobRecord());
        const auto record = listed(before, m_service.id, entry, seen);
        if (isNews(before, record))
            news.append(record);
        m_listed.insert(id);
    }
    return news.isEmpty() ? Status() : m_application.store().save(news, JobStore::Survives::Kill);
}

/// Whether the mirror may tell what is not so any more.
bool JobListing::isInDoubt(const JobRecord& record) const
{
    if (record.gone || record.phase.kind() == Kind::Archived || m_listed.contains(record.jobId))
        return false;
    return !m_isCut || isBusy(record); // cut off at the end of the list
}

/// What the filter lets through by now, and what it may once the document is read: lists leave out
/// the query, and some the run id.
QList<JobRecord> JobListing::meant() const
{
    if (isServicesOwn(m_filter))
        return m_application.jobs().jobs(m_filter);
    auto wide = m_filter;
    wide.text.clear();
    wide.runId.reset();
    wide.limit = 0;
    QSet<QString> matching;
    for (const auto& record : m_application.jobs().jobs(m_filter))
        matching.insert(record.jobId);
    auto records = m_application.jobs().jobs(wide);
    records.removeIf([&](const JobRecord& record) {
        const auto isOpen = !record.isDescribed && !record.gone
            && ((!m_filter.text.isEmpty() && record.query.isEmpty())
                || (m_filter.runId && record.runId.isEmpty()));
        return !isOpen && !matching.contains(record.jobId);
    });
    return records;
}

/// A look may take a job out of what the filter lets through, and others come in.
void JobListing::look()
{
    QList<JobTarget> targets;
    m_unread = 0;
    for (const auto& record : meant()) {
        const auto isUnread = !record.isDescribed && !record.gone;
        if (m_looked.contains(record.jobId))
            continue;
        if (!isInDoubt(record) && !(isUnread && m_details > 0)) {
            m_unread += isUnread ? 1 : 0;
            continue;
        }
        m_details -= isInDoubt(record) ? 0 : 1;
        m_looked.insert(record.jobId);
        targets.append({m_service, record.jobId, record.url});
    }
    if (targets.isEmpty() || isLost(m_outcome)) {
        emit finished(m_outcome);
        return;
    }
    auto* looks = new JobLooks(m_application.jobs(), targets, this);
    const auto count = static_cast<int>(targets.size());
    connect(looks, &JobLooks::looked, this, [this, looks, count](int index, const Status& told) {
        if (isLost(told)) {
            m_outcome = told; // nor will the others be seen
            looks->stop();
        }
        emit progress(index + 1, count);
    });
    connect(looks, &JobLooks::finished, this, [this, looks] {
        looks->deleteLater();
        look();
    });
    looks->start();
}

QString cutText(const JobListing& listing)
{
    return u"only the newest %1 jobs of “%2” were asked for; there may be more"_s.arg(
        QString::number(listedAtMost), listing.service().id);
}

} // namespace tapdesk::app
