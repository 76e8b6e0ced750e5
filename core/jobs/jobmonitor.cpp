// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobmonitor.h"

#include "core/base/announcements.h"
#include "core/base/weburl.h"
#include "core/jobs/creationlog.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/pace.h"
#include "core/jobs/runidchange.h"
#include "core/jobs/servicewatch.h"
#include "core/net/httpclient.h"
#include "core/uws/jobanswer.h"
#include "core/uws/jobcommand.h"
#include "core/uws/lookgate.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

#include <map>
#include <set>
#include <utility>

namespace tapdesk {

Q_DECLARE_LOGGING_CATEGORY(lcJobs)

namespace {

/// One run and the record of its job. As the job's journal it stores the record the moment the
/// job's URL is known, with all that a rerun needs.
class FollowedRun final : public JobJournal
{
public:
    FollowedRun(JobStore& store, CreationLog& log, const TapQuery& query)
        : m_store(store)
        , m_log(log)
    {
        record.serviceId = query.service.id;
        record.runId = query.runId;
        record.query = query.text;
        record.language = query.language.isEmpty() ? query.service.language : query.language;
        record.queue = query.queue;
        record.maxrec = query.maxrec;
    }

    void jobCreated(const QUrl& jobUrl, CreationLog::Stored stored) override
    {
        if (witness) {
            if (const auto told = witness(jobUrl); !told) {
                m_log.refuse(told, std::move(stored));
                return;
            }
        }
        record.url = jobUrl;
        record.jobId = jobIdOf(jobUrl);
        record.phase = JobPhase::Kind::Pending;
        record.created = QDateTime::currentDateTimeUtc();
        record.isCreatedOurs = true;
        record.lastSeen = record.created;
        record.sentHere = true;
        isUnseen = true;
        m_log.add(record, std::move(stored));
    }

    bool knows(const QUrl& jobUrl) const override
    {
        const auto id = jobIdOf(jobUrl);
        const auto known = m_store.job(record.serviceId, id);
        return (known && *known && (*known)->sentHere) || m_log.holds(record.serviceId, id);
    }

    bool isJob() const { return !record.jobId.isEmpty(); }

    JobRecord record;
    std::unique_ptr<TapRun> run;
    JobMonitor::Witness witness;
    bool isReleased = false;
    bool isAborting = false;
    bool isUnseen = false; ///< the job was made here, and nobody has looked at it since

private:
    JobStore& m_store;
    CreationLog& m_log;
};

using std::chrono::milliseconds;

using JobKey = std::pair<QString, QString>; // service and job

constexpr auto saveAgainAfter = std::chrono::seconds(5);

/// A job that is done is not failed by a result that could not be fetched; whether it is still
/// there, a look tells.
void noteFailure(JobRecord& record, const Error& error)
{
    if (record.phase.kind() == JobPhase::Kind::Completed)
        return;
    record.gone = record.gone || isGone(error);
    if (record.errorMessage.isEmpty() && error.kind != Error::Kind::Cancelled)
        record.errorMessage = error.detail; // such as the quota's, when RUN was refused
}

} // namespace

class JobMonitor::Private final : public LookGate
{
public:
    Private(JobMonitor* monitor, HttpClient& client, JobStore& mirror)
        : q(monitor)
        , http(client)
        , store(mirror)
        , created(mirror)
        , announcements(*monitor)
    {
        timer.start();
    }

    milliseconds takeTurn(const QUrl& url) override { return budget.takeTurn(hostOf(url), now()); }
    milliseconds takeTurnAhead(const QUrl& url) override
    {
        return budget.takeTurnAhead(hostOf(url), now());
    }
    milliseconds held(const QUrl& url) const override { return budget.held(hostOf(url), now()); }
    void hold(const QUrl& url, milliseconds pause) override
    {
        budget.hold(hostOf(url), now(), pause);
    }
    bool beginWait(const QUrl& url) override { return budget.beginWait(hostOf(url)); }
    void endWait(const QUrl& url) override { budget.endWait(hostOf(url)); }
    milliseconds now() const { return clock(); }

    FollowedRun& follow(const TapQuery& query);
    FollowedRun& follow(const TapQuery& query, const std::optional<JobRecord>& known,
                        const QUrl& jobUrl);
    FollowedRun* following(const QString& serviceId, const QString& jobId) const;
    void onStarted(FollowedRun& followed);
    void onSummary(FollowedRun& followed);
    void onFinished(FollowedRun& followed, const Result<QueryResult>& outcome);
    void keep(FollowedRun& followed, const JobRecord& before);
    void saveAgainLater();
    void saveAgain();
    void forget(FollowedRun& followed);
    ServiceWatch& watchOf(const TapService& service);
    void command(const TapService& service, const QUrl& jobUrl, JobCommand::Action action);
    bool isThere(const TapService& service, const QUrl& jobUrl) const;
    void learnRemoval(const QString& serviceId, const QUrl& jobUrl);

    JobMonitor* q;
    HttpClient& http;
    JobStore& store;
    CreationLog created;
    ResultPlace* place = nullptr;
    Announcements announcements;
    UwsJob::Pace pace;
    HostBudget budget;
    QElapsedTimer timer;
    Clock clock = [this] { return milliseconds(timer.elapsed()); };
    Pause::Maker makePause = timedPause;
    std::map<TapRun*, std::unique_ptr<FollowedRun>> runs;
    std::map<QString, std::unique_ptr<ServiceWatch>> watches; // by service
    std::set<QString> unblocking; // services that ignore WAIT
    std::map<JobKey, JobRecord> unsaved; // news that could not be stored, such as on a full disk
    std::unique_ptr<Pause> savingAgain;
    std::set<QUrl> removed; // by us just now: the look that follows tells what became of them
};

FollowedRun& JobMonitor::Private::follow(const TapQuery& query)
{
    auto made = std::make_unique<FollowedRun>(store, created, query);
    auto& followed = *made;
    followed.run = std::make_unique<TapRun>(http, query, &followed);
    auto runPace = paceFor(pace, timeLimit(query.queue, query.service));
    if (unblocking.contains(query.service.id))
        runPace.wait = std::chrono::seconds(0);
    auto* run = followed.run.get();
    run->setPlace(place);
    run->setPace(runPace);
    run->setGate(this);
    run->setPauses(makePause);
    runs.emplace(run, std::move(made));
    connect(run, &TapRun::jobCreated, q,
            [this, &followed] { emit q->jobChanged(followed.record); });
    connect(run, &TapRun::stageChanged, q, [this, &followed](TapRun::Stage stage) {
        if (stage == TapRun::Stage::Waiting && followed.isUnseen)
            onStarted(followed);
        announcements.deliver();
    });
    connect(run, &TapRun::summaryChanged, q, [this, &followed] {
        onSummary(followed);
        announcements.deliver();
    });
    connect(run, &TapRun::finished, q, [this, &followed](const auto& outcome) {
        onFinished(followed, outcome);
        announcements.deliver();
    });
    return followed;
}

/// A job that exists. @param known  what the mirror has of it
FollowedRun& JobMonitor::Private::follow(const TapQuery& query,
                                         const std::optional<JobRecord>& known, const QUrl& jobUrl)
{
    auto& followed = follow(query);
    if (known)
        followed.record = *known;
    followed.record.url = jobAddress(query.service, jobUrl);
    followed.record.jobId = jobIdOf(followed.record.url);
    return followed;
}

FollowedRun* JobMonitor::Private::following(const QString& serviceId, const QString& jobId) const
{
    for (const auto& [run, followed] : runs) {
        if (run->stage() != TapRun::Stage::Finished && followed->record.serviceId == serviceId
            && followed->record.jobId == jobId)
            return followed.get();
    }
    return nullptr;
}

/// The service has taken RUN. Written down before anybody looks, as a run may be left now, and the
/// program with it: nothing would ask for a job that waits to be started.
void JobMonitor::Private::onStarted(FollowedRun& followed)
{
    const auto before = followed.record;
    followed.isUnseen = false;
    followed.record.phase = JobPhase::Kind::Queued;
    followed.record.lastSeen = QDateTime::currentDateTimeUtc();
    keep(followed, before);
}

void JobMonitor::Private::onSummary(FollowedRun& followed)
{
    const auto before = followed.record;
    followed.isUnseen = false;
    tell(followed.record, followed.run->summary(), QDateTime::currentDateTimeUtc());
    keep(followed, before);
}

void JobMonitor::Private::onFinished(FollowedRun& followed, const Result<QueryResult>& outcome)
{
    const auto& run = *followed.run;
    if (!run.serviceBlocks())
        unblocking.insert(followed.record.serviceId);
    if (followed.isJob()) {
        const auto before = followed.record;
        if (outcome) {
            followed.record.rows = outcome->truth.rows;
            followed.record.bytes = outcome->provenance.bytes;
        } else {
            noteFailure(followed.record, outcome.error());
            if (isGone(outcome.error()) && !followed.record.gone)
                watchOf(run.query().service).look(followed.record.url);
        }
        keep(followed, before);
    }
    // From here on only looks and the list tell of a job that goes on.
    const auto watch = watches.find(followed.record.serviceId);
    if (run.isDetached())
        watchOf(run.query().service).look(followed.record.url);
    else if (followed.isJob() && isBusy(followed.record) && watch != watches.end())
        watch->second->wake();
    if (followed.isReleased)
        forget(followed);
}

void JobMonitor::Private::keep(FollowedRun& followed, const JobRecord& before)
{
    if (!isNews(before, followed.record))
        return;
    const JobKey key {followed.record.serviceId, followed.record.jobId};
    if (const auto saved = store.save(followed.record, JobStore::Survives::Kill); saved) {
        unsaved.erase(key);
    } else {
        qCWarning(lcJobs) << "Job not stored:" << saved.error().detail;
        unsaved.insert_or_assign(key, followed.record);
        saveAgainLater();
    }
    announcements.add(
        [monitor = q, record = followed.record] { emit monitor->jobChanged(record); });
}

/// What has ended is not told again, and the mirror would have it run for ever.
void JobMonitor::Private::saveAgainLater()
{
    if (!savingAgain)
        savingAgain = makePause([this] { saveAgain(); });
    savingAgain->begin(saveAgainAfter);
}

void JobMonitor::Private::saveAgain()
{
    QList<JobRecord> records;
    for (const auto& [key, record] : unsaved)
        records.append(record);
    if (store.save(records))
        unsaved.clear();
    else
        saveAgainLater();
}

/// The run may be in the middle of its last signal.
void JobMonitor::Private::forget(FollowedRun& followed)
{
    auto* run = followed.run.release();
    run->setParent(q);
    run->deleteLater();
    runs.erase(run);
}

ServiceWatch& JobMonitor::Private::watchOf(const TapService& service)
{
    auto& watch = watches[service.id];
    if (watch) {
        watch->setService(service);
        return *watch;
    }
    const auto id = service.id;
    const auto isFollowed = [this, id](const QString& jobId) {
        return following(id, jobId) != nullptr;
    };
    watch = std::make_unique<ServiceWatch>(http, store, *this, service, isFollowed, makePause);
    watch->setPace(pace);
    connect(watch.get(), &ServiceWatch::jobChanged, q, &JobMonitor::jobChanged);
    connect(watch.get(), &ServiceWatch::jobsChanged, q, [this, id] { emit q->jobsChanged(id); });
    connect(watch.get(), &ServiceWatch::looked, q, [this, id](const QUrl& url, const auto& told) {
        learnRemoval(id, url);
        emit q->looked(url, told);
    });
    connect(watch.get(), &ServiceWatch::refreshed, q,
            [this, id](const auto& outcome) { emit q->refreshed(id, outcome); });
    return *watch;
}

void JobMonitor::Private::command(const TapService& service, const QUrl& jobUrl,
                                  JobCommand::Action action)
{
    const auto known = store.job(service.id, jobIdOf(jobUrl));
    auto* command = new JobCommand(http, jobAddress(service, jobUrl), action, q);
    if (known && *known && (*known)->phase.isTerminal())
        command->setEnded();
    command->setGate(this);
    command->setPauses(makePause);
    command->setPause(
        std::min<std::chrono::milliseconds>(pace.first, std::chrono::milliseconds(500)));
    connect(command, &JobCommand::finished, q,
            [this, command, service, jobUrl, action](const auto& outcome) {
                command->deleteLater();
                const auto address = jobAddress(service, jobUrl);
                if (outcome && action == JobCommand::Action::Delete && isThere(service, address))
                    removed.insert(address);
                watchOf(service).look(address);
                emit q->commandFinished(jobUrl, outcome);
            });
    command->start();
}

/// Whether a job could be deleted at all: neither archived nor gone before.
bool JobMonitor::Private::isThere(const TapService& service, const QUrl& jobUrl) const
{
    const auto known = store.job(service.id, jobIdOf(jobUrl));
    return known && *known && !(*known)->gone && (*known)->phase.kind() != JobPhase::Kind::Archived;
}

void JobMonitor::Private::learnRemoval(const QString& serviceId, const QUrl& jobUrl)
{
    if (removed.erase(jobUrl) == 0)
        return;
    const auto known = store.job(serviceId, jobIdOf(jobUrl));
    if (!known || !*known)
        return;
    const auto archived = (*known)->phase.kind() == JobPhase::Kind::Archived;
    if (!archived && !(*known)->gone)
        return;
    const auto removal = archived ? Removal::Archives : Removal::Deletes;
    if (store.removal(serviceId) == removal)
        return;
    if (const auto saved = store.saveRemoval(serviceId, removal); !saved)
        qCWarning(lcJobs) << "Not stored what removal does:" << saved.error().detail;
}

JobMonitor::JobMonitor(HttpClient& http, JobStore& store, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, http, store))
{
}

JobMonitor::~JobMonitor() = default;

void JobMonitor::setPlace(ResultPlace* place)
{
    d->place = place;
}

ResultPlace* JobMonitor::place() const
{
    return d->place;
}

void JobMonitor::setPace(const UwsJob::Pace& pace)
{
    d->pace = pace;
    for (const auto& [id, watch] : d->watches)
        watch->setPace(pace);
}

void JobMonitor::setPauses(const Pause::Maker& makePause)
{
    d->makePause = makePause;
}

void JobMonitor::setClock(Clock clock)
{
    d->clock = std::move(clock);
}

void JobMonitor::setBudget(const HostBudget::Limits& limits)
{
    d->budget.setLimits(limits);
}

LookGate& JobMonitor::gate() const
{
    return *d;
}

TapRun* JobMonitor::run(const TapQuery& query, const QString& rerunOf, const Witness& witness)
{
    auto& followed = d->follow(query);
    followed.record.rerunOf = rerunOf;
    followed.witness = witness;
    auto* run = followed.run.get();
    run->start();
    return run;
}

TapRun* JobMonitor::fetch(const TapService& service, const QUrl& jobUrl)
{
    const auto known = job(service.id, jobIdOf(jobUrl));
    auto& followed = d->follow({.service = service,
                                .mode = TapQuery::Mode::Async,
                                .maxrec = known ? known->maxrec : std::nullopt},
                               known, jobUrl);
    followed.run->attach(followed.record.url);
    return followed.run.get();
}

TapRun* JobMonitor::resume(const TapQuery& query, const QUrl& jobUrl)
{
    auto& followed = d->follow(query, job(query.service.id, jobIdOf(jobUrl)), jobUrl);
    followed.run->resume(followed.record.url);
    return followed.run.get();
}

TapRun* JobMonitor::reopen(const TapQuery& query, const QString& file, const QueryResult& known)
{
    auto* run = d->follow(query).run.get();
    run->reopen(file, known);
    return run;
}

void JobMonitor::release(TapRun* run)
{
    const auto found = d->runs.find(run);
    if (found == d->runs.end())
        return;
    if (run->stage() == TapRun::Stage::Finished) {
        d->forget(*found->second);
        return;
    }
    found->second->isReleased = true;
    if (!run->isCancelling())
        run->detach();
}

QList<JobRecord> JobMonitor::jobs(const QString& serviceId) const
{
    return jobs(RecordFilter {.serviceId = serviceId});
}

QList<JobRecord> JobMonitor::jobs(const RecordFilter& filter) const
{
    const auto records = d->store.jobs(filter);
    if (!records)
        qCWarning(lcJobs) << "Jobs cannot be read:" << records.error().detail;
    return records.value_or(QList<JobRecord>());
}

std::optional<JobRecord> JobMonitor::job(const QString& serviceId, const QString& jobId) const
{
    const auto record = d->store.job(serviceId, jobId);
    if (!record)
        qCWarning(lcJobs) << "Job cannot be read:" << record.error().detail;
    return record.value_or(std::nullopt);
}

const JobStore& JobMonitor::store() const
{
    return d->store;
}

void JobMonitor::watch(const TapService& service)
{
    d->watchOf(service).setWatched(true);
}

void JobMonitor::unwatch(const QString& serviceId)
{
    if (const auto found = d->watches.find(serviceId); found != d->watches.end())
        found->second->setWatched(false);
}

void JobMonitor::refresh(const TapService& service)
{
    d->watchOf(service).refresh();
}

void JobMonitor::listArchived(const TapService& service)
{
    d->watchOf(service).listArchived();
}

void JobMonitor::look(const TapService& service, const QUrl& jobUrl)
{
    d->watchOf(service).look(jobAddress(service, jobUrl));
}

void JobMonitor::abort(const TapService& service, const QUrl& jobUrl)
{
    auto* followed = d->following(service.id, jobIdOf(jobUrl));
    if (!followed || followed->run->stage() == TapRun::Stage::Receiving) {
        d->command(service, jobUrl, JobCommand::Action::Abort);
        return;
    }
    if (std::exchange(followed->isAborting, true)) {
        followed->run->cancel(); // the answer to the first one is that to this one too
        return;
    }
    connect(followed->run.get(), &TapRun::finished, this, [this, jobUrl](const auto& outcome) {
        const auto isDone = outcome || outcome.error().kind == Error::Kind::Cancelled;
        emit commandFinished(jobUrl, isDone ? Status() : Status(failure(outcome.error())));
    });
    followed->run->cancel();
}

void JobMonitor::remove(const TapService& service, const QUrl& jobUrl)
{
    d->command(service, jobUrl, JobCommand::Action::Delete);
}

RunIdChange* JobMonitor::changeRunId(const TapService& service, const QUrl& jobUrl,
                                     const QString& runId)
{
    JobRecord known;
    known.serviceId = service.id;
    known.jobId = jobIdOf(jobUrl);
    known = job(service.id, known.jobId).value_or(known);
    known.url = jobAddress(service, jobUrl);
    auto* change = new RunIdChange(d->http, d->store, d->created, service, known, runId, this);
    change->setGate(d.get());
    change->setPauses(d->makePause);
    connect(change, &RunIdChange::finished, this, [this, change, service] {
        change->deleteLater();
        auto& watch = d->watchOf(service);
        watch.look(change->oldUrl());
        if (const auto made = change->newUrl(); !made.isEmpty())
            watch.look(made);
    });
    change->start();
    return change;
}

Removal JobMonitor::removalAt(const TapService& service) const
{
    const auto seen = d->store.removal(service.id);
    if (seen != Removal::Unknown)
        return seen;
    return service.archives ? Removal::Archives : Removal::Unknown;
}

} // namespace tapdesk
