// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/uwsjob.h"

#include "core/base/announcements.h"
#include "core/net/httpclient.h"
#include "core/net/httplog.h"
#include "core/net/retry.h"
#include "core/net/servermessage.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"
#include "core/uws/lookgate.h"
#include "core/uws/lostjob.h"
#include "core/uws/uwsvalues.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QPointer>
#include <QUrlQuery>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcUws, "tapdesk.uws", QtInfoMsg)

namespace {

using Kind = JobPhase::Kind;
using std::chrono::milliseconds;

constexpr int mostSearches = 3;
constexpr int mostQuickAnswers = 8; // phases that change as fast as we ask: no reason to go on so
constexpr auto idleBeyondWait = std::chrono::seconds(30);

} // namespace

class UwsJob::Private
{
public:
    enum class Intent { Start, Create, Resume, Attach };
    enum class Next { Submit, Look, Run, Abort, Search };
    using Handler = void (Private::*)(const Result<HttpResponse>&);

    Private(UwsJob* job, HttpClient& client, QUrl list, JobJournal* log)
        : q(job)
        , http(client)
        , jobList(std::move(list))
        , journal(log)
        , announcements(*job)
    {
        setPauses(timedPause);
    }

    void setPauses(const Pause::Maker& makePause)
    {
        rest = makePause([this] {
            proceed();
            announcements.deliver();
        });
    }

    void submit();
    void onCreated(const Result<HttpResponse>& outcome);
    bool isMoved(const HttpResponse& response) const;
    bool mayStart() const;
    void follow(const QUrl& url, Intent why);
    void search();
    void onSearched(const Result<std::optional<QUrl>>& found);
    void adopt(const QUrl& url);
    void onStored(const Status& stored);

    void postPhase(const QString& word, Handler handler);
    void run();
    void onRun(const Result<HttpResponse>& outcome);
    void postAbort();
    void onAborted(const Result<HttpResponse>& outcome);

    bool mayWait() const;
    bool awaitsTurn();
    bool beginWait();
    void endWait();
    void look();
    void onLooked(const Result<HttpResponse>& outcome);
    void onSummary(const JobSummary& seenNow, milliseconds pause);
    void goOn(milliseconds pause);
    void goOnPending(milliseconds pause);
    void goOnAborting(milliseconds pause);
    void conclude();
    void onErrorDocument(const Result<HttpResponse>& outcome);

    void send(const HttpRequest& request, Handler handler);
    void drop();
    void schedule(Next what, milliseconds atLeast = {});
    void act(Next what);
    void lookWithoutTurn();
    void proceed();
    void lost(const Error& reason);
    void setState(State next);
    void tellSummary();
    void finish(const Result<JobSummary>& outcome);

    UwsJob* q;
    HttpClient& http;
    QUrl jobList;
    JobJournal* journal;
    Announcements announcements;
    Pace pace;

    Intent intent = Intent::Start;
    State state = State::Idle;
    FormFields parameters;
    QUrl jobUrl;
    bool isStoring = false; // the journal has it: nothing is asked meanwhile
    JobSummary summary;
    QDateTime lastSeen; // valid once a job document was read
    QDateTime submitted;
    bool moved = false; // the job list has told its new address once
    std::optional<Error> creationError; // of the answer that was lost
    int searches = 0;

    std::optional<Error> refusal; // of RUN or ABORT: the next look tells what became of it
    bool runPosted = false; // by us
    bool runIsOut = false; // and not answered yet
    bool pendingAborted = false; // ABORT found it PENDING once
    int runsAccepted = 0;
    bool pendingSeen = false; // after RUN
    bool abortWanted = false;
    bool abortAccepted = false;

    Transfer* transfer = nullptr; // at most one in flight
    LostJob* lostJob = nullptr; // in its place
    std::unique_ptr<Pause> rest; // before what is next
    Next next = Next::Look;
    milliseconds delay {};
    QElapsedTimer asked;
    bool waited = false; // the look in flight asked to WAIT
    LookGate* gate = nullptr;
    bool waitGranted = false; // by the gate, to be given back
    milliseconds wantedPause {}; // of the last answer
    bool hasTurn = false; // the rest lasts until it
    int quickAnswers = 0;
    bool blocks = true; // until the service proves otherwise
};

// Creation

void UwsJob::Private::submit()
{
    submitted = QDateTime::currentDateTimeUtc();
    auto request = HttpRequest::post(jobList, parameters);
    request.redirects = HttpRequest::Redirects::Report; // its Location is the job
    request.refusal = HttpRequest::Refusal::Service; // Daiquiri checks the query now
    send(request, &Private::onCreated);
}

void UwsJob::Private::onCreated(const Result<HttpResponse>& outcome)
{
    if (!outcome) {
        creationError = outcome.error();
        if (isAnswerLost(outcome.error()) && !fieldValue(parameters, u"RUNID"_s).isEmpty())
            act(Next::Search);
        else
            finish(failure(outcome.error()));
        return;
    }
    if (isMoved(*outcome)) { // nothing was created at the old address
        moved = true;
        jobList = outcome->location;
        act(Next::Submit);
        return;
    }
    if (const auto url = createdJobUrl(*outcome, jobList))
        adopt(*url);
    else
        finish(failure(url.error()));
}

/// Whether the job list itself has another address: http that wants to be https.
bool UwsJob::Private::isMoved(const HttpResponse& response) const
{
    const auto strip = QUrl::StripTrailingSlash | QUrl::RemoveScheme | QUrl::RemovePort;
    return !moved && response.status != 303 && response.location.scheme() == "https"_L1
        && response.location.matches(jobList, strip) && response.location != jobList;
}

void UwsJob::Private::search()
{
    ++searches;
    qCInfo(lcUws) << "Look for the job whose creation was not answered in" << jobList;
    const auto isOthers = [this](const QUrl& url) { return journal && journal->knows(url); };
    lostJob = new LostJob(http, jobList, parameters, submitted, isOthers, q);
    connect(lostJob, &LostJob::finished, q, [this](const auto& found) {
        std::exchange(lostJob, nullptr)->deleteLater();
        onSearched(found);
        announcements.deliver();
    });
    lostJob->start();
}

void UwsJob::Private::onSearched(const Result<std::optional<QUrl>>& found)
{
    if (found && *found)
        adopt(**found);
    else if (searches < mostSearches && (found || !isRefusal(found.error())))
        schedule(Next::Search); // the service may be busy making it
    else
        finish(failure(*creationError));
}

void UwsJob::Private::adopt(const QUrl& url)
{
    jobUrl = url;
    if (!journal) {
        onStored({});
        return;
    }
    isStoring = true;
    journal->jobCreated(url, [this, alive = QPointer<UwsJob>(q)](const Status& stored) {
        if (!alive)
            return;
        onStored(stored);
        announcements.deliver();
    });
}

void UwsJob::Private::onStored(const Status& stored)
{
    isStoring = false;
    if (!stored) {
        qCCritical(lcUws).noquote()
            << "Job not started, as it cannot be stored:" << loggableUrl(jobUrl);
        finish(failure(stored.error()));
        return;
    }
    qCInfo(lcUws).noquote() << "Job created at" << loggableUrl(jobUrl);
    announcements.add([job = q, url = jobUrl] { emit job->created(url); });
    if (abortWanted) {
        setState(State::Aborting);
        act(Next::Abort);
    } else if (intent == Intent::Create) {
        setState(State::Monitoring);
        lookWithoutTurn();
    } else {
        setState(State::Starting);
        act(Next::Run);
    }
}

/// A job that is there already.
void UwsJob::Private::follow(const QUrl& url, Intent why)
{
    Q_ASSERT(state == State::Idle);
    intent = why;
    jobUrl = url;
    setState(why == Intent::Resume ? State::Starting : State::Monitoring);
    lookWithoutTurn(); // somebody waits for the first
    announcements.deliver();
}

// Phase changes we ask for

void UwsJob::Private::postPhase(const QString& word, Handler handler)
{
    auto request = HttpRequest::post(childUrl(jobUrl, u"phase"_s), {{u"PHASE"_s, word}});
    request.redirects = HttpRequest::Redirects::Report; // to the job, which we look at anyway
    request.refusal = HttpRequest::Refusal::Service; // such as the quota's
    send(request, handler);
}

void UwsJob::Private::run()
{
    refusal.reset();
    runPosted = true;
    runIsOut = true;
    postPhase(u"RUN"_s, &Private::onRun);
}

void UwsJob::Private::onRun(const Result<HttpResponse>& outcome)
{
    runIsOut = false;
    if (!outcome && isGone(outcome.error())) {
        finish(failure(outcome.error()));
        return;
    }
    if (!outcome && !isRefusal(outcome.error())) {
        lost(outcome.error());
        return;
    }
    runsAccepted += outcome ? 1 : 0;
    if (abortWanted) {
        act(Next::Abort);
        return;
    }
    if (outcome) {
        setState(State::Monitoring);
    } else {
        refusal = outcome.error(); // or an earlier RUN came through: the look tells
    }
    act(Next::Look); // in turn: many may have been started at once
}

void UwsJob::Private::postAbort()
{
    refusal.reset();
    postPhase(u"ABORT"_s, &Private::onAborted);
}

void UwsJob::Private::onAborted(const Result<HttpResponse>& outcome)
{
    if (!outcome && isGone(outcome.error())) {
        finish(failure(outcome.error()));
        return;
    }
    if (!outcome && !isRefusal(outcome.error())) {
        lost(outcome.error());
        return;
    }
    abortAccepted = outcome.has_value();
    if (!outcome)
        refusal = outcome.error(); // or the job has ended meanwhile: the look tells
    lookWithoutTurn();
}

// Looking

/// Blocking is asked only where the service can: not of UWS 1.0, not in a phase that does not
/// block, not while we have reason to post RUN again soon.
bool UwsJob::Private::mayWait() const
{
    const auto pendingAgain = mayStart() && summary.phase.kind() == Kind::Pending;
    return blocks && pace.wait.count() > 0 && lastSeen.isValid() && summary.version != "1.0"_L1
        && summary.phase.mayBlock() && !pendingAgain;
}

void UwsJob::Private::look()
{
    auto request = lookRequest(jobUrl);
    waited = mayWait() && beginWait();
    if (waited) {
        QUrlQuery query(jobUrl);
        query.addQueryItem(u"WAIT"_s, QString::number(pace.wait.count()));
        // With the phase seen last, a change since then is answered at once.
        query.addQueryItem(u"PHASE"_s, summary.phase.word());
        request.url.setQuery(query);
        request.idleTimeout = pace.wait + idleBeyondWait;
    }
    asked.start();
    send(request, &Private::onLooked);
}

/// Before what is due. True: there is a rest until it is our turn, and the host may be asked.
bool UwsJob::Private::awaitsTurn()
{
    if (!gate)
        return false;
    const auto& address = jobUrl.isEmpty() ? jobList : jobUrl;
    const auto isLook = next == Next::Look;
    auto pause = milliseconds(0);
    if (!std::exchange(hasTurn, true))
        pause = isLook ? gate->takeTurn(address) : gate->takeTurnAhead(address);
    else if (isLook)
        pause = gate->held(address);
    // A creation is not held: the service says itself what it thinks of it.
    if (!isLook && next != Next::Submit)
        pause = std::max(pause, gate->held(address));
    if (pause.count() == 0) {
        hasTurn = false;
        return false;
    }
    rest->begin(pause);
    return true;
}

bool UwsJob::Private::beginWait()
{
    waitGranted = waitGranted || !gate || gate->beginWait(jobUrl);
    return waitGranted;
}

void UwsJob::Private::endWait()
{
    if (std::exchange(waitGranted, false) && gate)
        gate->endWait(jobUrl);
}

void UwsJob::Private::onLooked(const Result<HttpResponse>& outcome)
{
    endWait();
    const auto document = outcome ? readJobSummary(outcome->body, outcome->url)
                                  : Result<JobSummary>(failure(outcome.error()));
    if (document) {
        const auto pause =
            retryAfter(outcome->header("retry-after"), QDateTime::currentDateTimeUtc());
        onSummary(*document, pause.value_or(milliseconds(0)));
        return;
    }
    const auto error = outcome ? unexpectedAnswer(*outcome) : outcome.error();
    const auto denied = error.httpStatus == 401 || error.httpStatus == 403;
    const auto isFirst = !submitted.isValid() && !lastSeen.isValid(); // of a job not made here
    const auto noJobThere = isFirst && (outcome || isRefusal(error));
    if (isGone(error) || denied || noJobThere)
        finish(failure(error));
    else
        lost(error);
}

void UwsJob::Private::onSummary(const JobSummary& seenNow, milliseconds pause)
{
    const auto changed = !lastSeen.isValid() || seenNow.phase != summary.phase;
    if (waited && milliseconds(asked.elapsed()) < pace.quick
        && (!changed || ++quickAnswers > mostQuickAnswers)) {
        qCInfo(lcUws) << "The service does not block:" << jobList;
        blocks = false;
    }
    if (changed)
        delay = pace.first;
    const auto news = !lastSeen.isValid() || seenNow != summary;
    lastSeen = QDateTime::currentDateTimeUtc();
    summary = seenNow;
    if (news)
        tellSummary();

    if (summary.phase.isTerminal())
        conclude();
    else if (intent == Intent::Create && !abortWanted)
        finish(summary);
    else if (abortWanted)
        goOnAborting(pause);
    else
        goOn(pause);
}

void UwsJob::Private::goOn(milliseconds pause)
{
    const auto phase = summary.phase.kind();
    if (refusal && phase == Kind::Pending) {
        finish(failure(*refusal));
        return;
    }
    refusal.reset();
    if (phase != Kind::Pending)
        setState(State::Monitoring); // whatever became of the answer to RUN
    if (phase == Kind::Held)
        schedule(Next::Run, std::max(pause, pace.longest)); // until there is room for the job
    else if (phase == Kind::Pending && mayStart())
        goOnPending(pause);
    else if (mayWait() && pause.count() == 0 && beginWait())
        act(Next::Look); // in turn: not every service that claims to block does
    else
        schedule(Next::Look, pause);
}

/// Whether a job that is PENDING is ours to start, and has not been often enough.
bool UwsJob::Private::mayStart() const
{
    return (intent == Intent::Start || intent == Intent::Resume) && runsAccepted < 2;
}

/// PENDING after RUN: either RUN did not arrive, or the service is slow, or it forgot (seen at
/// Gaia). So a second RUN, and no third. Source: protocols.md 2.5.
void UwsJob::Private::goOnPending(milliseconds pause)
{
    if (!std::exchange(runPosted, true)) {
        act(Next::Run); // nobody has, as far as we know
    } else if (runsAccepted > 0 && !pendingSeen) {
        pendingSeen = true;
        schedule(Next::Look, pause);
    } else {
        schedule(Next::Run, pause);
    }
}

void UwsJob::Private::goOnAborting(milliseconds pause)
{
    const auto phase = summary.phase.kind();
    if (refusal)
        finish(failure(*refusal));
    else if (!abortAccepted)
        schedule(Next::Abort, pause); // its answer was lost
    else if (phase == Kind::Pending && runPosted && !std::exchange(pendingAborted, true))
        schedule(Next::Abort, pause); // RUN may not have come through to it yet
    else if (phase == Kind::Pending) // Daiquiri leaves it so; it will not run
        finish(failure({.kind = Error::Kind::Cancelled, .url = jobUrl}));
    else
        schedule(Next::Look, pause);
}

// The end

void UwsJob::Private::conclude()
{
    const auto phase = summary.phase.kind();
    if (phase == Kind::Completed) {
        finish(summary);
    } else if (abortWanted) {
        finish(failure(
            {.kind = Error::Kind::Cancelled, .detail = summary.errorMessage, .url = jobUrl}));
    } else if (phase == Kind::Error && summary.errorMessage.isEmpty()) {
        send(HttpRequest::get(childUrl(jobUrl, u"error"_s)), &Private::onErrorDocument);
    } else {
        // Aborted by others, archived: often without a word, but the phase.
        const auto words =
            summary.errorMessage.isEmpty() ? summary.phase.word() : summary.errorMessage;
        finish(failure({.kind = Error::Kind::Service, .detail = words, .url = jobUrl}));
    }
}

void UwsJob::Private::onErrorDocument(const Result<HttpResponse>& outcome)
{
    // No document, or an empty one: the job failed for reasons unknown.
    const auto message = outcome ? serverMessage(outcome->body) : QString();
    if (!message.isEmpty()) {
        summary.errorMessage = message;
        tellSummary();
    }
    finish(failure({.kind = Error::Kind::Service, .detail = message, .url = jobUrl}));
}

// What all steps use

void UwsJob::Private::send(const HttpRequest& request, Handler handler)
{
    Q_ASSERT(!transfer);
    transfer = http.start(request, q);
    connect(transfer, &Transfer::finished, q, [this, handler](const auto& outcome) {
        wantedPause = transfer->wantedPause();
        std::exchange(transfer, nullptr)->deleteLater();
        (this->*handler)(outcome);
        announcements.deliver();
    });
}

void UwsJob::Private::drop()
{
    rest->callOff();
    hasTurn = false;
    endWait();
    delete std::exchange(transfer, nullptr); // silently
    delete std::exchange(lostJob, nullptr);
}

void UwsJob::Private::schedule(Next what, milliseconds atLeast)
{
    next = what;
    rest->begin(std::max({delay, atLeast, pace.first}));
    const auto grown =
        std::chrono::duration_cast<milliseconds>(std::max(delay, pace.first) * pace.growth);
    delay = std::min(grown, pace.longest);
}

/// As soon as it is our turn.
void UwsJob::Private::act(Next what)
{
    next = what;
    proceed();
}

void UwsJob::Private::lookWithoutTurn()
{
    hasTurn = true;
    act(Next::Look);
}

void UwsJob::Private::proceed()
{
    if (awaitsTurn())
        return;
    switch (next) {
    case Next::Submit:
        submit();
        break;
    case Next::Look:
        look();
        break;
    case Next::Run:
        run();
        break;
    case Next::Abort:
        postAbort();
        break;
    case Next::Search:
        search();
        break;
    }
}

void UwsJob::Private::lost(const Error& reason)
{
    qCDebug(lcUws).noquote() << "Lost sight of" << loggableUrl(jobUrl) << reason.detail;
    announcements.add([job = q, reason] { emit job->lostSight(reason); });
    if (gate)
        gate->note(jobUrl, reason, wantedPause);
    // An ABORT that was lost is posted again; a lost RUN only if the job proves to be PENDING.
    schedule(abortWanted && !abortAccepted ? Next::Abort : Next::Look, wantedPause);
}

void UwsJob::Private::setState(State nextState)
{
    if (std::exchange(state, nextState) != nextState)
        announcements.add([job = q, nextState] { emit job->stateChanged(nextState); });
}

void UwsJob::Private::tellSummary()
{
    announcements.add([job = q, told = summary] { emit job->summaryChanged(told); });
}

void UwsJob::Private::finish(const Result<JobSummary>& outcome)
{
    Q_ASSERT(state != State::Finished);
    drop();
    setState(State::Finished);
    announcements.add([job = q, outcome] { emit job->finished(outcome); });
}

// The public face: each function ends with telling.

UwsJob::UwsJob(HttpClient& http, QUrl jobList, JobJournal* journal, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, http, std::move(jobList), journal))
{
}

UwsJob::~UwsJob()
{
    d->drop();
}

UwsJob::State UwsJob::state() const
{
    return d->state;
}

const JobSummary& UwsJob::summary() const
{
    return d->summary;
}

QUrl UwsJob::jobUrl() const
{
    return d->jobUrl;
}

QDateTime UwsJob::lastSeen() const
{
    return d->lastSeen;
}

bool UwsJob::serviceBlocks() const
{
    return d->blocks;
}

void UwsJob::setPace(const Pace& pace)
{
    d->pace = pace;
}

void UwsJob::setGate(LookGate* gate)
{
    d->gate = gate;
}

void UwsJob::setPauses(const Pause::Maker& makePause)
{
    d->setPauses(makePause);
}

void UwsJob::start(const FormFields& parameters)
{
    Q_ASSERT(d->state == State::Idle);
    d->parameters = parameters;
    d->setState(State::Submitting);
    d->act(Private::Next::Submit);
    d->announcements.deliver();
}

void UwsJob::create(const FormFields& parameters)
{
    d->intent = Private::Intent::Create;
    start(parameters);
}

void UwsJob::attach(const QUrl& jobUrl)
{
    d->follow(jobUrl, Private::Intent::Attach);
}

void UwsJob::resume(const QUrl& jobUrl)
{
    d->follow(jobUrl, Private::Intent::Resume);
}

void UwsJob::abort()
{
    if (d->state == State::Idle || d->state == State::Finished || d->abortWanted)
        return;
    d->abortWanted = true;
    if (d->runIsOut) { // dropped, it might come through after ABORT
        d->delay = d->pace.first;
        d->setState(State::Aborting);
        d->announcements.deliver();
        return;
    }
    d->drop();
    if (d->isStoring) {
        d->delay = d->pace.first; // onStored() goes on
    } else if (d->jobUrl.isEmpty()) {
        d->finish(failure({.kind = Error::Kind::Cancelled}));
    } else if (d->summary.phase.isTerminal()) {
        d->conclude(); // only the error's words were missing
    } else {
        d->delay = d->pace.first;
        d->setState(State::Aborting);
        d->act(Private::Next::Abort);
    }
    d->announcements.deliver();
}

} // namespace tapdesk
