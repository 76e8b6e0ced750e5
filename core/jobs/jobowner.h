// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"
#include "core/service/servicecatalog.h"

#include <optional>

namespace tapdesk {

/// The job's URL in what a user typed or pasted, as the mirror keeps it: white space, user info,
/// query, fragment, a default port and a trailing slash are taken off.
/// @return an empty URL for what is no http(s) address
QUrl jobUrlFromTyped(const QString& typed);

/// The service that a job's URL belongs to, such as one that was pasted: the one that the mirror
/// remembers for it, one of the catalogue below whose address it is, or a service that nobody knew
/// and whose job list is `{base}/async`. A job of the sample service is known by its id, as the
/// port changes with every start.
/// @return nothing when the URL cannot be that of a job, such as that of a job list
std::optional<TapService> serviceOf(const QUrl& jobUrl, const JobStore& store,
                                    const ServiceCatalog& services);

/// The same of a job that is remembered: the service that it was sent to, or as above where the
/// catalogue has that no more, or never had it.
std::optional<TapService> serviceOf(const JobRecord& job, const JobStore& store,
                                    const ServiceCatalog& services);

/// Whether a job's URL is one of this service: below its address, or remembered as its job. Ids
/// tell nothing, as services number their jobs alike.
bool isJobOf(const QUrl& jobUrl, const TapService& service, const JobStore& store);

} // namespace tapdesk
