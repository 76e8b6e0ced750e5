// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/taprun.h"

#include "core/base/announcements.h"
#include "core/net/httpclient.h"
#include "core/net/httplog.h"
#include "core/net/transfer.h"
#include "core/tap/parseoutcome.h"
#include "core/tap/resultreader.h"
#include "core/uws/uwsvalues.h"

#include <QFile>
#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTap, "tapdesk.tap", QtInfoMsg)

namespace {

/// A service that computes sends nothing meanwhile; most end a synchronous query before that.
constexpr auto syncPatience = std::chrono::minutes(10);
constexpr int mostFetches = 5; // beside the client's own retries

/// Whether asking once more may help: nothing answered, or the service is not well now.
bool mayPass(const Error& error)
{
    return error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout
        || error.httpStatus >= 500 || error.httpStatus == 429;
}

} // namespace

class TapRun::Private
{
public:
    Private(TapRun* run, HttpClient& client, TapQuery what, JobJournal* log)
        : q(run)
        , http(client)
        , query(std::move(what))
        , journal(log)
        , announcements(*run)
    {
        again.setSingleShot(true);
        connect(&again, &QTimer::timeout, q, [this] {
            fetch();
            announcements.deliver();
        });
    }

    void startSync();
    void makeJob();
    void follow(const QUrl& url, Stage first, void (UwsJob::*how)(const QUrl&));
    void onJobState(UwsJob::State state);
    void onJobFinished(const Result<JobSummary>& result);
    void fetch();
    void receive(HttpRequest request);
    void onReceived(const Result<QueryResult>& result,
                    const std::optional<Result<KeptBytes>>& kept);
    void onReopened(const Result<QueryResult>& result, const QueryResult& known);
    void watch(ResultReader* made);
    bool fetchAgain(const Error& error);
    bool isFollowing() const; ///< a job that has not ended
    std::optional<qint64> maxrec() const;
    Provenance provenance() const;
    void leaveJob();
    void setStage(Stage next);
    void finish(const Result<QueryResult>& result);

    TapRun* q;
    HttpClient& http;
    TapQuery query;
    JobJournal* journal;
    Announcements announcements;
    UwsJob::Pace pace;
    LookGate* gate = nullptr;
    Stage stage = Stage::Idle;
    FormFields sent;
    QDateTime started;
    std::unique_ptr<UwsJob> job; // async, until detached
    JobSummary summary; // of the job that was left
    QUrl jobUrl; // of it
    bool detachWanted = false;
    bool isDetached = false;
    bool cancelWanted = false;
    ResultReader* reader = nullptr;
    ResultPlace* place = nullptr;
    QUrl resultUrl;
    int fetches = 0;
    Pause::Maker makePause = timedPause; // of the job
    QTimer again;
    Table table;
    qint64 received = 0;
    std::optional<Result<QueryResult>> outcome;
};

// Sync

void TapRun::Private::startSync()
{
    resultUrl = query.service.resource(u"sync"_s);
    auto request = HttpRequest::post(resultUrl, sent);
    request.idleTimeout = syncPatience;
    request.refusal = HttpRequest::Refusal::Service;
    setStage(Stage::Sending);
    receive(request);
}

// Async

void TapRun::Private::makeJob()
{
    job = std::make_unique<UwsJob>(http, query.service.resource(u"async"_s), journal);
    job->setPace(pace);
    job->setGate(gate);
    job->setPauses(makePause);
    connect(job.get(), &UwsJob::created, q, &TapRun::jobCreated);
    connect(job.get(), &UwsJob::summaryChanged, q, &TapRun::summaryChanged);
    connect(job.get(), &UwsJob::lostSight, q, &TapRun::lostSight);
    connect(job.get(), &UwsJob::stateChanged, q, [this](auto state) {
        onJobState(state);
        announcements.deliver();
    });
    connect(job.get(), &UwsJob::finished, q, [this](const auto& result) {
        onJobFinished(result);
        announcements.deliver();
    });
}

/// A job that is there already.
void TapRun::Private::follow(const QUrl& url, Stage first, void (UwsJob::*how)(const QUrl&))
{
    Q_ASSERT(stage == Stage::Idle);
    started = QDateTime::currentDateTimeUtc();
    setStage(first);
    makeJob();
    const QPointer<TapRun> alive(q); // the job tells from within
    (job.get()->*how)(url);
    if (alive)
        announcements.deliver();
}

void TapRun::Private::onJobState(UwsJob::State state)
{
    if (stage == Stage::Finished)
        return;
    if (state != UwsJob::State::Monitoring)
        return;
    setStage(Stage::Waiting);
    if (detachWanted)
        leaveJob();
}

void TapRun::Private::onJobFinished(const Result<JobSummary>& result)
{
    if (stage == Stage::Finished)
        return;
    if (!result) {
        finish(failure(result.error()));
        return;
    }
    if (cancelWanted) { // it was faster than ABORT; its result stays at the service
        finish(failure({.kind = Error::Kind::Cancelled, .url = job->jobUrl()}));
        return;
    }
    resultUrl = result->resultUrl(job->jobUrl());
    setStage(Stage::Receiving);
    fetch();
}

void TapRun::Private::fetch()
{
    ++fetches;
    qCInfo(lcTap).noquote() << "Fetch" << loggableUrl(resultUrl);
    auto request = HttpRequest::get(resultUrl);
    request.idleTimeout = syncPatience; // some services make the file only now
    receive(request);
}

// Rows

void TapRun::Private::receive(HttpRequest request)
{
    request.maxBytes = 0; // the reader bounds the table
    auto* transfer = http.start(request, q);
    transfer->setStreaming();
    connect(transfer, &Transfer::answered, q, [this](int status) {
        if (status < 400)
            setStage(Stage::Receiving);
        announcements.deliver();
    });
    watch(new ResultReader(q));
    connect(reader, &ResultReader::finished, q, [this](const auto& result) {
        received = reader->bytesReceived();
        const auto kept = reader->kept();
        std::exchange(reader, nullptr)->deleteLater();
        onReceived(result, kept);
        announcements.deliver();
    });
    if (place)
        reader->setKeeper(place->keeper());
    reader->read(transfer, maxrec());
}

void TapRun::Private::watch(ResultReader* made)
{
    reader = made;
    connect(reader, &ResultReader::tableChanged, q, [this](const Table& grown) {
        table = grown;
        emit q->tableChanged(grown);
    });
}

/// What was cut when it was kept is cut still; a file that broke since then says so itself.
void TapRun::Private::onReopened(const Result<QueryResult>& result, const QueryResult& known)
{
    if (!result) {
        finish(failure(result.error()));
        return;
    }
    auto complete = *result;
    const auto infos = complete.provenance.infos;
    complete.provenance = known.provenance;
    complete.provenance.infos = infos;
    if (complete.truth.extent != Truth::Extent::Partial) {
        complete.truth.extent = known.truth.extent;
        complete.truth.maxrec = known.truth.maxrec;
        complete.truth.cause = known.truth.cause;
    }
    complete.shelved = known.shelved;
    finish(complete);
}

void TapRun::Private::onReceived(const Result<QueryResult>& result,
                                 const std::optional<Result<KeptBytes>>& kept)
{
    if (!result) {
        auto error = result.error();
        if (error.url.isEmpty())
            error.url = resultUrl; // the reader of a document does not know where it came from
        if (!fetchAgain(error))
            finish(failure(error));
        return;
    }
    auto complete = *result;
    const auto infos = complete.provenance.infos;
    const auto bytes = complete.provenance.bytes;
    complete.provenance = provenance();
    complete.provenance.infos = infos;
    complete.provenance.bytes = bytes;
    if (job)
        compareRowCount(complete, job->summary().parameter(u"nrows"_s));
    if (kept && place)
        complete.shelved =
            kept->and_then([&](const KeptBytes& file) { return place->place(file, complete); });
    else if (kept && *kept)
        QFile::remove((*kept)->file);
    finish(complete);
}

/// A job that is done keeps its result: try the address that every TAP service has, or later.
bool TapRun::Private::fetchAgain(const Error& error)
{
    if (!job || cancelWanted || detachWanted || fetches >= mostFetches)
        return false;
    const auto standard = childUrl(job->jobUrl(), u"results/result"_s);
    if (error.httpStatus == 404 && resultUrl != standard) {
        resultUrl = standard;
        fetch();
        return true;
    }
    if (!mayPass(error))
        return false;
    again.start(std::min(pace.first * fetches * fetches, pace.longest));
    announcements.add([run = q, error] { emit run->lostSight(error); });
    return true;
}

/// Of a job that others made, as far as the service tells.
std::optional<qint64> TapRun::Private::maxrec() const
{
    if (query.maxrec || !job)
        return query.maxrec;
    bool isNumber = false;
    const auto told = job->summary().parameter(u"MAXREC"_s).toLongLong(&isNumber);
    return isNumber ? std::optional(told) : std::nullopt;
}

Provenance TapRun::Private::provenance() const
{
    Provenance made;
    made.serviceId = query.service.id;
    made.serviceTitle = query.service.title;
    made.serviceUrl = query.service.baseUrl;
    made.query = fieldValue(sent, u"QUERY"_s);
    made.language = fieldValue(sent, u"LANG"_s);
    made.runId = fieldValue(sent, u"RUNID"_s);
    if (job) {
        made.jobUrl = job->jobUrl();
        if (sent.isEmpty()) { // attached: the job knows what it was asked
            made.query = job->summary().parameter(u"QUERY"_s);
            made.language = job->summary().parameter(u"LANG"_s);
            made.runId = job->summary().runId;
        }
    }
    made.resultUrl = resultUrl.adjusted(QUrl::RemoveQuery); // it may be a signature
    made.started = started;
    made.finished = QDateTime::currentDateTimeUtc();
    return made;
}

bool TapRun::Private::isFollowing() const
{
    return job && !reader && !again.isActive();
}

// The end

void TapRun::Private::leaveJob()
{
    summary = job->summary();
    jobUrl = job->jobUrl();
    isDetached = true;
    job.reset(); // leaves the job on the service
    finish(failure({.kind = Error::Kind::Cancelled, .url = jobUrl}));
}

void TapRun::Private::setStage(Stage next)
{
    if (stage == Stage::Finished || std::exchange(stage, next) == next)
        return;
    announcements.add([run = q, next] { emit run->stageChanged(next); });
}

void TapRun::Private::finish(const Result<QueryResult>& result)
{
    Q_ASSERT(stage != Stage::Finished);
    again.stop();
    setStage(Stage::Finished);
    outcome = result;
    if (result)
        table = result->table;
    announcements.add([run = q, result] { emit run->finished(result); });
}

TapRun::TapRun(HttpClient& http, TapQuery query, JobJournal* journal, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, http, std::move(query), journal))
{
}

TapRun::~TapRun() = default;

const TapQuery& TapRun::query() const
{
    return d->query;
}

TapRun::Stage TapRun::stage() const
{
    return d->stage;
}

const JobSummary& TapRun::summary() const
{
    return d->job ? d->job->summary() : d->summary;
}

QUrl TapRun::jobUrl() const
{
    return d->job ? d->job->jobUrl() : d->jobUrl;
}

const Table& TapRun::table() const
{
    return d->table;
}

qint64 TapRun::bytesReceived() const
{
    return d->reader ? d->reader->bytesReceived() : d->received;
}

QDateTime TapRun::started() const
{
    return d->started;
}

std::optional<Result<QueryResult>> TapRun::outcome() const
{
    return d->outcome;
}

bool TapRun::isCancelling() const
{
    return d->cancelWanted && d->stage != Stage::Finished;
}

bool TapRun::canDetach() const
{
    return d->stage != Stage::Finished && d->isFollowing() && !d->cancelWanted
        && !d->job->jobUrl().isEmpty();
}

bool TapRun::isDetached() const
{
    return d->isDetached;
}

void TapRun::setPlace(ResultPlace* place)
{
    d->place = place;
}

void TapRun::setPace(const UwsJob::Pace& pace)
{
    d->pace = pace;
    if (d->job)
        d->job->setPace(pace);
}

void TapRun::setPauses(const Pause::Maker& makePause)
{
    d->makePause = makePause;
}

void TapRun::setGate(LookGate* gate)
{
    d->gate = gate;
}

bool TapRun::serviceBlocks() const
{
    return !d->job || d->job->serviceBlocks();
}

void TapRun::start()
{
    Q_ASSERT(d->stage == Stage::Idle);
    d->started = QDateTime::currentDateTimeUtc();
    d->sent = d->query.formFields();
    if (d->query.mode == TapQuery::Mode::Sync) {
        d->startSync();
    } else {
        const QPointer<TapRun> alive(this); // the job tells from within start()
        d->setStage(Stage::Sending);
        d->makeJob();
        d->job->start(d->sent);
        if (!alive)
            return;
    }
    d->announcements.deliver();
}

void TapRun::attach(const QUrl& jobUrl)
{
    d->follow(jobUrl, Stage::Waiting, &UwsJob::attach);
}

void TapRun::resume(const QUrl& jobUrl)
{
    d->follow(jobUrl, Stage::Sending, &UwsJob::resume);
}

void TapRun::reopen(const QString& file, const QueryResult& known)
{
    Q_ASSERT(d->stage == Stage::Idle);
    d->started = QDateTime::currentDateTimeUtc();
    d->setStage(Stage::Receiving);
    d->watch(new ResultReader(this));
    connect(d->reader, &ResultReader::finished, this, [this, known](const auto& result) {
        d->received = d->reader->bytesReceived();
        std::exchange(d->reader, nullptr)->deleteLater();
        d->onReopened(result, known);
        d->announcements.deliver();
    });
    d->reader->readFile(file);
    d->announcements.deliver();
}

void TapRun::cancel()
{
    if (d->stage == Stage::Idle || d->stage == Stage::Finished)
        return;
    const QPointer<TapRun> alive(this);
    d->cancelWanted = true;
    if (d->reader)
        d->reader->cancel();
    else if (d->again.isActive())
        d->finish(failure({.kind = Error::Kind::Cancelled, .url = d->resultUrl}));
    else
        d->job->abort();
    if (alive)
        d->announcements.deliver();
}

void TapRun::detach()
{
    using State = UwsJob::State;
    if (d->stage == Stage::Idle || d->stage == Stage::Finished)
        return;
    if (!d->isFollowing()) {
        cancel(); // the job is done, if there is one
        return;
    }
    d->detachWanted = true;
    const auto isStarting =
        d->job->state() == State::Submitting || d->job->state() == State::Starting;
    if (!isStarting || d->sent.isEmpty())
        d->leaveJob();
    d->announcements.deliver();
}

} // namespace tapdesk
