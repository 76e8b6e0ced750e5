// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/servicewatch.h"

#include "core/jobs/jobnews.h"
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobsummary.h"

#include <QHash>
#include <QLoggingCategory>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

Q_LOGGING_CATEGORY(lcJobs, "tapdesk.jobs", QtInfoMsg)

namespace {

constexpr int listedAtMost = 500; // lists of anonymous jobs have no end

} // namespace

ServiceWatch::ServiceWatch(HttpClient& http, JobStore& store, TapService service,
                           std::function<bool(const QString&)> isFollowed,
                           const Pause::Maker& makePause, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_store(store)
    , m_service(std::move(service))
    , m_isFollowed(std::move(isFollowed))
    , m_announcements(*this)
    , m_pause(makePause([this] { refresh(); }))
{
}

void ServiceWatch::setService(const TapService& service)
{
    m_service = service;
}

void ServiceWatch::setPace(const UwsJob::Pace& pace)
{
    m_pace = pace;
}

void ServiceWatch::setWatched(bool watched)
{
    m_watched = watched;
    if (watched)
        refresh();
    else
        m_pause->callOff();
}

void ServiceWatch::refresh()
{
    m_listWanted = true;
    proceed();
}

void ServiceWatch::wake()
{
    if (m_watched)
        refresh();
}

void ServiceWatch::look(const QUrl& jobUrl)
{
    m_denied.remove(jobIdOf(jobUrl));
    m_unlisted.remove(jobIdOf(jobUrl));
    enqueue(jobUrl);
    proceed();
}

void ServiceWatch::enqueue(const QUrl& jobUrl)
{
    if (!m_looks.contains(jobUrl) && !m_denied.contains(jobIdOf(jobUrl)))
        m_looks.append(jobUrl);
}

/// The next request, if none is on its way: what the user asked for before what we want to know.
void ServiceWatch::proceed()
{
    if (m_transfer)
        return;
    m_pause->callOff();
    if (m_listWanted) {
        list();
    } else if (!m_looks.isEmpty()) {
        const auto jobUrl = m_looks.takeFirst();
        m_transfer = m_http.start(uwsDocumentRequest(jobUrl), this);
        connect(m_transfer, &Transfer::finished, this, [this, jobUrl](const auto& outcome) {
            std::exchange(m_transfer, nullptr)->deleteLater();
            onLooked(jobUrl, outcome);
            proceed();
            m_announcements.deliver();
        });
    } else {
        schedule();
    }
}

/// Without LAST where DELETE archives: those lists are the user's own, and Daiquiri's LAST hides
/// jobs that never ran.
void ServiceWatch::list()
{
    m_listWanted = false;
    const JobFilter filter {.last = m_service.archives ? 0 : listedAtMost};
    m_transfer =
        m_http.start(uwsDocumentRequest(filter.applied(m_service.resource(u"async"_s))), this);
    connect(m_transfer, &Transfer::finished, this, [this](const auto& outcome) {
        std::exchange(m_transfer, nullptr)->deleteLater();
        onListed(outcome);
        proceed();
        m_announcements.deliver();
    });
}

void ServiceWatch::onListed(const Result<HttpResponse>& outcome)
{
    auto status = Status();
    if (!outcome)
        status = failure(outcome.error());
    else if (const auto entries = readJobList(outcome->body, outcome->url))
        status = merge(*entries);
    else
        status = failure(unexpectedAnswer(*outcome));
    m_announcements.add([this, status] { emit refreshed(status); });
}

Status ServiceWatch::merge(const QList<JobListEntry>& entries)
{
    const auto known = m_store.jobs(m_service.id);
    if (!known)
        return failure(known.error());
    QHash<QString, JobRecord> byId;
    for (const auto& record : *known)
        byId.insert(record.jobId, record);

    const auto seen = QDateTime::currentDateTimeUtc();
    QList<JobRecord> news;
    for (const auto& entry : entries) {
        const auto id = jobIdOf(entry.url);
        const auto before = byId.value(id);
        auto record = before;
        record.serviceId = m_service.id;
        record.jobId = id;
        record.url = entry.url;
        tell(record, entry, seen);
        if (!m_isFollowed(id) && isNews(before, record))
            news.append(record);
        const auto isKnown = !before.jobId.isEmpty();
        if (isKnown && isBusy(before) && record.phase.isTerminal())
            enqueue(entry.url); // for its times, rows and error
    }
    lookForMissing(entries, *known);
    if (news.isEmpty())
        return {};
    m_delay = m_pace.first;
    auto saved = m_store.save(news, JobStore::Survives::Kill);
    m_announcements.add([this] { emit jobsChanged(); });
    return saved;
}

/// What we know and the list does not: archived, gone, or cut off at the end of a long list.
void ServiceWatch::lookForMissing(const QList<JobListEntry>& entries, const QList<JobRecord>& known)
{
    QSet<QString> listed;
    for (const auto& entry : entries)
        listed.insert(jobIdOf(entry.url));
    m_unlisted.subtract(listed);
    const auto isCut = !m_service.archives && entries.size() >= listedAtMost;
    for (const auto& record : known) {
        const auto isSettled = record.gone || record.phase.kind() == JobPhase::Kind::Archived;
        const auto mayBeCutOff = isCut && !isBusy(record);
        if (isSettled || mayBeCutOff || listed.contains(record.jobId)
            || m_unlisted.contains(record.jobId) || m_isFollowed(record.jobId))
            continue;
        enqueue(jobAddress(m_service, record.url));
        if (record.phase.isTerminal())
            m_unlisted.insert(record.jobId);
    }
}

void ServiceWatch::onLooked(const QUrl& jobUrl, const Result<HttpResponse>& outcome)
{
    const auto learnt = learn(jobUrl, outcome);
    m_announcements.add([this, jobUrl, learnt] { emit looked(jobUrl, learnt); });
}

Status ServiceWatch::learn(const QUrl& jobUrl, const Result<HttpResponse>& outcome)
{
    const auto id = jobIdOf(jobUrl);
    const auto found = m_store.job(m_service.id, id);
    const auto before = found && *found ? **found : JobRecord();
    auto record = before;
    record.serviceId = m_service.id;
    record.jobId = id;
    record.url = jobUrl;

    const auto summary = outcome ? readJobSummary(outcome->body, outcome->url)
                                 : Result<JobSummary>(failure(outcome.error()));
    if (summary) {
        tell(record, *summary, QDateTime::currentDateTimeUtc());
        // What has ended does not change any more but to ARCHIVED, whose document says less.
        if (record.phase.isTerminal() && record.phase.kind() != JobPhase::Kind::Archived)
            keepDocument(id, outcome->body);
    } else if (!outcome && isGone(outcome.error())) {
        if (before.jobId.isEmpty())
            return failure(outcome.error()); // never seen, and not there
        record.gone = true;
    } else {
        const auto error = outcome ? unexpectedAnswer(*outcome) : outcome.error();
        if (error.kind == Error::Kind::Unauthorized)
            m_denied.insert(id);
        m_unlisted.remove(id);
        return failure(error); // the next list tells whether it is still missing
    }
    if (isNews(before, record)) {
        if (const auto saved = m_store.save(record, JobStore::Survives::Kill); !saved)
            qCWarning(lcJobs) << "Job not stored:" << saved.error().detail;
        m_announcements.add([this, record] { emit jobChanged(record); });
    }
    return record.gone ? Status(failure(outcome.error())) : Status();
}

void ServiceWatch::keepDocument(const QString& jobId, const QByteArray& document)
{
    if (const auto saved = m_store.saveDocument(m_service.id, jobId, document); !saved)
        qCWarning(lcJobs) << "Document of a job not stored:" << saved.error().detail;
}

void ServiceWatch::schedule()
{
    if (!m_watched)
        return;
    const auto known = m_store.jobs(m_service.id);
    const auto isWaitedFor = [this](const JobRecord& record) {
        return isBusy(record) && !m_isFollowed(record.jobId);
    };
    if (!known || std::none_of(known->cbegin(), known->cend(), isWaitedFor))
        return;
    m_delay = std::max(m_delay, m_pace.first);
    m_pause->begin(m_delay);
    m_delay =
        std::min(std::chrono::duration_cast<milliseconds>(m_delay * m_pace.growth), m_pace.longest);
}

} // namespace tapdesk
