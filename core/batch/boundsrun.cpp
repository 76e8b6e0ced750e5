// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/boundsrun.h"

#include "core/batch/slices.h"
#include "core/jobs/jobmonitor.h"

#include <utility>

namespace tapdesk {

BoundsRun::BoundsRun(JobMonitor& jobs, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
{
}

BoundsRun::~BoundsRun()
{
    if (!m_run)
        return;
    m_run->disconnect(this);
    m_run->cancel();
    if (m_run)
        m_jobs.release(m_run);
}

sql::SliceResult<void> BoundsRun::start(const TapQuery& query, const QString& column, int slices)
{
    Q_ASSERT(!m_run);
    const auto language = query.language.isEmpty() ? query.service.language : query.language;
    const auto bounds = sql::boundsQuery(query.text, sql::dialectFromLanguage(language), column);
    if (!bounds)
        return tl::unexpected(bounds.error());
    auto question = query;
    question.text = *bounds;
    question.maxrec.reset(); // of the rows, not of this one
    m_run = m_jobs.run(question);
    connect(m_run, &TapRun::finished, this, [this, slices](const Result<QueryResult>& outcome) {
        m_jobs.release(std::exchange(m_run, nullptr));
        emit finished(outcome.map(
            [slices](const QueryResult& result) { return sliceBounds(result.table, slices); }));
    });
    return {};
}

} // namespace tapdesk
