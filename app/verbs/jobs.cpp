// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/jobs.h"

#include "app/jobchoice.h"
#include "app/jobjson.h"
#include "app/joblisting.h"
#include "app/jobtable.h"
#include "core/jobs/jobnews.h"
#include "core/jobs/jobowner.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

constexpr int mostDetails = 100; // documents that one call reads: lists leave out nearly all

} // namespace

void JobsCommand::start()
{
    if (!line().arguments.isEmpty())
        return usage(u"jobs takes no argument; --phase, --runid, --text and others filter"_s);
    const auto filter = recordFilter(line());
    if (!filter)
        return usage(filter.error());
    m_filter = *filter;
    if (line().offline) {
        if (!line().service.isEmpty()) {
            const auto service = application().services().resolve(line().service);
            if (!service)
                return usage(u"there is no service “%1”"_s.arg(line().service));
            m_filter.serviceId = service->id;
        }
        return show();
    }
    if (line().service.isEmpty() && qEnvironmentVariableIsEmpty("TAPDESK_SERVICE"))
        m_services = servicesInUse();
    if (m_services.isEmpty()) {
        withService([this](const TapService& service) {
            m_filter.serviceId = service.id;
            ask(service, [this] { show(); });
        });
        return;
    }
    if (!isTokenForOne(m_services))
        return usage(u"there are jobs at several services, and TAPDESK_TOKEN belongs to one of "
                     "them; name it with --service"_s);
    askFrom(0);
}

/// Those of which the mirror has a job.
QList<TapService> JobsCommand::servicesInUse() const
{
    QList<TapService> services;
    std::set<QString> seen;
    for (const auto& record : application().jobs().jobs()) {
        if (!seen.insert(record.serviceId).second)
            continue;
        if (const auto service = serviceOf(record, application().store(), application().services()))
            services.append(*service);
    }
    return services;
}

void JobsCommand::askFrom(qsizetype index)
{
    if (index == m_services.size())
        return show();
    prepare(m_services.at(index), [this, index](const TapService& ready) {
        ask(ready, [this, index] { askFrom(index + 1); });
    });
}

void JobsCommand::ask(const TapService& service, const std::function<void()>& next)
{
    auto* listing = new JobListing(application(), service, m_filter, mostDetails, this);
    connect(listing, &JobListing::finished, this, [this, listing, next](const Status& outcome) {
        listing->deleteLater();
        onListed(*listing, outcome, next);
    });
    listing->start();
}

void JobsCommand::onListed(const JobListing& listing, const Status& outcome,
                           const std::function<void()>& next)
{
    m_unread += listing.unread();
    if (listing.isCut())
        terminal().note(cutText(listing));
    if (!outcome && m_services.size() <= 1) {
        terminal().note(u"`tapdesk jobs --offline` tells what was seen last"_s);
        return fail(outcome.error());
    }
    if (!outcome) {
        m_isIncomplete = true;
        terminal().error(outcome.error());
        terminal().note(
            u"the jobs of “%1” are shown as they were last seen"_s.arg(listing.service().id));
    }
    next();
}

void JobsCommand::show()
{
    const auto records = application().store().jobs(m_filter);
    if (!records)
        return fail(records.error());
    const auto now = QDateTime::currentDateTimeUtc();
    if (line().json)
        printJson(jobsJson(*records));
    else
        print(jobsTable(*records, now));
    terminal().note(jobsText(records->size()));
    if (m_unread > 0)
        terminal().note(u"of %1 only what the list tells is known; the next call reads "
                        "more"_s.arg(jobsText(m_unread)));
    const auto isStale = line().offline && std::any_of(records->cbegin(), records->cend(), isBusy);
    if (isStale)
        terminal().note(u"no service was asked: the phases are those last seen"_s);
    finish(m_isIncomplete ? ExitCode::SomeFailed : ExitCode::Done);
}

} // namespace tapdesk::app
