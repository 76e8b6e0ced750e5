// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobowner.h"

#include "core/jobs/jobnews.h"
#include "core/net/credentials.h"

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr auto jobListPart = "/async/"_L1;

bool isSameJob(const JobRecord& record, const QUrl& jobUrl, const TapService& service)
{
    if (record.url == jobUrl)
        return true;
    return service.isSample && isLoopback(jobUrl.host()) && isLoopback(record.url.host());
}

/// The service that a record names, also one that was only ever given by its address: what
/// redirects made of a job's URL need not be below it (DaCHS: /tap/async to /__system__/tap/run).
std::optional<TapService> namedBy(const JobRecord& record, const ServiceCatalog& services)
{
    if (const auto* service = services.find(record.serviceId))
        return *service;
    const auto resolved = services.resolve(record.url.scheme() + u"://"_s + record.serviceId);
    return resolved && resolved->id == record.serviceId ? std::optional(*resolved) : std::nullopt;
}

QUrl withoutExtras(const QUrl& url)
{
    return url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo
                        | QUrl::StripTrailingSlash);
}

bool isBelow(const QUrl& address, const TapService& service)
{
    return !service.baseUrl.isEmpty()
        && address.toString().startsWith(service.baseUrl.toString() + u'/');
}

bool isRemembered(const QUrl& address, const TapService& service, const JobStore& store)
{
    const auto known = store.job(service.id, jobIdOf(address));
    return known && *known && isSameJob(**known, address, service);
}

bool isJobList(const QUrl& address)
{
    return address.path().endsWith("/async"_L1);
}

} // namespace

QUrl jobUrlFromTyped(const QString& typed)
{
    QUrl url(typed.trimmed());
    const auto isSecure = url.scheme() == "https"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!isSecure && url.scheme() != "http"_L1))
        return {};
    if (url.port() == (isSecure ? 443 : 80))
        url.setPort(-1);
    return withoutExtras(url);
}

std::optional<TapService> serviceOf(const QUrl& jobUrl, const JobStore& store,
                                    const ServiceCatalog& services)
{
    const auto address = withoutExtras(jobUrl);
    const auto id = jobIdOf(address);
    if (id.isEmpty() || isJobList(address))
        return {};
    const auto remembered = store.jobs(RecordFilter {.jobId = id});
    for (const auto& record : remembered.value_or(QList<JobRecord>())) {
        const auto service = namedBy(record, services);
        if (service && isSameJob(record, address, *service))
            return service;
    }
    for (const auto& service : services.services()) {
        if (isBelow(address, service))
            return service;
    }
    const auto text = address.toString();
    const auto cut = text.lastIndexOf(jobListPart);
    if (cut < 0)
        return {};
    const auto unknown = services.resolve(text.left(cut));
    return unknown ? std::optional(*unknown) : std::nullopt;
}

std::optional<TapService> serviceOf(const JobRecord& job, const JobStore& store,
                                    const ServiceCatalog& services)
{
    if (const auto known = namedBy(job, services))
        return known;
    return serviceOf(job.url, store, services);
}

bool isJobOf(const QUrl& jobUrl, const TapService& service, const JobStore& store)
{
    const auto address = withoutExtras(jobUrl);
    return !jobIdOf(address).isEmpty() && !isJobList(address)
        && (isBelow(address, service) || isRemembered(address, service, store));
}

} // namespace tapdesk
