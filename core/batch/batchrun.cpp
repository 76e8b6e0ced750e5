// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchrun.h"

#include "core/base/announcements.h"
#include "core/base/onpool.h"
#include "core/batch/recall.h"
#include "core/batch/resultfile.h"
#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobnews.h"
#include "core/net/httpclient.h"
#include "core/uws/jobanswer.h"
#include "core/uws/lostjob.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <map>
#include <vector>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcBatch, "tapdesk.batch", QtInfoMsg)

using State = BatchOutcome::State;
using RecordState = BatchRecord::State;

bool isTooManyJobs(const Error& error)
{
    return error.httpStatus == 429
        || (error.httpStatus < 500
            && error.detail.contains("too many active jobs"_L1, Qt::CaseInsensitive));
}

namespace {

/// The active jobs of one service.
struct Lane
{
    std::deque<int> waiting; ///< items, in the order of their turns
    int limit = 1;
    int active = 0;
    int sending = -1; ///< the item whose job is being made; -1 = none
    std::chrono::milliseconds delay {};
    std::unique_ptr<QTimer> pause = std::make_unique<QTimer>();
};

struct Item
{
    BatchItem what;
    BatchRecord record; ///< what is on disk, or would be
    TapRun* run = nullptr; ///< of the monitor
    bool mayReplace = false;
    bool isFollowed = false; ///< the job was there before this turn
    bool isSeen = false; ///< by the service, and not as archived
};

} // namespace

class BatchRun::Private
{
public:
    Private(BatchRun* batch, HttpClient& client, JobMonitor& monitor, BatchState* memory,
            Options wishes)
        : q(batch)
        , http(client)
        , jobs(monitor)
        , state(memory)
        , options(std::move(wishes))
        , announcements(*batch)
    {
    }

    void prepare(const QList<BatchItem>& wanted);
    Status prepareItem(int index);
    Lane& laneOf(int index) { return lanes.at(items[size_t(index)].what.query.service.id); }
    Item& item(int index) { return items[size_t(index)]; }
    BatchOutcome& outcome(int index) { return report.entries[index]; }

    void proceed();
    bool startNext(Lane& lane);
    void begin(int index);
    void send(int index);
    void search(int index);
    void follow(int index, const QUrl& jobUrl);
    void attachTo(int index, TapRun* run);
    void onCreated(int index, const QUrl& jobUrl);
    void onStage(int index, TapRun::Stage stage);
    void onSummary(int index, const JobSummary& summary);
    void onRunFinished(int index, const Result<QueryResult>& result);
    void onFailure(int index, const Error& error);
    void onRows(int index, const QueryResult& result);
    void onWritten(int index, const Result<ResultFile>& written, bool isPartial);
    void claimFile(int index);

    bool isForgotten(int index, const Error& error);
    RecordState lasting(int index, const Error& error);
    bool isKept(int index);
    void leave(int index);
    void putBack(int index);
    void rest(Lane& lane);
    void end(int index, State how, RecordState remembered);
    void failItem(int index, const Error& error, RecordState remembered);
    Status remember(int index, RecordState how, BatchState::Claim claim = BatchState::Claim::Ours);
    void setState(int index, State now);
    void endAll(void (TapRun::*how)());
    void finishIfDone();

    BatchRun* q;
    HttpClient& http;
    JobMonitor& jobs;
    BatchState* state;
    Options options;
    Announcements announcements;
    std::vector<Item> items;
    BatchReport report;
    std::map<QString, Lane> lanes; // by service
    bool isStopping = false;
    bool isAborting = false;
    bool isFinished = false;
};

// Before anything is sent

void BatchRun::Private::prepare(const QList<BatchItem>& wanted)
{
    for (const auto& what : wanted) {
        items.emplace_back().what = what;
        report.entries.append({.name = what.name});
    }
    const auto prepareAll = [this]() -> Status {
        for (int index = 0; index < int(items.size()); ++index) {
            if (auto done = prepareItem(index); !done)
                return done;
        }
        return {};
    };
    if (const auto done = state ? state->exclusively(prepareAll) : prepareAll(); !done) {
        // Without memory a crash would send twice: nothing is sent.
        for (auto& entry : report.entries) {
            entry.state = State::Failed;
            entry.error = done.error();
        }
        return;
    }
    for (int index = 0; index < int(items.size()); ++index) {
        auto& lane = lanes[item(index).what.query.service.id];
        lane.limit = std::max(1, options.parallel);
        lane.delay = options.pause;
        if (!outcome(index).hasEnded())
            lane.waiting.push_back(index);
    }
    for (auto& [id, lane] : lanes) {
        lane.pause->setSingleShot(true);
        connect(lane.pause.get(), &QTimer::timeout, q, [this] {
            proceed();
            announcements.deliver();
        });
    }
}

/// What an earlier run means for it; and it is ours from here on, unless another program runs it.
Status BatchRun::Private::prepareItem(int index)
{
    auto& it = item(index);
    const auto fail = [&](const Error& error) {
        outcome(index).state = State::Failed;
        outcome(index).error = error;
        return Status();
    };
    const auto isKept = state && !it.what.key.isEmpty();
    if (isKept) {
        const auto taken = state->isTaken(it.what.key);
        if (!taken)
            return failure(taken.error());
        if (*taken)
            return fail({.kind = Error::Kind::FileSystem,
                         .detail = u"another program is running it"_s,
                         .url = QUrl::fromLocalFile(it.what.key)});
    }
    const auto recalled = recall(state, it.what, options.replaceFiles);
    if (!recalled)
        return failure(recalled.error());
    it.record = recalled->record;
    it.mayReplace = recalled->mayReplace;
    outcome(index).jobUrl = recalled->record.jobUrl;
    outcome(index).wasThere = !recalled->record.jobUrl.isEmpty();
    if (!it.what.output.isEmpty() && !it.mayReplace && QFileInfo::exists(it.what.output))
        return fail(fileExists(it.what.output));
    return isKept ? state->save(it.record, BatchState::Claim::Ours) : Status();
}

// Taking turns

void BatchRun::Private::proceed()
{
    if (!isStopping) {
        for (auto& [id, lane] : lanes) {
            while (startNext(lane)) { }
        }
    }
    finishIfDone();
}

bool BatchRun::Private::startNext(Lane& lane)
{
    if (lane.waiting.empty() || lane.active >= lane.limit || lane.sending >= 0
        || lane.pause->isActive())
        return false;
    const auto index = lane.waiting.front();
    lane.waiting.pop_front();
    ++lane.active;
    begin(index);
    return true;
}

void BatchRun::Private::begin(int index)
{
    const auto& record = item(index).record;
    setState(index, State::Sending);
    const auto isJob = item(index).what.query.mode == TapQuery::Mode::Async;
    if (isJob)
        laneOf(index).sending = index;
    if (!record.jobUrl.isEmpty())
        follow(index, record.jobUrl);
    else if (record.state == RecordState::Sending && isJob)
        search(index);
    else
        send(index);
}

void BatchRun::Private::send(int index)
{
    auto& it = item(index);
    it.isFollowed = false;
    it.record.sent = QDateTime::currentDateTimeUtc();
    if (const auto saved = remember(index, RecordState::Sending); !saved) {
        leave(index);
        failItem(index, saved.error(), RecordState::Failed);
        return;
    }
    JobMonitor::Witness witness; // the run of a batch that has gone still has to be found again
    if (state && !it.record.key.isEmpty())
        witness = [memory = state, record = it.record](const QUrl& url) mutable {
            record.jobUrl = url;
            record.state = RecordState::Running;
            return memory->save(record);
        };
    attachTo(index, jobs.run(it.what.query, {}, witness));
}

/// An earlier start of the program may have sent the query without living to see the answer. Jobs
/// of which somebody saw it are known, and started; ours is neither.
void BatchRun::Private::search(int index)
{
    const auto& it = item(index);
    const auto& query = it.what.query;
    const auto isOthers = [this, id = query.service.id](const QUrl& url) {
        const auto known = jobs.job(id, jobIdOf(url));
        return known && known->sentHere;
    };
    auto* lost = new LostJob(http, query.service.resource(u"async"_s), query.formFields(),
                             it.record.sent, isOthers, q);
    connect(lost, &LostJob::finished, q, [this, index, lost](const auto& found) {
        lost->deleteLater();
        if (isStopping) {
            leave(index);
            end(index, State::Stopped, RecordState::Sending);
        } else if (!found && isRefusal(found.error())) {
            leave(index);
            failItem(index, found.error(), RecordState::Sending);
        } else if (!found) { // not told is not lost
            qCInfo(lcBatch) << "Cannot tell whether" << item(index).what.name
                            << "was sent:" << found.error().detail;
            leave(index);
            setState(index, State::Waiting);
            laneOf(index).waiting.push_front(index);
            rest(laneOf(index));
        } else if (*found) {
            outcome(index).wasThere = true;
            onCreated(index, **found);
            if (const auto saved = remember(index, RecordState::Running); !saved)
                qCWarning(lcBatch) << "Not stored:" << saved.error().detail;
            follow(index, **found);
        } else {
            send(index);
        }
        proceed();
        announcements.deliver();
    });
    lost->start();
}

void BatchRun::Private::follow(int index, const QUrl& jobUrl)
{
    item(index).isFollowed = true;
    attachTo(index, jobs.resume(item(index).what.query, jobUrl));
}

void BatchRun::Private::attachTo(int index, TapRun* run)
{
    item(index).run = run;
    connect(run, &TapRun::jobCreated, q, [this, index](const QUrl& url) {
        onCreated(index, url);
        announcements.deliver();
    });
    connect(run, &TapRun::stageChanged, q, [this, index](TapRun::Stage stage) {
        onStage(index, stage);
        announcements.deliver();
    });
    connect(run, &TapRun::summaryChanged, q, [this, index](const JobSummary& summary) {
        onSummary(index, summary);
        announcements.deliver();
    });
    connect(run, &TapRun::finished, q, [this, index](const Result<QueryResult>& result) {
        onRunFinished(index, result);
        proceed();
        announcements.deliver();
    });
}

// What a run tells

/// The memory has it since before PHASE=RUN went out.
void BatchRun::Private::onCreated(int index, const QUrl& jobUrl)
{
    item(index).record.jobUrl = jobUrl;
    item(index).record.state = RecordState::Running;
    outcome(index).jobUrl = jobUrl;
    announcements.add([batch = q, index] { emit batch->changed(index); });
}

void BatchRun::Private::onStage(int index, TapRun::Stage stage)
{
    if (stage != TapRun::Stage::Waiting && stage != TapRun::Stage::Receiving)
        return;
    auto& lane = laneOf(index);
    if (outcome(index).state == State::Sending)
        setState(index, State::Running);
    if (lane.sending == index) {
        lane.sending = -1;
        lane.delay = options.pause;
        proceed();
    }
}

void BatchRun::Private::onSummary(int index, const JobSummary& summary)
{
    auto& it = item(index);
    it.isSeen = it.isSeen || summary.phase.kind() != JobPhase::Kind::Archived;
    if (outcome(index).phase != summary.phase) {
        outcome(index).phase = summary.phase;
        announcements.add([batch = q, index] { emit batch->changed(index); });
    }
}

void BatchRun::Private::onRunFinished(int index, const Result<QueryResult>& result)
{
    auto& it = item(index);
    jobs.release(it.run);
    it.run = nullptr;
    if (!result) {
        onFailure(index, result.error());
    } else if (isStopping && result->truth.extent == Truth::Extent::Partial) {
        leave(index); // we have broken it off
        end(index, State::Stopped, isAborting ? RecordState::Stopped : it.record.state);
    } else {
        leave(index);
        onRows(index, *result);
    }
}

void BatchRun::Private::onFailure(int index, const Error& error)
{
    auto& lane = laneOf(index);
    if (isStopping && (error.kind == Error::Kind::Cancelled || isTooManyJobs(error))) {
        leave(index);
        end(index, State::Stopped, isAborting ? RecordState::Stopped : item(index).record.state);
        return;
    }
    if (isTooManyJobs(error)) {
        const auto others = lane.active - 1;
        lane.limit = std::max(1, std::min(lane.limit, others));
        leave(index);
        putBack(index);
        if (others == 0)
            rest(lane); // jobs sent from elsewhere; else the end of one of ours makes room
        announcements.add([batch = q, id = item(index).what.query.service.id, limit = lane.limit] {
            emit batch->throttled(id, limit);
        });
        return;
    }
    leave(index);
    if (isForgotten(index, error) && !isStopping) {
        item(index).record.jobUrl.clear();
        outcome(index).jobUrl.clear();
        outcome(index).wasThere = false;
        putBack(index);
        return;
    }
    failItem(index, error, lasting(index, error));
}

/// What the next run is to know of an item whose rows did not come. A job that may have them, now
/// or later, is gone on with rather than sent twice.
RecordState BatchRun::Private::lasting(int index, const Error& error)
{
    using Kind = JobPhase::Kind;
    const auto& phase = outcome(index).phase;
    if (phase.kind() == Kind::Completed)
        return RecordState::Unkept;
    const auto isOver = isGone(error) || phase.isTerminal();
    const auto wasNotStarted =
        phase.kind() == Kind::Pending && error.kind != Error::Kind::Unauthorized;
    const auto hasJob = !item(index).record.jobUrl.isEmpty() && !isOver && !wasNotStarted;
    return hasJob ? RecordState::Unkept : RecordState::Failed;
}

void BatchRun::Private::onRows(int index, const QueryResult& result)
{
    auto& it = item(index);
    const auto isPartial = result.truth.extent == Truth::Extent::Partial;
    outcome(index).truth = result.truth;
    if (it.what.output.isEmpty()) {
        announcements.add([batch = q, index, result] { emit batch->resultReady(index, result); });
        onWritten(index, ResultFile {}, isPartial);
        return;
    }
    setState(index, State::Writing);
    const auto before = it.record.output;
    claimFile(index);
    const auto notes = options.notes ? options.notes(result) : QStringList();
    onPool(
        q,
        [file = it.what.output, result, notes, mayReplace = it.mayReplace] {
            return writeResultFile(file, result, notes, mayReplace);
        },
        [this, index, isPartial, before](const Result<ResultFile>& written) {
            if (written)
                outcome(index).output = item(index).what.output;
            else
                item(index).record.output = before;
            onWritten(index, written, isPartial);
            proceed();
            announcements.deliver();
        });
}

/// A file is remembered as ours before it is written, so that a crash leaves none of which nobody
/// knows; one that is somebody's is not.
void BatchRun::Private::claimFile(int index)
{
    auto& it = item(index);
    if (!it.mayReplace && QFileInfo::exists(it.what.output))
        return; // it came while the job ran: writing will tell
    it.record.output = it.what.output;
    if (const auto saved = remember(index, it.record.state); !saved)
        qCWarning(lcBatch) << "Not stored:" << saved.error().detail;
}

void BatchRun::Private::onWritten(int index, const Result<ResultFile>& written, bool isPartial)
{
    auto& what = outcome(index);
    const auto hasJob = !what.jobUrl.isEmpty();
    const auto unkept = hasJob ? RecordState::Unkept : RecordState::Failed;
    if (!written) {
        failItem(index, written.error(), unkept);
        return;
    }
    what.replaced = written->replaced;
    if (isPartial)
        failItem(index, what.truth->cause.value_or(Error {.kind = Error::Kind::Protocol}), unkept);
    else
        end(index, State::Done, isKept(index) ? RecordState::Done : RecordState::Unkept);
}

/// Whether the job of an earlier run was lost before this one: gone, archived, or without its rows.
/// One that goes while it is watched was not wanted by somebody.
bool BatchRun::Private::isForgotten(int index, const Error& error)
{
    using Kind = JobPhase::Kind;
    const auto& it = item(index);
    const auto phase = outcome(index).phase.kind();
    if (!it.isFollowed)
        return false;
    return it.isSeen ? phase == Kind::Completed && isGone(error)
                     : phase == Kind::Archived || isGone(error);
}

/// Whether the rows of an item that is done outlive the program.
bool BatchRun::Private::isKept(int index)
{
    const auto& it = item(index);
    return !options.rowsAreShortLived || !it.what.output.isEmpty() || it.record.jobUrl.isEmpty();
}

// Book-keeping

/// The item takes no room at the service any more.
void BatchRun::Private::leave(int index)
{
    auto& lane = laneOf(index);
    --lane.active;
    if (lane.sending == index)
        lane.sending = -1;
}

/// The item waits for another turn; a job that was made but not started waits with it.
void BatchRun::Private::putBack(int index)
{
    auto& it = item(index);
    const auto hasJob = !it.record.jobUrl.isEmpty();
    if (const auto saved = remember(index, hasJob ? RecordState::Running : RecordState::Waiting);
        !saved)
        qCWarning(lcBatch) << "Not stored:" << saved.error().detail;
    setState(index, State::Waiting);
    laneOf(index).waiting.push_front(index);
}

void BatchRun::Private::rest(Lane& lane)
{
    lane.pause->start(lane.delay);
    lane.delay = std::min(lane.delay * 2, options.longestPause);
}

void BatchRun::Private::end(int index, State how, RecordState remembered)
{
    if (const auto saved = remember(index, remembered, BatchState::Claim::Free); !saved) {
        qCWarning(lcBatch) << "Not stored:" << saved.error().detail;
        outcome(index).error = saved.error(); // another run may do it again: that is to be said
    }
    setState(index, how);
}

void BatchRun::Private::failItem(int index, const Error& error, RecordState remembered)
{
    outcome(index).error = error;
    end(index, State::Failed, remembered);
}

Status BatchRun::Private::remember(int index, RecordState how, BatchState::Claim claim)
{
    auto& record = item(index).record;
    record.state = how;
    if (!state || record.key.isEmpty())
        return {};
    return state->save(record, claim);
}

void BatchRun::Private::setState(int index, State now)
{
    outcome(index).state = now;
    announcements.add([batch = q, index] { emit batch->changed(index); });
}

void BatchRun::Private::endAll(void (TapRun::*how)())
{
    isStopping = true;
    for (auto& [id, lane] : lanes)
        lane.pause->stop();
    std::vector<TapRun*> runs;
    for (int index = 0; index < int(items.size()); ++index) {
        if (outcome(index).state == State::Waiting)
            end(index, State::Stopped,
                isAborting ? RecordState::Stopped : item(index).record.state);
        if (item(index).run)
            runs.push_back(item(index).run);
    }
    const QPointer<BatchRun> alive(q);
    for (auto* run : runs) {
        (run->*how)(); // may end it here and now, and with the last one the batch
        if (!alive)
            return;
    }
    finishIfDone();
    announcements.deliver();
}

void BatchRun::Private::finishIfDone()
{
    if (isFinished || report.ended() < report.entries.size())
        return;
    isFinished = true;
    announcements.add([batch = q, final = report] { emit batch->finished(final); });
}

BatchRun::BatchRun(HttpClient& http, JobMonitor& jobs, BatchState* state, Options options,
                   QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, http, jobs, state, std::move(options)))
{
}

BatchRun::~BatchRun()
{
    for (auto& item : d->items) {
        if (!item.run)
            continue;
        item.run->disconnect(this);
        d->jobs.release(item.run);
    }
}

void BatchRun::start(const QList<BatchItem>& items)
{
    Q_ASSERT(d->items.empty());
    d->prepare(items);
    // Nobody expects the end from within.
    QTimer::singleShot(0, this, [this] {
        d->proceed();
        d->announcements.deliver();
    });
}

void BatchRun::stop()
{
    if (!d->isStopping)
        d->endAll(&TapRun::detach);
}

void BatchRun::cancel()
{
    if (std::exchange(d->isAborting, true))
        return;
    d->endAll(&TapRun::cancel);
}

const BatchReport& BatchRun::report() const
{
    return d->report;
}

} // namespace tapdesk
