// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/servicewatch.h"

#include "core/jobs/jobnews.h"
#include "core/jobs/pace.h"
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobsummary.h"

#include <QLoggingCategory>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

Q_LOGGING_CATEGORY(lcJobs, "tapdesk.jobs", QtInfoMsg)

namespace {

using Kind = JobPhase::Kind;

constexpr int pollsPerRecent = 4; // jobs of others are not in such a hurry
// So many that a list leaves out are worth a request for the archived ones.
constexpr qsizetype manyAbsent = 3;

/// UNKNOWN is left out: services refuse it as a filter, or do not have it (vollt, Daiquiri).
const QList<Kind>& activePhases()
{
    static const QList<Kind> phases {Kind::Pending, Kind::Queued, Kind::Executing, Kind::Held,
                                     Kind::Suspended};
    return phases;
}

} // namespace

ServiceWatch::ServiceWatch(HttpClient& http, JobStore& store, LookGate& gate, TapService service,
                           std::function<bool(const QString&)> isFollowed,
                           const Pause::Maker& makePause, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_store(store)
    , m_gate(gate)
    , m_service(std::move(service))
    , m_isFollowed(std::move(isFollowed))
    , m_announcements(*this)
    , m_turn(makePause([this] { proceed(); }))
    , m_pause(makePause([this] { poll(); }))
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
    ask(List::Whole);
    proceed();
}

void ServiceWatch::wake()
{
    if (m_watched)
        poll();
}

void ServiceWatch::listArchived()
{
    if (!m_hasArchived)
        ask(List::Archived);
    proceed();
}

void ServiceWatch::poll()
{
    if (!m_hasWhole || m_ignoresFilters) {
        ask(List::Whole);
    } else {
        ask(List::Active);
        if (++m_polls % pollsPerRecent == 0 && m_newest.isValid())
            ask(List::Recent);
    }
    proceed();
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
    const auto isDenied = !m_denied.isEmpty() && m_denied.contains(jobIdOf(jobUrl));
    if (isDenied || m_awaited.contains(jobUrl))
        return;
    m_awaited.insert(jobUrl);
    m_looks.append(jobUrl);
}

void ServiceWatch::ask(List list)
{
    if (!m_lists.contains(list))
        m_lists.append(list);
}

/// The next request, if none is on its way and it is our turn at the host.
void ServiceWatch::proceed()
{
    if (m_transfer || m_merge)
        return;
    m_pause->callOff();
    if (m_lists.isEmpty() && m_looks.isEmpty()) {
        schedule();
        return;
    }
    const auto& host = m_service.baseUrl;
    const auto wait = std::exchange(m_hasTurn, true) ? m_gate.held(host) : m_gate.takeTurn(host);
    if (wait.count() > 0) {
        m_turn->begin(wait);
        return;
    }
    m_hasTurn = false;
    m_turn->callOff();
    send();
}

/// Lists before single jobs: they tell of more. The back-off is ours, so that nothing is repeated
/// behind its back.
void ServiceWatch::send()
{
    const auto start = [this](const QUrl& url) {
        m_transfer = m_http.start(lookRequest(url), this);
        return m_transfer;
    };
    if (!m_lists.isEmpty()) {
        const auto list = m_lists.takeFirst();
        const auto url = filterOf(list).applied(m_service.resource(u"async"_s));
        connect(start(url), &Transfer::finished, this, [this, list](const auto& outcome) {
            m_wantedPause = m_transfer->wantedPause();
            std::exchange(m_transfer, nullptr)->deleteLater();
            onListed(list, outcome);
            proceed();
            m_announcements.deliver();
        });
    } else {
        const auto jobUrl = m_looks.takeFirst();
        m_awaited.remove(jobUrl);
        connect(start(jobUrl), &Transfer::finished, this, [this, jobUrl](const auto& outcome) {
            m_wantedPause = m_transfer->wantedPause();
            std::exchange(m_transfer, nullptr)->deleteLater();
            onLooked(jobUrl, outcome);
            proceed();
            m_announcements.deliver();
        });
    }
}

/// Without LAST where DELETE archives: those lists are the user's own, and Daiquiri's LAST hides
/// jobs that never ran.
JobFilter ServiceWatch::filterOf(List list) const
{
    JobFilter filter {.last = m_service.archives ? 0 : listedAtMost};
    if (list == List::Active)
        filter.phases = activePhases();
    else if (list == List::Archived)
        filter.phases = {Kind::Archived};
    else if (list == List::Recent)
        filter.after = m_newest;
    return filter;
}

void ServiceWatch::onListed(List list, const Result<HttpResponse>& outcome)
{
    if (!outcome) {
        concludeList(list, failure(outcome.error()));
        return;
    }
    const auto expects = list == List::Whole ? ListMerge::Expects::All
        : list == List::Active               ? ListMerge::Expects::Busy
                                             : ListMerge::Expects::Nothing;
    m_merge = new ListMerge(m_store, m_listed, m_isFollowed, this);
    connect(m_merge, &ListMerge::finished, this, [this, list](const auto& merged) {
        std::exchange(m_merge, nullptr)->deleteLater();
        onMerged(list, merged);
        proceed();
        m_announcements.deliver();
    });
    m_merge->start({.serviceId = m_service.id,
                    .answer = *outcome,
                    .filter = filterOf(list),
                    .expects = expects,
                    .cutAt = m_service.archives ? 0 : listedAtMost});
}

void ServiceWatch::onMerged(List list, const Result<MergedList>& merged)
{
    if (!merged) {
        concludeList(list, failure(merged.error()));
        return;
    }
    if (!merged->news.isFiltered)
        m_ignoresFilters = true;
    m_hasWhole = m_hasWhole || merged->isWhole;
    m_hasArchived = m_hasArchived || list == List::Archived;
    const auto newest = merged->news.newest;
    if (newest.isValid() && (!m_newest.isValid() || newest > m_newest))
        m_newest = newest;
    for (const auto& url : merged->ended)
        enqueue(url);
    if (list == List::Archived)
        lookAtAbsent(merged->news.listed);
    else
        lookForMissing(*merged);
    if (merged->hasChanged) {
        m_delay = m_pace.first;
        m_announcements.add([this] { emit jobsChanged(); });
    }
    concludeList(list, {});
}

void ServiceWatch::concludeList(List list, const Status& status)
{
    if (!status) {
        noteRefusal(status.error());
        if (list == List::Archived)
            lookAtAbsent({});
    }
    m_announcements.add([this, status] { emit refreshed(status); });
}

void ServiceWatch::noteRefusal(const Error& error)
{
    m_gate.note(m_service.baseUrl, error, m_wantedPause);
}

/// What we know and the list does not: archived, gone, or, of a list of active jobs, ended.
void ServiceWatch::lookForMissing(const MergedList& merged)
{
    m_unlisted.subtract(merged.news.listed);
    QList<QUrl> ended;
    for (const auto& record : merged.missing) {
        if (m_unlisted.contains(record.jobId))
            continue;
        const auto address = jobAddress(m_service, record.url);
        if (record.phase.isTerminal()) {
            m_unlisted.insert(record.jobId);
            ended.append(address);
        } else {
            enqueue(address);
        }
    }
    m_absent.append(ended);
    if (m_absent.size() > manyAbsent && m_service.archives && !m_ignoresFilters)
        ask(List::Archived);
    else
        lookAtAbsent({});
}

/// Those that were tidied away in numbers, by a script or on the web page, are not asked for one
/// by one.
void ServiceWatch::lookAtAbsent(const QSet<QString>& archived)
{
    for (const auto& address : std::exchange(m_absent, {})) {
        if (archived.isEmpty() || !archived.contains(jobIdOf(address)))
            enqueue(address);
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
        if (isHidden(before)) {
            m_denied.insert(id);
            return failure(outcome.error());
        }
        record.gone = true;
    } else {
        const auto error = outcome ? unexpectedAnswer(*outcome) : outcome.error();
        if (error.kind == Error::Kind::Unauthorized)
            m_denied.insert(id);
        m_unlisted.remove(id);
        noteRefusal(error);
        return failure(error); // the next list tells whether it is still missing
    }
    m_listed.remove(id); // what a list tells next is compared with this
    if (isNews(before, record)) {
        if (const auto saved = m_store.save(record, JobStore::Survives::Kill); !saved)
            qCWarning(lcJobs) << "Job not stored:" << saved.error().detail;
        m_announcements.add([this, record] { emit jobChanged(record); });
    }
    return record.gone ? Status(failure(outcome.error())) : Status();
}

/// A job of somebody who is not logged in now: Daiquiri answers 404 for it, so that this tells
/// nothing. Source: daiquiri.md section 1.
bool ServiceWatch::isHidden(const JobRecord& record) const
{
    return !record.owner.isEmpty() && !m_http.credentials().forUrl(m_service.baseUrl);
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
    const auto busy = m_store.jobs(busyJobs(m_service.id));
    auto pace = m_pace;
    auto isWaitedFor = false;
    for (const auto& record : busy.value_or(QList<JobRecord>())) {
        if (m_isFollowed(record.jobId))
            continue;
        const auto own = paceFor(m_pace, timeLimit(record, m_service));
        pace.longest = isWaitedFor ? std::min(pace.longest, own.longest) : own.longest;
        isWaitedFor = true;
    }
    if (!isWaitedFor)
        return;
    m_delay = std::min(std::max(m_delay, pace.first), std::max(pace.longest, pace.first));
    m_pause->begin(m_delay);
    m_delay =
        std::min(std::chrono::duration_cast<milliseconds>(m_delay * pace.growth), pace.longest);
}

} // namespace tapdesk
