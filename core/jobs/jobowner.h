// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobstore.h"
#include "core/service/servicecatalog.h"

#include <optional>

namespace tapdesk {

/// The service that a job's URL belongs to, such as one that was pasted: the one that the mirror
/// remembers for it, one of the catalogue below whose address it is, or a service that nobody knew
/// and whose job list is `{base}/async`. A job of the sample service is known by its id, as the
/// port changes with every start.
/// @return nothing when the URL cannot be that of a job
std::optional<TapService> serviceOf(const QUrl& jobUrl, const JobStore& store,
                                    const ServiceCatalog& services);

} // namespace tapdesk
