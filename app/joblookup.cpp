// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/joblookup.h"

#include "core/jobs/jobnews.h"
#include "core/jobs/jobowner.h"
#include "core/jobs/jobstore.h"
#include "core/service/servicecatalog.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

QUrl JobTarget::url() const
{
    return given.isEmpty() ? jobAddress(service, jobId) : jobAddress(service, given);
}

tl::expected<JobTarget, QString> findJob(const QString& word,
                                         const std::optional<TapService>& service,
                                         const JobStore& store, const ServiceCatalog& services)
{
    if (const auto url = jobUrlFromTyped(word); !url.isEmpty()) {
        if (service && !isJobOf(url, *service, store))
            return tl::unexpected(
                u"%1 is no job of “%2”"_s.arg(url.toDisplayString(), service->id));
        const auto owner = service ? service : serviceOf(url, store, services);
        if (!owner)
            return tl::unexpected(u"%1 is not the URL of a job"_s.arg(url.toDisplayString()));
        return JobTarget {*owner, jobIdOf(url), url};
    }

    const auto remembered = store.jobs(service ? service->id : QString());
    if (!remembered)
        return tl::unexpected(remembered.error().detail);
    QList<JobRecord> found;
    std::copy_if(remembered->cbegin(), remembered->cend(), std::back_inserter(found),
                 [&](const JobRecord& record) { return record.jobId == word; });
    if (found.isEmpty()) {
        std::copy_if(remembered->cbegin(), remembered->cend(), std::back_inserter(found),
                     [&](const JobRecord& record) { return record.runId == word; });
    }
    if (found.size() > 1) {
        QStringList ids;
        for (const JobRecord& record : std::as_const(found))
            ids.append(record.jobId);
        return tl::unexpected(u"“%1” means %2 jobs; name one of them by its id: %3"_s.arg(word)
                                  .arg(ids.size())
                                  .arg(ids.join(u", "_s)));
    }
    if (found.size() == 1) {
        const auto owner = serviceOf(found.first(), store, services);
        if (!owner)
            return tl::unexpected(u"the service of the job “%1” is not known any more"_s.arg(word));
        return JobTarget {*owner, found.first().jobId, found.first().url};
    }
    if (service)
        return JobTarget {*service, word, {}};
    return tl::unexpected(
        u"no job is known as “%1”; give its URL, or --service with its id"_s.arg(word));
}

} // namespace tapdesk::app
