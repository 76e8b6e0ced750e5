// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/sweeprun.h"

#include "core/base/onpool.h"
#include "core/batch/batchentry.h"
#include "core/batch/batchrun.h"
#include "core/batch/batchstate.h"
#include "core/batch/slices.h"

#include <QLoggingCategory>

#include <utility>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSweep, "tapdesk.batch.sweep", QtInfoMsg)

namespace {

TapQuery findable(TapQuery query)
{
    if (query.mode == TapQuery::Mode::Async && query.runId.isEmpty())
        query.runId = u"sweep"_s;
    return query;
}

} // namespace

SweepResult<Sweep> makeSweep(const TapQuery& query, const QList<SweepParameter>& parameters)
{
    Sweep sweep {.query = findable(query), .parameters = parameters, .queries = {}, .names = {}};
    auto queries = sweepQueries(sweep.query, parameters);
    if (!queries)
        return tl::unexpected(queries.error());
    sweep.queries = std::move(*queries);
    for (const auto& one : std::as_const(sweep.queries))
        sweep.names.append(one.values.join(u", "_s));
    return sweep;
}

sql::SliceResult<Sweep> makeSlices(const TapQuery& query, const QString& column,
                                   const QStringList& bounds)
{
    Sweep sweep {.query = findable(query), .parameters = {}, .queries = {}, .names = {}};
    const auto queries = sliceQueries(sweep.query, column, bounds);
    if (!queries)
        return tl::unexpected(queries.error());
    for (const auto& one : *queries)
        sweep.queries.append({.query = one, .values = {}});
    sweep.names = sliceConditions(column, bounds);
    return sweep;
}

SweepRun::SweepRun(HttpClient& http, JobMonitor& jobs, BatchState* state, QObject* parent)
    : QObject(parent)
    , m_state(state)
    , m_http(http)
    , m_jobs(jobs)
    , m_parallel(BatchRun::Options().parallel)
{
}

SweepRun::~SweepRun() = default;

void SweepRun::setParallel(int jobs)
{
    m_parallel = jobs;
}

void SweepRun::start(const Sweep& sweep)
{
    Q_ASSERT(!m_run);
    m_sweep = sweep;
    m_results.resize(sweep.queries.size());
    // Without a job there is nothing to go on with.
    const auto isJobs = sweep.query.mode == TapQuery::Mode::Async;
    const auto names = keys();
    QList<BatchItem> items;
    for (qsizetype i = 0; i < sweep.queries.size(); ++i)
        items.append({.name = sweep.names.at(i),
                      .key = isJobs ? names.at(i) : QString(),
                      .query = sweep.queries.at(i).query,
                      .output = {}});
    BatchRun::Options options;
    options.parallel = m_parallel;
    options.rowsAreShortLived = true;
    m_run = std::make_unique<BatchRun>(m_http, m_jobs, m_state, options);
    connect(m_run.get(), &BatchRun::resultReady, this,
            [this](int index, const QueryResult& result) { m_results[index] = result; });
    connect(m_run.get(), &BatchRun::changed, this, &SweepRun::changed);
    connect(m_run.get(), &BatchRun::throttled, this, &SweepRun::throttled);
    connect(m_run.get(), &BatchRun::finished, this, &SweepRun::onFinished);
    m_run->start(items);
}

void SweepRun::stop()
{
    if (m_run)
        m_run->stop();
}

void SweepRun::cancel()
{
    m_isCancelled = !m_isJoining && !m_hasEnded;
    if (m_run)
        m_run->cancel();
}

const BatchReport& SweepRun::report() const
{
    static const BatchReport none;
    return m_run ? m_run->report() : none;
}

void SweepRun::onFinished()
{
    m_isJoining = true;
    if (m_isCancelled) {
        if (const auto forgotten = forget(); !forgotten)
            qCWarning(lcSweep) << "Not forgotten:" << forgotten.error().detail;
    }
    onPool(
        this,
        [sweep = m_sweep, results = std::exchange(m_results, {})] {
            return joinSweep(sweep.query, sweep.parameters, sweep.queries, results);
        },
        [this](SweepTable table) {
            auto& truth = table.result.truth;
            if (truth.extent == Truth::Extent::Partial && !truth.cause)
                truth.cause = firstFailure();
            m_isJoining = false;
            m_hasEnded = true;
            emit finished({.table = std::move(table), .report = report()});
        });
    emit joining();
}

/// Why rows are missing, where no part itself tells.
std::optional<Error> SweepRun::firstFailure() const
{
    for (const auto& entry : report().entries) {
        if (entry.state == BatchOutcome::State::Failed)
            return entry.error;
    }
    return std::nullopt;
}

/// The same for the same query of the same sweep, whoever starts it and when. The run id counts:
/// a lost job is looked for by it.
QStringList SweepRun::keys() const
{
    const auto whole = QString::fromLatin1(queryHash(m_sweep.query));
    QStringList keys;
    for (const auto& [query, values] : m_sweep.queries)
        keys.append(
            u"sweep:%1:%2:%3"_s.arg(whole, QString::fromLatin1(queryHash(query)), query.runId));
    return keys;
}

Status SweepRun::forget()
{
    return m_state ? m_state->forget(keys()) : Status();
}

} // namespace tapdesk
