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

} // namespace

std::optional<TapService> serviceOf(const QUrl& jobUrl, const JobStore& store,
                                    const ServiceCatalog& services)
{
    const auto address = jobUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                         | QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
    const auto id = jobIdOf(address);
    if (id.isEmpty())
        return {};
    const auto remembered = store.jobs(RecordFilter {.jobId = id});
    for (const auto& record : remembered.value_or(QList<JobRecord>())) {
        const auto* service = services.find(record.serviceId);
        if (service && isSameJob(record, address, *service))
            return *service;
    }
    const auto text = address.toString();
    for (const auto& service : services.services()) {
        if (!service.baseUrl.isEmpty() && text.startsWith(service.baseUrl.toString() + u'/'))
            return service;
    }
    const auto cut = text.lastIndexOf(jobListPart);
    if (cut < 0)
        return {};
    const auto unknown = services.resolve(text.left(cut));
    return unknown ? std::optional(*unknown) : std::nullopt;
}

} // namespace tapdesk
