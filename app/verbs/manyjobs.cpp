// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/manyjobs.h"

#include "app/joblisting.h"
#include "app/joblooks.h"
#include "app/jobtable.h"
#include "core/jobs/jobnews.h"
#include "ui/base/jobfailuretext.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

constexpr int looksPerNote = 50;
constexpr int mostRunIds = 500; // documents that are read where a list leaves out the run ids

} // namespace

void ManyJobsVerb::chooseNamed(const std::function<bool(const JobRecord&)>& isUnclear,
                               const Next& next)
{
    const auto found = targets();
    if (!found)
        return;
    prepareAll(*found, [this, isUnclear, next](const Targets& jobs) {
        Items items;
        QSet<QUrl> seen;
        for (const auto& job : jobs) {
            if (seen.contains(job.url()))
                continue;
            seen.insert(job.url());
            JobBatch::Item item {.service = job.service, .record = {}};
            item.record.serviceId = job.service.id;
            item.record.jobId = job.jobId;
            item.record.url = job.url();
            item.record = now(item);
            items.append(item);
        }
        describe(items, isUnclear, next);
    });
}

void ManyJobsVerb::chooseListed(const RecordFilter& filter, const Next& next)
{
    withService([this, filter, next](const TapService& service) {
        terminal().note(u"jobs of “%1”, %2"_s.arg(service.id, service.baseUrl.toDisplayString()));
        const auto details = filter.runId ? mostRunIds : 0;
        auto* listing = new JobListing(application(), service, filter, details, this);
        connect(listing, &JobListing::finished, this, [this, listing, next](const Status& outcome) {
            listing->deleteLater();
            if (!outcome)
                return fail(outcome.error());
            if (listing->isCut())
                terminal().note(cutText(*listing));
            Items items;
            for (const auto& record : application().jobs().jobs(listing->filter()))
                items.append({.service = listing->service(), .record = record});
            next(items);
        });
        listing->start();
    });
}

void ManyJobsVerb::describe(const Items& items,
                            const std::function<bool(const JobRecord&)>& isUnclear,
                            const Next& next)
{
    Targets unclear;
    for (const auto& item : items) {
        if (isUnclear(item.record))
            unclear.append({item.service, item.record.jobId, item.record.url});
    }
    auto* looks = new JobLooks(application().jobs(), unclear, this);
    const auto count = unclear.size();
    connect(looks, &JobLooks::looked, this, [this, count](int index, const Status&) {
        if ((index + 1) % looksPerNote == 0)
            terminal().note(
                u"looked at %1 of %2"_s.arg(QString::number(index + 1), jobsText(count)));
    });
    connect(looks, &JobLooks::finished, this, [this, looks, items, next] {
        looks->deleteLater();
        Items told;
        for (const auto& item : items)
            told.append({.service = item.service, .record = now(item)});
        next(told);
    });
    looks->start();
}

JobRecord ManyJobsVerb::now(const JobBatch::Item& item) const
{
    return application().jobs().job(item.record.serviceId, item.record.jobId).value_or(item.record);
}

void ManyJobsVerb::run(JobBatch::Action action, const Items& items, Results results)
{
    m_batch = new JobBatch(application().jobs(), action, items, this);
    if (results == Results::FetchedFirst)
        m_batch->setFetchesFirst();
    connect(m_batch, &JobBatch::itemChanged, this, &ManyJobsVerb::onItemChanged);
    connect(m_batch, &JobBatch::finished, this, &ManyJobsVerb::proceed);
    connect(&application().jobs(), &JobMonitor::looked, this, [this](const QUrl& url) {
        if (m_looks.remove(url))
            proceed();
    });
    m_batch->start();
}

void ManyJobsVerb::onItemChanged(int index)
{
    using State = JobBatch::State;
    const auto& item = m_batch->items().at(index);
    if (item.state == State::UnderWay) {
        if (!m_batch->isFetching())
            m_begun.insert(index);
    } else if (item.state == State::Fetched) {
        ++m_fetched;
        if (item.cameHere)
            terminal().note(u"fetched %1 of %2: %3"_s.arg(QString::number(m_fetched + m_ended),
                                                          QString::number(m_batch->items().size()),
                                                          nameWithId(item.record)));
    } else if (item.state != State::Cancelled) {
        ++m_ended;
        // Every command is followed by a look of the monitor's.
        if (m_batch->action() != JobBatch::Action::Rerun && m_begun.contains(index))
            m_looks.insert(jobAddress(item.service, item.record.url));
        itemEnded(index);
    }
}

void ManyJobsVerb::itemEnded(int index)
{
    const auto& item = m_batch->items().at(index);
    const auto outcome = item.state == JobBatch::State::Failed ? u": failed"_s : QString();
    terminal().note(u"%1 of %2: %3%4"_s.arg(QString::number(m_ended),
                                            QString::number(m_batch->items().size()),
                                            nameWithId(item.record), outcome));
}

void ManyJobsVerb::interrupt()
{
    if (!m_batch || m_batch->isFinished())
        return Command::interrupt();
    m_isInterrupted = true;
    terminal().note(u"stopping; what is under way comes to its end"_s);
    m_batch->cancel();
}

void ManyJobsVerb::proceed()
{
    if (m_batch->isFinished() && m_looks.isEmpty())
        end();
}

void ManyJobsVerb::end()
{
    using State = JobBatch::State;
    report();
    QList<Error> failures;
    for (const auto& item : m_batch->items()) {
        if (item.state != State::Failed)
            continue;
        // What was left alone without an error of its own counts as failed.
        failures.append(item.error.value_or(Error {.kind = Error::Kind::Service}));
        terminal().error(u"%1: %2"_s.arg(nameWithId(item.record), ui::jobFailureText(item)));
    }
    if (m_isInterrupted)
        return finish(ExitCode::Interrupted);
    finish(jobsExitCode(failures, m_batch->items().size()));
}

} // namespace tapdesk::app
